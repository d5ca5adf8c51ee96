const task = (key: string, more: object) => ({ key, name: key, kind: 'action', action: 'createTask', input: { title: `'${key} ' + event.data.typeName`, kind: "'STAFF'" }, ...more });
const undo = { action: 'revokeInvitation', input: { clientId: 'event.data.appointmentId', reason: "'Taken back.'" } };

/** A workflow with everything that a workflow can hold: branches, a join, both waits, a question, and steps that can be taken back. */
export const everything = {
  format: 1, name: 'Everything', description: 'For the model.', client: 'null',
  trigger: { event: 'scheduling.appointment.booked', businessKey: 'event.data.appointmentId' },
  steps: [
    task('first', { undo }),
    task('left', { dependsOn: ['first'], undo, when: "event.data.typeName != 'Plain'" }),
    task('right', { dependsOn: ['first'], whenRefused: 'UNDO' }),
    { key: 'held', name: 'Held', kind: 'waitForEvent', event: ['scheduling.appointment.completed', 'scheduling.appointment.cancelled'], since: 'RUN', match: 'event.data.appointmentId', deadline: "now + duration('2h')", dependsOn: ['left'] },
    { key: 'ask', name: 'Ask', kind: 'approval', title: "'Go on?'", deadline: "now + duration('3h')", dependsOn: ['right'] },
    { key: 'later', name: 'Later', kind: 'waitUntil', at: "now + duration('10m')", dependsOn: ['held', 'ask'] },
    task('last', { dependsOn: ['later'], undo, when: "steps.ask.decision != 'REJECTED'", whenRefused: 'UNDO' }),
  ],
};

/** The steps by key, with what they come after. */
export const before: Readonly<Record<string, readonly string[]>> = { first: [], left: ['first'], right: ['first'], held: ['left'], ask: ['right'], later: ['held', 'ask'], last: ['later'] };
/** The steps that call the other side. */
export const actions: readonly string[] = ['first', 'left', 'right', 'last'];
/** The steps that can be taken back. */
export const undoable: readonly string[] = ['first', 'left', 'last'];
