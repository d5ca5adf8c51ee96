import type { WorkflowDocument } from '../definition/document.types.js';

/** The project's first day follows its appointment. */
export const followMovedAppointment: WorkflowDocument = {
  format: 1,
  name: 'Follow a moved appointment',
  description: 'When an appointment moves to another time, the first day of the project that was prepared for it moves along.',
  trigger: { event: 'scheduling.appointment.rescheduled' },
  client: 'event.data.clientId',
  subject: "event.data.typeName + ' with ' + event.data.attendee.name",
  steps: [{
    key: 'moveProjectKickOff', name: "Move the project's first day", icon: 'calendar', kind: 'action', action: 'moveProjectKickOff', dependsOn: [],
    input: { appointmentId: 'event.data.appointmentId', kickOffOn: 'dateIn(event.data.start, event.data.zone)' },
    words: "steps.moveProjectKickOff.moved ? 'Moved to ' + dateIn(event.data.start, event.data.zone) : 'No project to move'",
  }],
};
