/** Facts that one act states together, in the order in which a reader expects them. */
const together: readonly string[] = [
  'scheduling.appointment.booked', 'scheduling.appointment.confirmed', 'workflow.run.started',
  'crm.client.created', 'crm.contact.created', 'crm.contact.linked', 'scheduling.appointment.client_linked',
  'portal.link.consumed', 'portal.user.activated', 'portal.user.invited', 'portal.link.issued', 'portal.action.created', 'communications.message.sent',
  'agreements.packet.sent', 'agreements.recipient.invited', 'agreements.recipient.viewed', 'agreements.recipient.signed', 'agreements.recipient.declined', 'agreements.packet.completed', 'agreements.packet.declined',
  'agreements.agreement.signed', 'agreements.agreement.activated', 'agreements.agreement.amended',
  'files.object.created', 'files.scan.passed', 'files.request.item_received', 'files.request.completed',
  'files.folder.created', 'projects.project.created', 'projects.project.activated', 'projects.task.completed', 'projects.milestone.completed', 'revenue.plan.created', 'revenue.plan.amended',
  'revenue.invoice.drafted', 'revenue.invoice.approval_requested', 'revenue.invoice.approved', 'revenue.invoice.pushed', 'revenue.invoice.issued', 'revenue.creditnote.issued', 'revenue.invoice.voided',
  'revenue.payment.received', 'revenue.payment.disputed', 'revenue.payment.dispute_closed', 'revenue.payment.failed', 'revenue.payment.refunded', 'revenue.invoice.partially_paid', 'revenue.invoice.paid', 'revenue.invoice.reopened', 'revenue.invoice.overdue', 'revenue.invoice.reminder_due', 'revenue.receipt.issued', 'files.object.unlocked', 'projects.project.resumed',
  'revenue.bill.received', 'revenue.bill.duplicate_suspected', 'revenue.bill.held', 'revenue.bill.coded', 'revenue.bill.routed', 'revenue.bill.approved', 'revenue.bill.pushed', 'revenue.bill.paid', 'workflow.run.waiting', 'workflow.run.stuck', 'workflow.run.completed',
];

/** What the order of entries is decided by. */
export interface Placed {
  readonly id: string;
  readonly occurredAt: Date;
  readonly eventType: string;
}

const rank = (type: string) => {
  const place = together.indexOf(type);
  return place === -1 ? together.length : place;
};

/** Event time first; facts of one instant in the order they make sense in; the id decides what is left. */
export function inOrder<T extends Placed>(entries: readonly T[]): readonly T[] {
  return [...entries].sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime() || rank(a.eventType) - rank(b.eventType) || (a.id < b.id ? -1 : 1));
}
