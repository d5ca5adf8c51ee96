import type { StepDocument, WorkflowDocument } from '../definition/document.types.js';

/** What ends the reminders of a request, whichever comes first. */
const ends = ['files.request.completed', 'files.request.cancelled', 'files.request.expired'];
const ordinal = ['first', 'second', 'third'];

/** Waits for one reminder's day, or for the end of the request; what ended before this step's turn counts, too. */
function reminder(no: number): StepDocument[] {
  const outstanding = no === 1 ? '' : `steps.wait${no - 1} != null && steps.wait${no - 1}.outcome == 'DEADLINE' && `;
  return [
    {
      key: `wait${no}`, name: `Wait until the ${ordinal[no - 1] ?? ''} reminder`, icon: 'clock', kind: 'waitForEvent', event: ends, since: 'RUN', dependsOn: no === 1 ? [] : [`remind${no - 1}`],
      when: `${outstanding}size(event.data.remindAt) >= ${no}`, match: 'event.data.requestId', eventKey: 'event.data.requestId', deadline: `event.data.remindAt[${no - 1}]`,
      words: `steps.wait${no}.outcome == 'DEADLINE' ? 'Files are still missing' : 'No reminder is needed'`,
    },
    {
      key: `remind${no}`, name: `Send the ${ordinal[no - 1] ?? ''} reminder`, icon: 'mail', kind: 'action', action: 'remindFileRequest', dependsOn: [`wait${no}`],
      when: `steps.wait${no} != null && steps.wait${no}.outcome == 'DEADLINE'`,
      input: { requestId: 'event.data.requestId', round: 'event.data.round', reminderNo: String(no) },
      words: `'Reminder ${no}'`,
    },
  ];
}

/** The client is reminded of what is missing, at most three times, and not once more when nothing is. */
export const remindOutstandingFiles: WorkflowDocument = {
  format: 1,
  name: 'Remind about outstanding files',
  description: 'On the days that a request names, the client is reminded of what is still missing. It stops at once when everything is there, or when the request is taken back or over.',
  trigger: { event: 'files.request.sent', businessKey: "event.data.requestId + ':' + string(event.data.round)" },
  client: 'event.data.clientId',
  subject: 'event.data.title',
  steps: [...reminder(1), ...reminder(2), ...reminder(3)],
};
