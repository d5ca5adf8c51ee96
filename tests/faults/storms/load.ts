import pg from 'pg';
import { buildEnvelope, idToUuid, newId } from '../../../events/src/events.js';
import { outboxInsert, takeSequence } from '../../../events/src/runtime.js';
import { posted, type Bench } from '../../../events/test/bench.js';
import { eventually } from './patience.js';
import type { Dice } from './seed.js';

/** What facts are about. */
export interface Thing { readonly firm: string; readonly id: string }
interface Commit { readonly thing: Thing; readonly events: number; readonly open: boolean }

/** Writers of two firms that commit facts about a few things, some of them slowly, so that numbers become visible out of turn. */
export class Load {
  /** The ids of events whose commit was acknowledged. */
  readonly acknowledged: string[] = [];
  failed = 0;
  readonly things: readonly Thing[];
  private readonly pool: pg.Pool;

  constructor(private readonly bench: Bench, private readonly dice: Dice, things = 24) {
    this.things = Array.from({ length: things }, (_, i) => ({ firm: i % 3 === 0 ? bench.otherFirm : bench.firm, id: newId('ent') }));
    this.pool = new pg.Pool({ connectionString: bench.as('ledger_rw'), max: 4, application_name: 'writer' });
    this.pool.on('connect', (client) => client.on('error', () => undefined));
    this.pool.on('error', () => undefined);
  }

  /** Commits `events` facts, 1 to 4 in a transaction; `betweenMs` slows each writer down. All chance is drawn before the first write. */
  async commit(events: number, betweenMs = 0): Promise<void> {
    const plan = this.plan(events);
    const writer = async (): Promise<void> => {
      for (let next = plan.shift(); next; next = plan.shift()) {
        await this.write(next);
        if (betweenMs > 0) await new Promise((resolve) => setTimeout(resolve, betweenMs));
      }
    };
    await Promise.all([writer(), writer(), writer(), writer()]);
  }

  /** How many transactions the outbox holds in part only: none, or the counter and the outbox would differ. */
  async halves(): Promise<number> {
    const { rows } = await this.bench.admin.query(`select count(*) as n from ledger.event_counter c where last_seq <> (select count(*) from
(select tenant_id, aggregate_id from ledger.outbox union all select tenant_id, aggregate_id from ledger.outbox_archive) o where o.tenant_id = c.tenant_id and o.aggregate_id = c.aggregate_id)`);
    return Number(rows[0].n);
  }

  /** Effects that were written in another firm than their event's: a context that was carried over. */
  async strangers(): Promise<number> {
    const firms = this.things.map((thing) => idToUuid(thing.firm));
    const { rows } = await this.bench.admin.query(`select count(*) as n from reader.effects e
join unnest($1::text[], $2::uuid[]) t(id, firm) on t.id = e.aggregate_id where e.tenant_id <> t.firm`, [this.things.map((thing) => thing.id), firms]);
    return Number(rows[0].n);
  }

  async close(): Promise<void> { await this.pool.end(); }

  private plan(events: number): Commit[] {
    const plan: Commit[] = [];
    for (let left = events; left > 0;) {
      const size = Math.min(left, 1 + this.dice.roll(4));
      const thing = this.things[this.dice.roll(this.things.length)];
      if (thing) plan.push({ thing, events: size, open: this.dice.roll(20) === 0 });
      left -= size;
    }
    return plan;
  }

  private async write(commit: Commit): Promise<void> {
    const ids: string[] = [];
    let client: pg.PoolClient | undefined;
    try {
      client = await this.pool.connect();
      await client.query('begin');
      await client.query("select set_config('app.tenant_id', $1, true)", [idToUuid(commit.thing.firm)]);
      for (let i = 0; i < commit.events; i++) ids.push(await this.post(client, commit.thing));
      // A slow transaction: rows with larger numbers are committed before it.
      if (commit.open) await client.query('select pg_sleep(0.05)');
      await client.query('commit');
      this.acknowledged.push(...ids);
      client.release();
    } catch (error) {
      this.failed += 1;
      client?.release(error as Error);
    }
  }

  private async post(client: pg.PoolClient, thing: Thing): Promise<string> {
    const take = takeSequence('ledger', thing.firm, posted.aggregate, thing.id);
    const seq = Number(((await client.query(take.text, take.params)).rows[0] as { last_seq: string }).last_seq);
    const event = buildEnvelope(posted, { amount: seq }, {
      id: newId('evt'), time: new Date(), tenantId: thing.firm, actor: { kind: 'staff', id: newId('usr') }, correlationId: newId('cor'), aggregateId: thing.id, aggregateSeq: seq,
    });
    const insert = outboxInsert('ledger', event);
    await client.query(insert.text, insert.params);
    return event.id;
  }
}

/** Waits until at least so many events are on the stream. */
export const onStream = (bench: Bench, least: number): Promise<void> => eventually(async () => (await bench.messages()) >= least, `${least} events are on the stream`);
