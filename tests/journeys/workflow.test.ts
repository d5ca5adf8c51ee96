import { eventually } from '@firmament/kit/testing';
import { publishAgain } from '../support/events.js';
import { book, newGuest } from '../support/firm.js';
import { budgetMs, look } from '../support/house.js';
import { journey } from '../support/journey.js';
import type { Story } from '../support/story.js';

const made = ['scheduling.appointments', 'crm.clients', 'crm.contacts', 'crm.links', 'portal.people', 'portal.invitations', 'files.folders', 'projects.projects', 'projects.tasks', 'workflow.runs', 'communications.messages'];
const once = { 'scheduling.appointments': 1, 'crm.clients': 1, 'crm.contacts': 1, 'crm.links': 1, 'portal.people': 1, 'portal.invitations': 1, 'files.folders': 4, 'projects.projects': 1, 'projects.tasks': 3, 'workflow.runs': 1, 'communications.messages': 3 };

describe('X1 the same event comes again', () => {
  journey.each([2, 10])('%i times at once, under new message numbers: one run, each effect once', (times) => async (story) => {
    await book(story.firm, newGuest());
    const event = await eventually(() => story.event('scheduling.appointment.booked'), 'the booking is on the stream', { timeoutMs: budgetMs });
    await Promise.all(Array.from({ length: times }, (_, n) => publishAgain(event, `${event.id}-again-${n}`)));
    await story.runThatIs('COMPLETED');
    await story.settle();
    expect(await story.grew(made)).toEqual(once);
    await story.keepsItsPromises({ redelivered: times });
  });

  journey('under its own message number: the stream itself takes it once', async (story) => {
    await book(story.firm, newGuest());
    await story.runThatIs('COMPLETED');
    const event = await story.event('scheduling.appointment.booked');
    await Promise.all([publishAgain(event, event.id), publishAgain(event, event.id)]);
    await story.keepsItsPromises();
    expect(await story.grew(['workflow.runs', 'crm.clients'])).toEqual({ 'workflow.runs': 1, 'crm.clients': 1 });
  });
});

interface WorkflowPage { workflows: { nodes: { id: string; name: string; currentVersionNo: number; currentVersion: { document: { steps: object[] } } }[] } }

async function onboarding(story: Story): Promise<WorkflowPage['workflows']['nodes'][number]> {
  const { workflows } = await story.firm.owner.ask<WorkflowPage>('{ workflows { nodes { id name currentVersionNo currentVersion { document } } } }');
  const found = workflows.nodes.find((one) => one.name === 'Onboard a booked client');
  if (!found) throw new Error('The firm has no onboarding.');
  return found;
}

describe('X12 a workflow is paused and changed while a run is on its way', () => {
  journey('the run finishes on its version, nothing new starts, and what came meanwhile is kept and can be started', async (story) => {
    const { owner, folderTemplateId } = story.firm;
    await owner.do('deleteFolderTemplate', { templateId: folderTemplateId, force: true });
    await book(story.firm, newGuest());
    const stuck = await story.runThatIs('STUCK');
    const workflow = await onboarding(story);
    await owner.do('pauseWorkflow', { workflowId: workflow.id });
    const { document } = workflow.currentVersion;
    const published = await owner.do<{ faults: unknown[] }>('publishWorkflow', { workflowId: workflow.id, document: { ...document, steps: document.steps.slice(0, 2) } }, '{ faults { place sentence } }');
    expect(published.faults).toEqual([]);
    const kept = await book(story.firm, newGuest('Bo Pause'));
    await eventually(async () => (await look("select 1 from workflow.trigger_receipts where tenant_id = $1 and outcome = 'PAUSED'", [story.firm.uuid])).length === 1, 'the second booking is kept', { timeoutMs: budgetMs });
    await story.settle();
    expect(await story.runs()).toHaveLength(1);
    await owner.do('restoreFolderTemplate', { templateId: folderTemplateId });
    await owner.do('resumeRun', { runId: stuck.id });
    await eventually(async () => (await story.runs())[0]?.state === 'COMPLETED', 'the run that was on its way is over', { timeoutMs: budgetMs });
    expect((await story.steps()).filter((step) => step.state === 'DONE')).toHaveLength(5);
    const { started } = await owner.do<{ started: number }>('unpauseWorkflow', { workflowId: workflow.id, startKept: true }, '{ started }');
    expect(started).toBe(1);
    await eventually(async () => (await story.runs()).every((run) => run.state === 'COMPLETED') && (await story.runs()).length === 2, 'what was kept has run', { timeoutMs: budgetMs });
    const second = (await story.runs()).find((run) => run.businessKey === kept.appointmentId);
    expect((await story.steps()).filter((step) => step.run === second?.id).map((step) => step.key)).toEqual(['resolveClient', 'linkAppointmentToClient']);
    await story.keepsItsPromises();
  });
});

describe('a definition that nobody has seen', () => {
  journey('runs once it is published: over two other mutations, with what the first answered', async (story) => {
    const document = {
      format: 1, name: 'Welcome a client', description: 'A new client is moved on, and somebody calls them.', client: 'event.data.clientId',
      trigger: { event: 'crm.client.created', businessKey: 'event.data.clientId' }, subject: 'event.data.displayName',
      steps: [
        { key: 'move', name: 'Move the client on', kind: 'action', action: 'changeClientStatus', dependsOn: [], input: { clientId: 'event.data.clientId', status: "'ONBOARDING'", reason: "'Somebody came to us.'" } },
        { key: 'call', name: 'Ask for a call', kind: 'action', action: 'createTask', dependsOn: ['move'], when: "steps.move.status == 'ONBOARDING'",
          input: { clientId: 'event.data.clientId', title: "'Call ' + steps.move.displayName", kind: "'STAFF'", assigneeUserId: 'event.data.ownerUserId', dueOn: "addDays(dateIn(now, 'Europe/London'), 1)" } },
      ],
    };
    const published = await story.firm.owner.do<{ faults: unknown[] }>('publishWorkflow', { document }, '{ faults { place sentence } }');
    expect(published.faults).toEqual([]);
    await story.settle();
    await story.mark();
    const client = await story.firm.owner.do('createClient', { displayName: 'Tregothnan Joinery', kind: 'ORG', ownerUserId: story.firm.ownerId });
    await story.runThatIs('COMPLETED', 'Welcome a client');
    await story.settle();
    const page = await story.firm.owner.ask<{ client: object; myTasks: object[] }>('query($id: ID!) { client(id: $id) { status statusReason } myTasks { title client { displayName } } }', { id: client.id });
    expect(page).toEqual({ client: { status: 'ONBOARDING', statusReason: 'Somebody came to us.' }, myTasks: [{ title: 'Call Tregothnan Joinery', client: { displayName: 'Tregothnan Joinery' } }] });
    await story.isOneStory();
    await story.keepsItsPromises();
  });

  journey('is refused with every fault when it asks for what the house does not have', async (story) => {
    const document = {
      format: 1, name: 'Wishful', description: 'Asks too much.', trigger: { event: 'crm.client.vanished' },
      steps: [{ key: 'a', name: 'Sign somebody in', kind: 'action', action: 'signIn', dependsOn: [], input: { email: "'x'" } }, { key: 'b', name: 'Name', kind: 'action', action: 'createTask', dependsOn: ['a'], input: { titel: "'x'" } }],
    };
    const { faults } = await story.firm.owner.do<{ faults: { reason: string }[] }>('publishWorkflow', { document }, '{ faults { place reason } }');
    expect(faults.map((fault) => fault.reason)).toEqual(expect.arrayContaining(['EVENT_UNKNOWN', 'ACTION_NOT_ALLOWED', 'INPUT_UNKNOWN']));
  });
});
