/** A role that every firm begins with. */
export interface BuiltInRole {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly string[];
}

/** The role whose last holder cannot be lost. */
export const ownerKey = 'owner';

const seePeople = ['identity.firm.view', 'identity.user.view', 'identity.user.list', 'identity.role.view'];
// Letting other words stand in a fixed clause, and publishing one, is for partners: owners and managers.
const seeAgreements = ['agreements.agreement.view', 'agreements.proposal.view', 'agreements.packet.view', 'agreements.template.view', 'agreements.clause.view', 'agreements.package.view', 'agreements.obligation.view'];
const everyoneReads = ['timeline.*', 'search.*', 'workflow.run.view', 'workflow.task.*'];

/** The roles of a new firm, in the order in which they are shown. */
export const builtInRoles: readonly BuiltInRole[] = [
  { key: ownerKey, name: 'Owner', description: 'Everything, and the firm itself.', permissions: ['*'] },
  {
    key: 'manager', name: 'Manager', description: 'All client work, the people and the automations.',
    permissions: [...seePeople, 'identity.user.add', 'identity.user.deactivate', 'identity.user.assign', 'crm.*', 'projects.*', 'files.*',
      'communications.*', 'scheduling.*', 'portal.*', 'agreements.*', 'revenue.*', 'workflow.*', 'timeline.*', 'search.*'],
  },
  {
    key: 'staff', name: 'Staff', description: 'Client work from day to day.',
    permissions: [...seePeople, 'crm.*', 'projects.*', 'files.*', 'communications.*', 'scheduling.*', 'portal.*', ...seeAgreements, 'agreements.proposal.edit',
      'workflow.run.*', 'workflow.definition.view', ...everyoneReads],
  },
  {
    key: 'finance', name: 'Finance', description: 'Agreements and money, and a view of the clients behind them.',
    permissions: [...seePeople, ...seeAgreements, 'agreements.agreement.*', 'agreements.obligation.*', 'agreements.proposal.*', 'agreements.packet.*', 'agreements.template.*', 'agreements.package.*', 'revenue.*', 'crm.client.view', 'crm.contact.view', 'projects.project.view', 'files.folder.view',
      'scheduling.appointment.view', 'communications.message.view', 'communications.inbound.*', ...everyoneReads],
  },
];

/** What every active person may do with their own account, whatever their roles say. */
export const everybodysPermissions: readonly string[] = [
  'identity.self.view', 'identity.self.edit', 'identity.session.start', 'identity.session.view', 'identity.session.end', 'identity.firm.greet',
];

/** True when one of the patterns (`*`, `crm.*`, `crm.client.view`) admits the wanted permission or pattern. */
export function covers(patterns: readonly string[], wanted: string): boolean {
  return patterns.some((pattern) =>
    pattern === '*' || pattern === wanted || (pattern.endsWith('.*') && wanted.startsWith(pattern.slice(0, -1))));
}

/** True when whoever holds `own` holds everything in `wanted` too, and so may grant or take it away. */
export function mayGrant(own: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((permission) => covers(own, permission));
}

/** The union of role permissions and everybody's, sorted, each once. */
export function effectivePermissions(roles: readonly { permissions: readonly string[] }[]): string[] {
  return [...new Set([...roles.flatMap((role) => role.permissions), ...everybodysPermissions])].sort();
}
