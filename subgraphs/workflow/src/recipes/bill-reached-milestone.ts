import type { WorkflowDocument } from '../definition/document.types.js';

/**
 * A milestone was reached, and the plan of its project drafted what that earned. Drafts of people are not touched: they send them to approval
 * themselves. The wait is for the last yes, so that an invoice which was sent back and changed goes on in the same run.
 */
export const billReachedMilestone: WorkflowDocument = {
  format: 1,
  name: 'From reached milestone to issued invoice',
  description: 'When a milestone is reached and the house drafted its invoice: sends the draft to the people who must agree, waits for the last yes, and issues it. The ledger, the portal and the mail to the client follow from that. Whoever owns this automation answers for the draft and cannot approve it.',
  trigger: { event: 'revenue.invoice.drafted', when: "event.actor.kind == 'system' && event.data.sourceRefs != null && event.data.sourceRefs.exists(ref, ref.startsWith('mil_'))", businessKey: 'event.data.invoiceId' },
  client: 'event.data.clientId',
  subject: "'Invoice for a milestone'",
  steps: [
    { key: 'submit', name: 'Send it to approval', icon: 'send', kind: 'action', action: 'submitInvoice', dependsOn: [], input: { invoiceId: 'event.data.invoiceId' }, words: "steps.submit.status == 'APPROVED' ? 'No approval is needed' : 'Waits for approval'" },
    {
      key: 'agreed', name: 'Wait for the last yes', icon: 'hourglass', kind: 'waitForEvent', event: 'revenue.invoice.approved', since: 'RUN', dependsOn: ['submit'], match: 'event.data.invoiceId', eventKey: "event.data.final ? event.data.invoiceId : ''",
      deadline: "now + duration('2160h')", words: "steps.agreed.outcome == 'DEADLINE' ? 'Nobody agreed in ninety days' : 'Approved'",
    },
    { key: 'issue', name: 'Issue it', icon: 'receipt', kind: 'action', action: 'issueInvoice', dependsOn: ['agreed'], when: "steps.agreed.outcome == 'EVENT'", input: { invoiceId: 'event.data.invoiceId' }, words: "'Under ' + steps.issue.number" },
    {
      key: 'out', name: 'Wait until it is out', icon: 'hourglass', kind: 'waitForEvent', event: 'revenue.invoice.issued', since: 'RUN', dependsOn: ['issue'], when: 'steps.issue != null', match: 'event.data.invoiceId', eventKey: 'event.data.invoiceId',
      deadline: "now + duration('2160h')", words: "steps.out.outcome == 'DEADLINE' ? 'It never went out' : steps.out.event.data.number + ' is with the client'",
    },
  ],
};

/** Somebody did not agree: whoever wrote it changes it. */
export const reviseRejectedInvoice: WorkflowDocument = {
  format: 1,
  name: 'Revise a rejected invoice',
  description: 'When somebody does not agree to an invoice, its author gets a task: change it and send it to approval again.',
  trigger: { event: 'revenue.invoice.rejected', businessKey: 'event.data.approvalId' },
  client: 'event.data.clientId',
  subject: "'A rejected invoice'",
  steps: [{
    key: 'revise', name: 'Ask its author', icon: 'checkbox', kind: 'action', action: 'createTask', dependsOn: [],
    input: { clientId: 'event.data.clientId', title: "'Change the invoice and send it to approval again'", kind: "'STAFF'", assigneeUserId: 'size(event.data.authorIds) > 0 ? event.data.authorIds[0] : null', assigneeRole: "'OWNER'", dueInWorkingDays: '1' }, words: "'Task for the author'",
  }],
};
