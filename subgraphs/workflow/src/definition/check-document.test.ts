import { describe, expect, it } from '@jest/globals';
import { actionCatalogue } from '../../test/actions.js';
import { recipes } from '../recipes/recipes.js';
import { checkDocument } from './check-document.js';

const catalogue = actionCatalogue();
const base = {
  format: 1, name: 'Test', description: 'A test.', trigger: { event: 'crm.client.created' },
  steps: [{ key: 'task', name: 'Make a task', kind: 'action', action: 'createTask', input: { title: 'event.data.displayName', kind: "'STAFF'" } }],
};
const step = (change: object) => ({ ...base, steps: [{ ...base.steps[0], ...change }] });
const waits = (change: object) => ({ key: 'wait', name: 'Wait', kind: 'waitForEvent', event: 'crm.client.created', match: 'event.data.clientId', deadline: "now + duration('1h')", ...change });
const faultsOf = (document: unknown) => checkDocument(document, catalogue).faults.map((fault) => [fault.place, fault.reason]);

describe('a document', () => {
  it.each(Object.entries(recipes))('«%s» of the house can be published', (_name, document) => {
    expect(checkDocument(document, catalogue).faults).toEqual([]);
  });

  it('is compiled into one call per action, asking for what its expressions use and nothing else', () => {
    const { plan } = checkDocument(recipes['onboard-booked-client'], catalogue);
    expect(plan?.calls['resolveClient']?.query).toBe('mutation Step($input: ResolveClientInput!) { resolveClient(input: $input) { client { id displayName } matched contact { id } } }');
    expect(plan?.calls['createProjectFromTemplate']?.query).toBe('mutation Step($input: CreateProjectFromTemplateInput!) { createProjectFromTemplate(input: $input) { created } }');
    expect(plan?.calls['linkAppointmentToClient']?.query).toBe('mutation Step($input: LinkAppointmentToClientInput!) { linkAppointmentToClient(input: $input) { __typename } }');
  });

  it('asks for one field of a thing of which it only wants to know whether it is there', () => {
    const { plan } = checkDocument(recipes['wind-down-cancelled-appointment'], catalogue);
    expect(plan?.calls['cancelUntouchedSkeleton']?.query).toContain('{ outcome project { id } }');
  });

  it.each<[string, unknown, [string, string][]]>([
    ['an unknown event', { ...base, trigger: { event: 'crm.client.vanished' }, steps: [{ ...base.steps[0], input: { title: "'x'", kind: "'STAFF'" } }] }, [['trigger.event', 'EVENT_UNKNOWN']]],
    ['an unknown event field', step({ input: { title: 'event.data.nope', kind: "'STAFF'" } }), [['steps.task.input.title', 'EVENT_FIELD_UNKNOWN']]],
    ['an unknown action', step({ action: 'destroyAll' }), [['steps.task.action', 'ACTION_UNKNOWN']]],
    ['a mutation that is not an action', step({ action: 'archiveEverything' }), [['steps.task.action', 'ACTION_NOT_ALLOWED']]],
    ['an unknown input', step({ input: { title: "'x'", kind: "'STAFF'", colour: "'red'" } }), [['steps.task.input.colour', 'INPUT_UNKNOWN']]],
    ['a missing input', step({ input: { title: "'x'" } }), [['steps.task.input.kind', 'INPUT_MISSING']]],
    ['an expression that is none', step({ when: 'event.data. ==' }), [['steps.task.when', 'EXPRESSION_SYNTAX']]],
    ['a name that is not known there', { ...base, trigger: { event: 'crm.client.created', when: 'steps.task.task.id != null' } }, [['trigger.when', 'NAME_UNKNOWN']]],
    ['a step that does not exist', step({ when: 'steps.other.x == 1' }), [['steps.task.when', 'STEP_UNKNOWN']]],
    ['a step that comes later', { ...base, steps: [{ ...base.steps[0], when: 'steps.two.task.id != null' }, { ...base.steps[0], key: 'two' }] }, [['steps.task.when', 'STEP_NOT_BEFORE']]],
    ['an answer that the action does not give', { ...base, steps: [base.steps[0], { ...base.steps[0], key: 'two', dependsOn: ['task'], when: 'steps.task.task.colour == 1' }] }, [['steps.two.when', 'SELECTION_UNKNOWN']]],
    ['two steps with one key', { ...base, steps: [base.steps[0], base.steps[0]] }, [['steps.task', 'STEP_KEY_TWICE']]],
    ['a circle', { ...base, steps: [{ ...base.steps[0], dependsOn: ['two'] }, { ...base.steps[0], key: 'two', dependsOn: ['task'] }] }, [['steps', 'STEP_CYCLE']]],
    ['a predecessor that does not exist', step({ dependsOn: ['ghost'] }), [['steps.task.dependsOn', 'STEP_UNKNOWN']]],
    ['a schedule that asks for an event', { ...base, trigger: { schedule: { rule: 'FREQ=DAILY', at: '06:00' } } }, [['steps.task.input.title', 'EVENT_FIELD_UNKNOWN']]],
    ['a schedule that asks for the client of its event', { ...step({ when: 'event.clientId == null', input: { title: 'event.data.date', kind: "'STAFF'" } }), trigger: { schedule: { rule: 'FREQ=DAILY', at: '06:00' } } }, [['steps.task.when', 'EVENT_FIELD_UNKNOWN']]],
    ['a schedule that is none', { ...step({ input: { title: 'event.data.date', kind: "'STAFF'" } }), trigger: { schedule: { rule: 'FREQ=NEVER', at: '06:00' } } }, [['trigger.schedule', 'SCHEDULE_INVALID']]],
    ['an input that nobody fills in', { ...base, trigger: { manual: { inputs: { name: { type: 'string', label: 'Name' } } } } }, [['steps.task.input.title', 'EVENT_FIELD_UNKNOWN']]],
    ['a wait for several events of which one is unknown', { ...base, steps: [waits({ event: ['crm.client.created', 'crm.client.vanished'] })] }, [['steps.wait.event', 'EVENT_UNKNOWN']]],
    ['a key that only one of several events has', { ...base, steps: [waits({ event: ['crm.client.created', 'scheduling.appointment.completed'], eventKey: 'event.data.clientId + event.data.appointmentId' })] }, [['steps.wait.eventKey', 'EVENT_FIELD_UNKNOWN']]],
    ['a wait since the run began that looks at a step', { ...base, steps: [base.steps[0], waits({ dependsOn: ['task'], since: 'RUN', match: 'steps.task.task.id' })] }, [['steps.wait.match', 'STEP_NOT_BEFORE']]],
    ['an undoing that is no action', step({ undo: { action: 'archiveEverything', input: {} } }), [['steps.task.undo.action', 'ACTION_NOT_ALLOWED']]],
    ['an undoing without what it needs', step({ undo: { action: 'revokeInvitation', input: { clientId: 'steps.task.task.id' } } }), [['steps.task.undo.input.reason', 'INPUT_MISSING']]],
  ])('with %s is refused, naming the place', (_name, document, faults) => {
    expect(faultsOf(document)).toEqual(faults);
  });

  it.each([[null], ['text'], [{}], [{ ...base, format: 2 }], [{ ...base, steps: [] }], [step({ extra: 1 })], [step({ key: 'a:b' })]])('of the wrong shape is refused: %j', (document) => {
    const { faults } = checkDocument(document, catalogue);
    expect(faults.length).toBeGreaterThan(0);
    expect(faults.every((fault) => fault.reason === 'DOCUMENT_SHAPE' && fault.place.length > 0)).toBe(true);
  });

  it('asks an undone step for what its undoing needs, and a wait for what either event has', () => {
    const { plan, faults } = checkDocument({ ...base, steps: [
      { ...base.steps[0], undo: { action: 'revokeInvitation', input: { clientId: 'steps.task.task.id', reason: "'Taken back.'" } } },
      { ...waits({ event: ['crm.client.created', 'scheduling.appointment.completed'] }), words: "steps.wait.event.data.typeName == null ? steps.wait.event.type : 'x'" },
    ] }, catalogue);
    expect(faults).toEqual([]);
    expect(plan?.calls['task']?.query).toContain('createTask(input: $input) { task { id } }');
    expect(plan?.undoCalls?.['task']?.query).toContain('revokeInvitation(input: $input)');
    expect(JSON.stringify(plan?.waitShapes?.['wait'])).toContain('"displayName"');
    expect(JSON.stringify(plan?.waitShapes?.['wait'])).toContain('"typeName"');
  });

  it('is refused when its owner lacks the right to do a step', () => {
    const { faults } = checkDocument(base, catalogue, (permission) => permission !== 'projects.task.create');
    expect(faults).toEqual([{ place: 'steps.task.action', reason: 'PERMISSION_MISSING', sentence: expect.stringContaining('projects.task.create') as unknown as string }]);
  });
});
