/** Each permission with the words a role editor shows. */
export const permissions: Readonly<Record<string, string>> = {
  'agreements.agreement.view': 'See agreements', 'agreements.agreement.create': 'Draft agreements', 'agreements.agreement.activate': 'Bring signed agreements into force', 'agreements.agreement.end': 'End agreements',
  'agreements.obligation.view': 'See what agreements oblige to', 'agreements.obligation.edit': 'Write down and close what agreements oblige to',
  'agreements.clause.view': 'See the clause library', 'agreements.clause.edit': 'Write clauses', 'agreements.clause.publish': 'Publish clauses',
  'agreements.template.view': 'See contract templates', 'agreements.template.edit': 'Write contract templates', 'agreements.template.publish': 'Publish contract templates',
  'agreements.package.view': 'See packages', 'agreements.package.edit': 'Make and change packages',
  'agreements.proposal.view': 'See proposals', 'agreements.proposal.edit': 'Write proposals', 'agreements.proposal.send': 'Send proposals', 'agreements.proposal.answer': 'Say yes or no to proposals as their client',
  'agreements.packet.view': 'See what is out for signing', 'agreements.packet.edit': 'Put documents together for signing', 'agreements.packet.send': 'Send, extend, take back and repair what is out for signing',
  'agreements.connection.view': 'See which signing services are connected, and how they are', 'agreements.connection.edit': 'Connect and disconnect signing services, and choose the usual one',
  'agreements.packet.sign': 'Sign or decline what one is asked to sign oneself',
  'agreements.deviation.approve': 'Let other words stand in fixed clauses',
};

/** What people of a client may do in the portal. */
export const portalPermissions: readonly string[] = ['agreements.agreement.view', 'agreements.packet.view', 'agreements.packet.sign', 'agreements.proposal.view', 'agreements.proposal.answer'];
