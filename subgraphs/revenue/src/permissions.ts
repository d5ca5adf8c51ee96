/** Each permission with the words a role editor shows. */
export const permissions: Readonly<Record<string, string>> = {
  'revenue.invoice.view': 'See invoices', 'revenue.invoice.create': 'Draft invoices', 'revenue.invoice.edit': 'Change invoices that have no number, and throw them away', 'revenue.invoice.submit': 'Send invoices to approval, and take them back',
  'revenue.invoice.approve': 'Approve invoices of others', 'revenue.invoice.issue': 'Issue approved invoices', 'revenue.invoice.credit': 'Write credit notes', 'revenue.invoice.void': 'Take issued invoices back', 'revenue.invoice.remind': 'Remind clients of invoices, and say when nobody reminds them',
  'revenue.receivable.view': 'See what all clients owe',
  'revenue.invoice.pay': 'Pay invoices as their client', 'revenue.payment.view': 'See payments', 'revenue.payment.record': 'Write down payments', 'revenue.payment.refund': 'Give money back',
  'revenue.plan.view': 'See what will be billed', 'revenue.plan.create': 'Plan what will be billed',
  'revenue.approval.view': 'See what waits for approval, and what was decided',
  'revenue.bill.view': 'See bills', 'revenue.bill.submit': 'Hand bills in', 'revenue.bill.code': 'Say what bills are for, and send them to approval', 'revenue.bill.approve': 'Approve bills that others handed in', 'revenue.bill.release': 'Release held bills', 'revenue.bill.pay': 'Say that a bill is paid, where no ledger tells',
  'revenue.vendor.view': 'See vendors', 'revenue.vendor.edit': 'Add and change vendors', 'revenue.rebill.view': 'See what bills cost for clients', 'revenue.rebill.edit': 'Let go of what would be billed to clients',
  'revenue.rule.view': 'See who has to approve what', 'revenue.rule.edit': 'Say who has to approve what', 'revenue.settings.view': 'See how the firm bills', 'revenue.settings.edit': 'Say how the firm bills',
  'revenue.merchant.view': 'See how clients can pay online', 'revenue.merchant.connect': 'Connect and disconnect accounts at payment services',
  'revenue.ledger.view': 'See the connection to the ledger, what is on its way there and what differs', 'revenue.ledger.connect': 'Connect and disconnect the ledger', 'revenue.ledger.resolve': 'Try again what is stuck on its way to the ledger, say who is who there, and decide about differences',
};

/** What a client's person may do in the portal. */
export const portalPermissions: readonly string[] = ['revenue.bill.submit', 'revenue.invoice.view', 'revenue.invoice.pay'];
