/** Each permission with the words a role editor shows. */
export const permissions: Readonly<Record<string, string>> = {
  'revenue.invoice.view': 'See invoices', 'revenue.invoice.create': 'Draft invoices', 'revenue.invoice.edit': 'Change invoices that have no number, and throw them away', 'revenue.invoice.submit': 'Send invoices to approval, and take them back',
  'revenue.invoice.approve': 'Approve invoices of others', 'revenue.invoice.issue': 'Issue approved invoices', 'revenue.invoice.credit': 'Write credit notes', 'revenue.invoice.void': 'Take issued invoices back',
  'revenue.payment.view': 'See payments', 'revenue.payment.record': 'Write down payments', 'revenue.payment.refund': 'Give money back',
  'revenue.plan.view': 'See what will be billed', 'revenue.plan.create': 'Plan what will be billed',
  'revenue.rule.view': 'See who has to approve what', 'revenue.rule.edit': 'Say who has to approve what', 'revenue.settings.edit': 'Say how the firm bills',
};
