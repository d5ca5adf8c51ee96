import type { MikroORM } from '@mikro-orm/postgresql';
import type { EventContract } from '@firmament/events';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { SubgraphDefinition } from './define-subgraph.js';

/** What stands behind the requests of one opened domain. Pools and the ORM are made at their first use. */
export interface DomainRuntime {
  readonly def: SubgraphDefinition;
  readonly log: Logger;
  readonly config: unknown;
  readonly ports: unknown;
  readonly clock: () => Date;
  /** Milliseconds that never go back, for measuring patience. */
  readonly monotonic: () => number;
  readonly random: (bytes: number) => Uint8Array;
  /** The rights that every domain together gives to visitors. */
  readonly publicRights: readonly string[];
  readPool(): Pool;
  orm(): MikroORM;
  emits(contract: EventContract): boolean;
  /** Called right after a commit that laid facts into the outbox. */
  nudge(): void;
}
