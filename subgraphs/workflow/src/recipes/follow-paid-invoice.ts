import type { WorkflowDocument } from '../definition/document.types.js';

const isOwedAgain = "steps.owedAgain.outcome == 'EVENT'";

/** What waited for money goes on; and where the money is given back, what is not done yet is called off. */
export const followPaidInvoice: WorkflowDocument = {
  format: 1,
  name: 'After an invoice is paid',
  description: 'When nothing is left to pay of an invoice: files that waited for it open, work that waited for it goes on, and the owner of the client gets a task to follow up. A client who was put on hold because invoices are overdue is served again when none is. When it is owed again within thirty days, the files close for new downloads, and a follow-up that is not done is called off.',
  trigger: { event: 'revenue.invoice.paid' },
  client: 'event.data.clientId',
  subject: "event.data.number == null ? 'An invoice' : event.data.number",
  steps: [
    { key: 'files', name: 'Open the files that waited', icon: 'lock-open', kind: 'action', action: 'unlockFiles', dependsOn: [], input: { clientId: 'event.data.clientId', reason: 'event.data.invoiceId' }, words: "size(steps.files.files) == 0 ? 'No file waited' : size(steps.files.files) == 1 ? '1 file' : string(size(steps.files.files)) + ' files'" },
    { key: 'work', name: 'Let the work go on that waited', icon: 'player-play', kind: 'action', action: 'resumeProjectsOfInvoice', dependsOn: [], input: { clientId: 'event.data.clientId', invoiceId: 'event.data.invoiceId' }, words: "size(steps.work.projects) == 0 ? 'No work waited' : 'Goes on'" },
    {
      key: 'client', name: 'Lift the hold for late invoices', icon: 'user-check', kind: 'action', action: 'changeClientStatus', dependsOn: [], when: 'event.data.othersOverdue != null && event.data.othersOverdue == 0',
      input: { clientId: 'event.data.clientId', status: "'ACTIVE'", onlyFrom: ["'ON_HOLD'"], onlyReason: "'Invoices are overdue.'" }, words: "steps.client.status == 'ON_HOLD' ? 'On hold for another reason' : 'Not held for late invoices'",
    },
    {
      key: 'followUp', name: 'Ask the owner to follow up', icon: 'checkbox', kind: 'action', action: 'createTask', dependsOn: ['files', 'work'], when: "event.data.amountPaid.minor != '0'",
      input: { clientId: 'event.data.clientId', title: "'Follow up: ' + (event.data.number == null ? 'an invoice' : event.data.number) + ' is paid'", kind: "'STAFF'", assigneeRole: "'OWNER'", dueInWorkingDays: '3' }, words: "'Task in three working days'",
    },
    {
      key: 'owedAgain', name: 'Watch for money that goes back', icon: 'clock', kind: 'waitForEvent', event: ['revenue.invoice.reopened', 'revenue.invoice.partially_paid'], since: 'RUN', dependsOn: ['followUp'], match: 'event.data.invoiceId', eventKey: 'event.data.invoiceId',
      deadline: "now + duration('720h')", words: "steps.owedAgain.outcome == 'DEADLINE' ? 'It stayed paid' : 'It is owed again'",
    },
    { key: 'close', name: 'Close the files for new downloads', icon: 'lock', kind: 'action', action: 'lockFilesAgain', dependsOn: ['owedAgain'], when: isOwedAgain, input: { clientId: 'event.data.clientId', reason: 'event.data.invoiceId' }, words: "'What was fetched before stays with the client'" },
    { key: 'callOff', name: 'Call the follow-up off', icon: 'ban', kind: 'action', action: 'cancelTask', dependsOn: ['owedAgain', 'followUp'], when: `${isOwedAgain} && steps.followUp != null`, input: { taskId: 'steps.followUp.task.id' }, words: "steps.callOff.state == 'CANCELLED' ? 'Called off' : 'It was done already'" },
  ],
};

const aTask = (title: string, when?: string): WorkflowDocument['steps'] => [{
  key: 'task', name: 'Ask the owner of the client', icon: 'checkbox', kind: 'action', action: 'createTask', dependsOn: [], ...(when === undefined ? {} : { when }),
  input: { clientId: 'event.data.clientId', title, kind: "'STAFF'", assigneeRole: "'OWNER'", dueInWorkingDays: '1' }, words: "'Task for the owner'",
}];

/** Money that settles nothing: too much, or for an invoice that was taken back. */
export const decideAboutCredit: WorkflowDocument = {
  format: 1,
  name: 'Decide about money that settles nothing',
  description: 'When a client pays more than is due, or pays what was taken back: the owner of the client gets a task to apply it to other invoices or to give it back.',
  trigger: { event: 'revenue.payment.received', when: "event.data.unapplied.minor != '0'", businessKey: 'event.data.paymentId' },
  client: 'event.data.clientId',
  subject: "'Money that settles nothing'",
  steps: aTask("'A client paid more than was due: apply it or give it back'"),
};

/** Whoever paid asks their bank for the money. */
export const answerDispute: WorkflowDocument = {
  format: 1,
  name: 'Answer a disputed payment',
  description: 'When whoever paid asks their bank to take the money back: the owner of the client gets a task to answer in time. The invoice stays paid, and the client stays what they are, until the bank decides.',
  trigger: { event: 'revenue.payment.disputed' },
  client: 'event.data.clientId',
  subject: "'A disputed payment'",
  steps: aTask("'A payment is disputed: answer the bank with what shows the work was done'"),
};

/** A bank let a payment not through, or took it back. */
export const chaseFailedPayment: WorkflowDocument = {
  format: 1,
  name: 'Speak about a payment that did not come',
  description: 'When a bank does not let a payment through, or takes it back: the owner of the client gets a task. Nothing else is undone by itself.',
  trigger: { event: 'revenue.payment.failed', businessKey: 'event.data.paymentId' },
  client: 'event.data.clientId',
  subject: "'A payment that did not come'",
  steps: aTask("'A payment did not come: speak with the client'"),
};
