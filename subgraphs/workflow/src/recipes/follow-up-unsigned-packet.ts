import type { WorkflowDocument } from '../definition/document.types.js';

const aTask = (title: string): WorkflowDocument['steps'] => [{
  key: 'createTask', name: 'Ask the owner of the client', icon: 'checkbox', kind: 'action', action: 'createTask', dependsOn: [],
  input: { clientId: 'event.data.clientId', title, kind: "'STAFF'", assigneeRole: "'OWNER'", dueOn: "addDays(dateIn(now, 'UTC'), 1)" }, words: "'Task for tomorrow'",
}];

/** Somebody would not sign: what they were asked to sign is revised, or taken back. */
export const reviseDeclinedPacket: WorkflowDocument = {
  format: 1,
  name: 'Revise what was declined',
  description: 'When somebody will not sign, the owner of the client gets a task: revise the documents and send them again.',
  trigger: { event: 'agreements.packet.declined', businessKey: 'event.data.packetId' },
  client: 'event.data.clientId',
  subject: 'event.data.title',
  steps: aTask("'Revise and send again: ' + event.data.title"),
};

/** The time to sign is over: somebody asks, and gives more of it. */
export const chaseExpiredPacket: WorkflowDocument = {
  format: 1,
  name: 'Chase what was not signed in time',
  description: 'When the time to sign is over, the owner of the client gets a task: speak with them and give more time.',
  trigger: { event: 'agreements.packet.expired', businessKey: 'event.data.packetId' },
  client: 'event.data.clientId',
  subject: 'event.data.title',
  steps: aTask("'Not signed in time, speak with them: ' + event.data.title"),
};
