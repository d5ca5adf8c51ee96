import type { WorkflowDocument } from '../definition/document.types.js';

/** Somebody did not come: the host follows up, and nothing is activated. */
export const followUpNoShow: WorkflowDocument = {
  format: 1,
  name: 'Follow up a no-show',
  description: 'When somebody does not come to an appointment, the host gets a task for the next day.',
  trigger: { event: 'scheduling.appointment.no_show', businessKey: 'event.data.appointmentId' },
  client: 'event.data.clientId',
  subject: 'event.data.typeName',
  steps: [{
    key: 'createTask', name: 'Ask the host to follow up', icon: 'checkbox', kind: 'action', action: 'createTask', dependsOn: [],
    input: {
      clientId: 'event.data.clientId', projectId: 'null', kind: "'STAFF'", assigneeUserId: 'event.data.hostUserIds[0]',
      title: "event.data.party == 'HOST' ? 'Apologise and find a new time: ' + event.data.typeName : 'Follow up the missed appointment: ' + event.data.typeName",
      dueOn: 'addDays(dateIn(now, event.data.zone), 1)',
    },
    words: "'Task for tomorrow'",
  }],
};
