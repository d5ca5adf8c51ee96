import type { Topic } from '../sentence/sentence.types.js';

/** What a reader must hold to see an entry, and the chip that shows it. */
export interface Gate {
  readonly permission: string;
  readonly topic: Topic;
}

/** By `domain.noun`, then by domain. An entry is at most as visible as the record that it speaks of. */
const gates: Readonly<Record<string, Gate>> = {
  crm: { permission: 'crm.client.view', topic: 'PEOPLE' },
  portal: { permission: 'crm.client.view', topic: 'PEOPLE' },
  'portal.action': { permission: 'crm.client.view', topic: 'WORK' },
  identity: { permission: 'identity.user.view', topic: 'PEOPLE' },
  scheduling: { permission: 'scheduling.appointment.view', topic: 'MEETINGS' },
  projects: { permission: 'projects.project.view', topic: 'WORK' },
  files: { permission: 'files.folder.view', topic: 'FILES' },
  communications: { permission: 'communications.message.view', topic: 'MESSAGES' },
  'communications.mail': { permission: 'communications.inbound.view', topic: 'MESSAGES' },
  agreements: { permission: 'agreements.agreement.view', topic: 'AGREEMENTS' },
  'agreements.proposal': { permission: 'agreements.proposal.view', topic: 'AGREEMENTS' },
  'agreements.packet': { permission: 'agreements.packet.view', topic: 'AGREEMENTS' },
  'agreements.recipient': { permission: 'agreements.packet.view', topic: 'AGREEMENTS' },
  'agreements.template': { permission: 'agreements.template.view', topic: 'AGREEMENTS' },
  'agreements.clause': { permission: 'agreements.clause.view', topic: 'AGREEMENTS' },
  'revenue.plan': { permission: 'revenue.plan.view', topic: 'MONEY' },
  'revenue.payment': { permission: 'revenue.payment.view', topic: 'MONEY' },
  'revenue.bill': { permission: 'revenue.bill.view', topic: 'MONEY' },
  'revenue.vendor': { permission: 'revenue.vendor.view', topic: 'MONEY' },
  'revenue.rebill': { permission: 'revenue.rebill.view', topic: 'MONEY' },
  revenue: { permission: 'revenue.invoice.view', topic: 'MONEY' },
  workflow: { permission: 'workflow.run.view', topic: 'AUTOMATIONS' },
};

/** The gate of an event type; a domain that is not listed asks for a permission of its own name. */
export function gateOf(eventType: string): Gate {
  const [domain = '', noun = ''] = eventType.split('.');
  return gates[`${domain}.${noun}`] ?? gates[domain] ?? { permission: `${domain}.${noun}.view`, topic: 'WORK' };
}

/** All permissions that can stand before an entry. */
export const gatePermissions: readonly string[] = [...new Set(Object.values(gates).map((gate) => gate.permission))];
