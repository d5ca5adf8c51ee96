import { connect } from '@nats-io/transport-node';
import pg from 'pg';
import { pino } from 'pino';
import { idToUuid } from '../src/events.js';
import { natsAddress, startConsumer, startRelay } from '../src/runtime.js';

// A relay or a consumer as a process of its own, so that the storm can kill it at any instruction.
const [part, url = '', nats = '', domain = ''] = process.argv.slice(2);
const nc = await connect({ ...natsAddress(nats), reconnectTimeWait: 100, maxReconnectAttempts: -1 });
const shared = { url, nc, log: pino({ level: 'silent' }), clock: { now: () => new Date() }, pollMs: 100 };

if (part === 'relay') {
  startRelay({ ...shared, schema: domain, archiveAfterMs: 500, archiveEveryMs: 200, batch: 20 });
} else {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  startConsumer({
    ...shared, domain, durable: domain, gapMs: 2_000, backoffMs: [50],
    listeners: [{
      type: 'ledger.entry.posted', version: 1,
      handle: async (event, tx) => {
        await tx.query('insert into reader.effects (tenant_id, aggregate_id, seq, event_id) values ($1, $2, $3, $4)', [idToUuid(event.tenantid), event.aggregateid, event.aggregateseq, event.id]);
      },
    }],
    inTenant: async (row, work) => {
      const client = await pool.connect();
      await client.query('begin');
      await client.query("select set_config('app.tenant_id', $1, true)", [idToUuid(row[0]?.tenantid ?? '')]);
      try {
        const tx = { query: async <R>(sql: string, params: unknown[] = []) => (await client.query(sql, params)).rows as R[] };
        for (const event of row) await work(tx, event);
        await client.query('commit');
      } catch (error) {
        await client.query('rollback');
        throw error;
      } finally {
        client.release();
      }
    },
  });
}
process.send?.('ready');
