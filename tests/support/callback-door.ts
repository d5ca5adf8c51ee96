import { openDomain, printSubgraphSdl } from '@firmament/kit';
import { pino } from 'pino';
import { schemaOf, startHouse } from '../../gateway/src/house.fixture.js';
import { inProcessSource } from '../../gateway/src/in-process.js';
import type { SubgraphClient } from '../../gateway/src/subgraph-client.js';
import agreements from '../../subgraphs/agreements/src/subgraph.js';
import identity from '../../subgraphs/identity/src/subgraph.js';

/** With what the process is started. */
export interface DoorPlan { readonly rw: string; readonly env: Readonly<Record<string, string>> }

// The gateway's door for callbacks and the domain behind it, as the house has them, in a process that can be killed.
process.on('disconnect', () => process.exit(0));
const plan = await new Promise<DoorPlan>((resolve) => process.once('message', (message) => resolve(message as DoorPlan)));
const domain = await openDomain(agreements, { urls: { rw: plan.rw }, log: pino({ level: process.env['LOG_LEVEL'] ?? 'silent' }, pino.destination(2)), env: plan.env });
const nobody: SubgraphClient = { name: 'identity', execute: async () => ({ data: null }), health: async () => ({ ok: true, detail: 'ready' }), stop: async () => undefined };
const schema = schemaOf([{ name: 'identity', sdl: printSubgraphSdl(identity) }, { name: 'agreements', sdl: printSubgraphSdl(agreements) }], { public: [], portal: [] }, [], { signing: 'agreements' });
const house = await startHouse({ real: { clients: [nobody, inProcessSource(domain)], schema } });
process.send?.({ url: house.url });
