import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newId } from '@firmament/events';
import { signActor, type Actor } from '@firmament/kit';
import { house } from '../support/house.js';
import { subgraphs } from './schemas.js';

/** Where each domain answers. Only the house of services has such addresses; its processes write them into their logs. */
export const addresses: ReadonlyMap<string, string> = new Map(Object.keys(subgraphs).map((name) => [name, addressOf(name)]));

function addressOf(name: string): string {
  const ports = [...readFileSync(join(house.logs, `${name}.log`), 'utf8').matchAll(/"port":(\d+),"msg":"serving"/g)];
  const port = ports.at(-1)?.[1];
  if (!port) throw new Error(`${name} has no address of its own: run these tests with FIRMAMENT_TEST_MODE=services`);
  return `http://127.0.0.1:${port}/graphql`;
}

/** What a domain answered to somebody who came past the gateway. */
export interface DomainAnswer {
  status: number;
  data?: Record<string, unknown> | null;
  errors?: { message: string; extensions?: { code?: string; reason?: string; field?: string } }[];
}

/** Posts to a domain with these headers, whatever they are worth. */
export async function post(domain: string, body: object, headers: Record<string, string>): Promise<DomainAnswer> {
  const response = await fetch(addresses.get(domain) ?? '', { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });
  return { status: response.status, ...((await response.json()) as Omit<DomainAnswer, 'status'>) };
}

/** Asks a domain as the gateway would for this actor. */
export async function askAs(actor: Actor, domain: string, query: string, variables: object = {}): Promise<DomainAnswer> {
  const token = await signActor(house.actorKey, domain, actor, { requestId: newId('req'), correlationId: newId('cor') });
  return post(domain, { query, variables }, { authorization: `Bearer ${token}` });
}
