import { idToUuid, newId } from '@firmament/events';
import { enterPortal, portalLinkIn, signIn, visitor, type Somebody } from '../support/actors.js';
import { book, bookingInput, bookingSelection, countsOf, freeSlots, newGuest, type Booking } from '../support/firm.js';
import { look } from '../support/house.js';
import { mailThat } from '../support/mail.js';
import { journey } from '../support/journey.js';
import type { Story } from '../support/story.js';

/** Ids of one story, or made-up ones of the same kinds. */
interface Ids { client: string; contact: string; appointment: string; project: string; task: string; run: string; workflow: string; folderTemplate: string; templateVersion: string; portalUser: string; user: string; type: string }

const madeUp = (): Ids => ({
  client: newId('cli'), contact: newId('con'), appointment: newId('apt'), project: newId('prj'), task: newId('tsk'), run: newId('run'), workflow: newId('wfl'),
  folderTemplate: newId('ftp'), templateVersion: newId('ptv'), portalUser: newId('pus'), user: newId('usr'), type: newId('apy'),
});

async function idsOf(story: Story): Promise<Ids> {
  const { owner, ownerId, folderTemplateId, projectTemplateVersionId, typeId } = story.firm;
  const page = await owner.ask<{ clients: { nodes: { id: string; links: { contact: { id: string; portalAccess: { portalUser: { id: string } } } }[]; projects: { id: string; tasks: { id: string }[] }[]; appointments: { id: string }[] }[] }; runs: { nodes: { id: string; workflow: { id: string } }[] } }>(
    '{ clients { nodes { id links { contact { id portalAccess { portalUser { id } } } } projects { id tasks { id } } appointments { id } } } runs { nodes { id workflow { id } } } }');
  const [client] = page.clients.nodes;
  const [contact] = client?.links ?? [];
  return {
    client: client?.id ?? '', contact: contact?.contact.id ?? '', appointment: client?.appointments[0]?.id ?? '', project: client?.projects[0]?.id ?? '', task: client?.projects[0]?.tasks[0]?.id ?? '',
    run: page.runs.nodes[0]?.id ?? '', workflow: page.runs.nodes[0]?.workflow.id ?? '', folderTemplate: folderTemplateId, templateVersion: projectTemplateVersionId,
    portalUser: contact?.contact.portalAccess.portalUser.id ?? '', user: ownerId, type: typeId,
  };
}

type Operation = [mutation: string, input: (ids: Ids) => object, selection?: string];

/** Everything of flow 1 that names a record. */
const operations: readonly Operation[] = [
  ['changeClientStatus', ({ client }) => ({ clientId: client, status: 'FORMER', reason: 'x' })],
  ['renameClient', ({ client }) => ({ clientId: client, displayName: 'Ours now' })],
  ['assignClientOwner', ({ client }) => ({ clientId: client, ownerUserId: null })],
  ['addContact', ({ client }) => ({ clientId: client, name: 'Spy', email: 'spy@fen.test', role: 'Spy', portalAccess: true })],
  ['linkAppointmentToClient', ({ appointment, client, contact }) => ({ appointmentId: appointment, clientId: client, contactId: contact })],
  ['invitePortalUser', ({ client, contact }) => ({ clientId: client, contactId: contact, name: 'Spy', email: 'spy@fen.test' }), '{ alreadyInvited }'],
  ['resendInvitation', ({ client, contact }) => ({ clientId: client, contactId: contact }), '{ __typename }'],
  ['revokeInvitation', ({ client, contact }) => ({ clientId: client, contactId: contact }), '{ revoked }'],
  ['suspendPortalUser', ({ portalUser }) => ({ portalUserId: portalUser })],
  ['createFoldersFromTemplate', ({ client, folderTemplate }) => ({ clientId: client, templateId: folderTemplate }), '{ created }'],
  ['deleteFolderTemplate', ({ folderTemplate }) => ({ templateId: folderTemplate, force: true })],
  ['restoreFolderTemplate', ({ folderTemplate }) => ({ templateId: folderTemplate })],
  ['createProjectFromTemplate', ({ client, templateVersion, appointment }) => ({ clientId: client, templateVersionId: templateVersion, appointmentId: appointment }), '{ created }'],
  ['moveProjectKickOff', ({ appointment }) => ({ appointmentId: appointment, kickOffOn: '2030-01-01' }), '{ moved }'],
  ['cancelUntouchedSkeleton', ({ appointment }) => ({ appointmentId: appointment, reason: 'x' }), '{ outcome }'],
  ['activateProject', ({ project }) => ({ projectId: project })],
  ['createTask', ({ client, project }) => ({ clientId: client, projectId: project, title: 'Spy' }), '{ __typename }'],
  ['completeTask', ({ task }) => ({ taskId: task })],
  ['assignTask', ({ task }) => ({ taskId: task, assigneeUserId: null })],
  ['bookForClient', ({ client, type }) => ({ clientId: client, typeId: type, start: '2030-01-07T10:00:00.000Z', zone: 'Europe/London', attendee: { name: 'Spy', email: 'spy@fen.test' } })],
  ['confirmAppointment', ({ appointment }) => ({ id: appointment })],
  ['completeAppointment', ({ appointment }) => ({ id: appointment })],
  ['cancelAppointment', ({ appointment }) => ({ id: appointment })],
  ['markNoShow', ({ appointment }) => ({ id: appointment })],
  ['rescheduleAppointment', ({ appointment }) => ({ id: appointment, start: '2030-01-07T10:00:00.000Z' })],
  ['changeAppointmentType', ({ type }) => ({ id: type, name: 'Ours' })],
  ['resumeRun', ({ run }) => ({ runId: run })],
  ['cancelRun', ({ run }) => ({ runId: run, reason: 'x' })],
  ['pauseWorkflow', ({ workflow }) => ({ workflowId: workflow })],
  ['changeWorkflowOwner', ({ workflow, user }) => ({ workflowId: workflow, ownerUserId: user })],
  ['deactivateUser', ({ user }) => ({ userId: user })],
  ['setUserRoles', ({ user }) => ({ userId: user, roleKeys: ['staff'] })],
];

const renamed: Record<string, string> = { confirmAppointment: 'AppointmentActInput', completeAppointment: 'AppointmentActInput', suspendPortalUser: 'PortalUserInput' };

async function attempt(who: Somebody, [mutation, input, selection = '{ id }']: Operation, ids: Ids): Promise<object> {
  const type = renamed[mutation] ?? `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const { data, errors } = await who.try(`mutation($input: ${type}!) { ${mutation}(input: $input) ${selection} }`, { input: input(ids) });
  return { data, errors: errors.map(({ message, extensions }) => ({ message, code: extensions?.code, reason: extensions?.reason, field: extensions?.field })) };
}

const reads = ['client', 'contact', 'project', 'run', 'workflow', 'folderTemplate', 'appointment', 'user'] as const;

async function readAll(who: Somebody, ids: Ids): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const field of reads) {
    const { data, errors } = await who.try(`query($id: ID!) { ${field}(id: $id) { id } }`, { id: ids[field] });
    found[field] = { data, errors: errors.map(({ message, extensions }) => ({ message, code: extensions?.code })) };
  }
  return found;
}

async function onboarded(story: Story): Promise<Ids> {
  await book(story.firm, newGuest());
  await story.runThatIs('COMPLETED');
  await story.settle();
  return idsOf(story);
}

describe('two firms', () => {
  journey('the owner of one is told of the other’s records what they are told of records that never were, and changes none', async (story) => {
    const ids = await onboarded(story);
    expect(Object.entries(ids).filter(([, id]) => id === '')).toEqual([]);
    const before = await countsOf(story.firm);
    const spy = story.control.owner;
    const never = madeUp();
    expect(await readAll(spy, ids)).toEqual(await readAll(spy, never));
    for (const operation of operations) {
      const [name] = operation;
      const [theirs, nobodys] = await Promise.all([attempt(spy, operation, ids), attempt(spy, operation, never)]);
      expect({ name, answer: theirs }).toEqual({ name, answer: nobodys });
    }
    await story.settle();
    expect(await countsOf(story.firm)).toEqual(before);
    const rows = await look('select status, display_name from crm.clients where tenant_id = $1', [story.firm.uuid]);
    expect(rows).toMatchObject([{ status: 'PROSPECT' }]);
  });
});

describe('two clients of one firm', () => {
  journey('a portal user sees their own client and nothing of the other, and may do nothing that is the firm’s', async (story) => {
    const ids = await onboarded(story);
    const guest = newGuest('Bea Other');
    await book(story.firm, guest);
    const portal = await enterPortal(portalLinkIn(await mailThat(guest.email, /portal\/link/)));
    await story.settle();
    const home = await portal.ask<{ portalHome: { client: { id: string; displayName: string; projects: { id: string }[] }; clients: { id: string }[] }; portalAppointments: { id: string }[] }>('{ portalHome { client { id displayName projects { id } } clients { id } } portalAppointments { id } }');
    expect(home.portalHome.client.displayName).toBe(guest.name);
    expect(home.portalHome.clients).toHaveLength(1);
    expect(home.portalAppointments.map(({ id }) => id)).not.toContain(ids.appointment);
    const peek = (client: string, project: string) => portal.try('query($client: ID!, $project: ID!) { client(id: $client) { id displayName } project(id: $project) { id } }', { client, project });
    const never = madeUp();
    const [other, nobody] = await Promise.all([peek(ids.client, ids.project), peek(never.client, never.project)]);
    expect(other.data).toEqual(nobody.data);
    expect(JSON.stringify(other)).not.toContain(ids.client);
    const turned = await portal.try('mutation($input: SwitchPortalClientInput!) { switchPortalClient(input: $input) { __typename } }', { input: { clientId: ids.client } });
    expect(turned.errors.map((error) => error.extensions?.code)).toEqual(['NOT_FOUND']);
    const before = await countsOf(story.firm);
    for (const operation of operations) {
      const answer = (await attempt(portal, operation, ids)) as { data: unknown; errors: { code: string }[] };
      expect({ name: operation[0], data: answer.data, code: answer.errors[0]?.code }).toEqual({ name: operation[0], data: null, code: 'BAD_USER_INPUT' });
    }
    expect(await countsOf(story.firm)).toEqual(before);
  });
});

describe('somebody who is not signed in', () => {
  journey('may do nothing that is the firm’s, at no door', async (story) => {
    const ids = await onboarded(story);
    const before = await countsOf(story.firm);
    for (const operation of operations) {
      const answer = (await attempt(visitor, operation, ids)) as { data: unknown; errors: { code: string }[] };
      expect({ name: operation[0], code: answer.errors[0]?.code }).toEqual({ name: operation[0], code: 'BAD_USER_INPUT' });
    }
    await expect(signIn(story.firm.ownerEmail, 'a wrong password', story.firm.slug)).rejects.toThrow('IDENTITY_SIGN_IN_REFUSED');
    expect(await countsOf(story.firm)).toEqual(before);
  });
});

describe('bad input', () => {
  journey('is refused with a typed sentence and writes nothing', async (story) => {
    const [slot] = await freeSlots(story.firm);
    const start = slot?.start ?? '';
    const guest = newGuest();
    const before = await countsOf(story.firm);
    const bad: Record<string, object> = {
      'an unknown zone': { zone: 'Mars/Olympus' }, 'a time that has passed': { start: '2020-01-01T10:00:00.000Z' }, 'a time that is not offered': { start: new Date(Date.parse(start) + 7 * 60_000).toISOString() },
      'a wall clock in the gap of a spring night': { start: undefined, localStart: '2027-03-28T01:30' }, 'no time': { start: undefined }, 'a name of 10 kB': { attendee: { ...guest, name: 'x'.repeat(10_000) } },
      'a NUL byte': { attendee: { ...guest, name: 'Ada\u0000' } }, 'a lone surrogate': { attendee: { ...guest, name: 'Ada\ud800' } }, 'no address': { attendee: { ...guest, email: 'nowhere' } },
      'a phone number of letters': { attendee: { ...guest, phone: 'call me' } }, 'another firm’s page': { page: 'no-such-page' }, 'an unknown firm': { firm: 'no-such-firm' }, 'a foreign type': { typeId: story.control.typeId },
      'an answer to no question': { answers: [{ key: 'nothing', answer: 'x' }] }, 'an answer of 10 MB': { answers: [{ key: 'worry', answer: 'x'.repeat(200_000) }] },
    };
    const query = `mutation($input: BookAppointmentInput!) { bookAppointment(input: $input) ${bookingSelection} }`;
    for (const [name, change] of Object.entries(bad)) {
      const { errors, data } = await visitor.try(query, { input: { ...bookingInput(story.firm, guest, start), ...change } });
      expect({ name, data, codes: errors.map((error) => error.extensions?.code) }).toEqual({ name, data: null, codes: [expect.stringMatching(/^(BAD_USER_INPUT|NOT_FOUND|QUERY_TOO_COSTLY)$/)] });
    }
    expect(await countsOf(story.firm)).toEqual(before);
  });

  journey('a form that is sent twice with one key books once and answers alike', async (story) => {
    const input = bookingInput(story.firm, newGuest(), (await freeSlots(story.firm))[0]?.start ?? '');
    const key = { 'idempotency-key': newId('evt') };
    const first = await visitor.do<Booking>('bookAppointment', input, '{ status appointmentId start }', key);
    const second = await visitor.do<Booking>('bookAppointment', input, '{ status appointmentId start }', key);
    expect(second).toEqual(first);
    expect(await look('select id from scheduling.appointments where tenant_id = $1', [story.firm.uuid])).toEqual([{ id: idToUuid(first.appointmentId) }]);
  });
});
