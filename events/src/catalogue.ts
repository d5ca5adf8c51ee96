import type { EventContract } from './define-event.js';
import * as agreements from './contracts/agreements.js';
import { auditRecorded } from './contracts/audit.js';
import * as communications from './contracts/communications.js';
import * as crm from './contracts/crm.js';
import * as files from './contracts/files.js';
import * as identity from './contracts/identity.js';
import * as portal from './contracts/portal.js';
import * as projects from './contracts/projects.js';
import * as revenue from './contracts/revenue.js';
import * as scheduling from './contracts/scheduling.js';
import * as workflow from './contracts/workflow.js';

/** The twelve domains, in the order of the house. */
export const domains = ['identity', 'crm', 'projects', 'files', 'communications', 'scheduling', 'portal', 'agreements', 'revenue', 'workflow', 'timeline', 'search'] as const;

const declared: readonly EventContract[] = [identity, crm, projects, files, communications, scheduling, portal, agreements, revenue, workflow]
  .flatMap((module) => Object.values(module) as EventContract[]);

/** The audit contract of each domain, made once so that it can be compared by identity. */
export const auditContracts: ReadonlyMap<string, EventContract> = new Map(domains.map((domain) => [domain, auditRecorded(domain) as EventContract]));

/** Every contract of the house, by name and then version. */
export const catalogue: readonly EventContract[] = Object.freeze(
  [...declared, ...auditContracts.values()].sort((a, b) => a.name.localeCompare(b.name) || a.version - b.version),
);

const byKey = new Map(catalogue.map((contract) => [`${contract.name}/${contract.version}`, contract]));
if (byKey.size !== catalogue.length) throw new Error('two contracts have the same name and version');

/** The contract with this name and version, if the house has one. */
export function findContract(name: string, version: number): EventContract | undefined {
  return byKey.get(`${name}/${version}`);
}

/** All contracts whose facts `domain` may emit. */
export function contractsOf(domain: string): readonly EventContract[] {
  return catalogue.filter((contract) => contract.domain === domain);
}
