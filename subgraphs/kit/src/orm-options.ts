import type { EventArgs, EventSubscriber } from '@mikro-orm/core';
import { MikroORM, PostgreSqlDriver } from '@mikro-orm/postgresql';
import type { SubgraphDefinition } from './define-subgraph.js';
import { connectWithinMs, rawValues, takeBackTheDead } from './pool.js';

/** Every change of a row makes its version grow by one, in the statement that changes it. */
class VersionKeeper implements EventSubscriber {
  beforeUpdate(args: EventArgs<object>): void {
    const row = args.entity as { version?: number };
    const changed = args.changeSet?.payload as { version?: number } | undefined;
    if (typeof row.version === 'number' && changed?.version === undefined) row.version += 1;
  }
}

/** MikroORM for one domain and one login. It never touches the schema: migrations own it, and its policies. */
export function makeOrm(def: SubgraphDefinition, url: string, poolSize: number): MikroORM {
  return new MikroORM({
    driver: PostgreSqlDriver, clientUrl: url, entities: [...def.entities] as never, pool: { min: 0, max: poolSize },
    allowGlobalContext: false, forceUtcTimezone: true, discovery: { warnWhenNoEntities: false }, subscribers: [new VersionKeeper()],
    // Raw SQL on the write side gives the same values as on the read side: instants as dates, calendar dates as text.
    driverOptions: { connectionTimeoutMillis: connectWithinMs, onPoolCreated: takeBackTheDead, types: { getTypeParser: rawValues.getTypeParser } },
    // A write transaction asserts its own context; a stray read outside of one must fail closed instead of being wrapped.
    sessionContext: 'transaction',
  });
}
