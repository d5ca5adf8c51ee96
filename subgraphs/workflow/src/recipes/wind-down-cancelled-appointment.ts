import type { WorkflowDocument } from '../definition/document.types.js';

/** What nobody touched is taken back; what somebody touched is theirs to decide. */
export const windDownCancelledAppointment: WorkflowDocument = {
  format: 1,
  name: 'Wind down a cancelled appointment',
  description: 'When an appointment is cancelled: an untouched project skeleton and an unused invitation are taken back; where somebody had begun to work, a task asks what to do.',
  trigger: { event: 'scheduling.appointment.cancelled', businessKey: 'event.data.appointmentId' },
  client: 'event.data.clientId',
  subject: "event.data.typeName + ' with ' + event.data.attendee.name",
  steps: [
    {
      key: 'cancelUntouchedSkeleton', name: 'Take back the untouched project', icon: 'list-check', kind: 'action', action: 'cancelUntouchedSkeleton', dependsOn: [],
      input: { appointmentId: 'event.data.appointmentId', reason: "event.data.reason == null ? 'The appointment was cancelled.' : event.data.reason" },
      words: "steps.cancelUntouchedSkeleton.outcome == 'CANCELLED' ? 'Cancelled' : steps.cancelUntouchedSkeleton.outcome == 'KEPT' ? 'Kept, somebody had begun' : 'There was none'",
    },
    {
      key: 'revokeInvitation', name: 'Take back the unused invitation', icon: 'mail', kind: 'action', action: 'revokeInvitation', dependsOn: [],
      when: 'event.data.clientId != null',
      input: { clientId: 'event.data.clientId', reason: "'The appointment was cancelled.'" },
      words: "steps.revokeInvitation.revoked ? 'Taken back' : 'There was none'",
    },
    {
      key: 'createTask', name: 'Ask what happens to the project', icon: 'checkbox', kind: 'action', action: 'createTask', dependsOn: ['cancelUntouchedSkeleton'],
      when: "steps.cancelUntouchedSkeleton.outcome == 'KEPT'",
      input: {
        clientId: 'event.data.clientId', projectId: 'steps.cancelUntouchedSkeleton.project == null ? null : steps.cancelUntouchedSkeleton.project.id',
        title: "'Decide what happens to the project: ' + event.data.attendee.name + ' cancelled'", kind: "'STAFF'",
        assigneeUserId: 'event.data.hostUserIds[0]', dueOn: 'addDays(dateIn(now, event.data.zone), 2)',
      },
      words: "'Task for the host'",
    },
  ],
};
