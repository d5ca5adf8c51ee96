import { jetstream } from '@nats-io/jetstream';
import { idToUuid, newId, subjectOf, type Envelope } from '../../../events/src/events.js';
import { Bench, posted } from '../../../events/test/bench.js';
import { eventually } from './patience.js';

let bench: Bench;
beforeAll(async () => { bench = await Bench.open(); });
afterAll(() => bench?.close());

const waiting = async (): Promise<number> => Number((await bench.admin.query("select count(*) as n from reader.inbox where status = 'pending'")).rows[0].n);

describe('one firm that floods', () => {
  test('F59 keeps no other one waiting for its whole backlog', async () => {
    await bench.fresh();
    const things = (firm: string, n: number): Envelope[] => Array.from({ length: n }, () => ({ ...bench.event(newId('ent'), 1), tenantid: firm }));
    const [many, few] = [things(bench.firm, 600), things(bench.otherFirm, 15)];
    for (const event of [...many, ...few]) await jetstream(bench.ledger).publish(subjectOf(event), JSON.stringify(event), { msgID: event.id });
    const gate: { open?: () => void } = {};
    const opened = new Promise<void>((resolve) => { gate.open = resolve; });
    const listener = { type: posted.name, version: 1, shape: posted.shape, handle: async (...given: Parameters<typeof bench.effect>) => { await opened; await bench.effect(...given); } };
    bench.consumer({ listeners: [listener] });
    await eventually(async () => (await waiting()) === many.length + few.length, 'all wait in the inbox, the flood before the others');
    gate.open?.();
    await eventually(async () => (await bench.effects()).length === many.length + few.length, 'all have their effect');
    const { rows } = await bench.admin.query('select tenant_id from reader.effects order by n');
    const places = rows.flatMap((row: { tenant_id: string }, place) => (row.tenant_id === idToUuid(bench.otherFirm) ? [place] : []));
    const lag = async (firm: string): Promise<number> => Number((await bench.admin.query(
      'select percentile_cont(0.95) within group (order by extract(epoch from processed_at - received_at) * 1000)::int as ms from reader.inbox where tenant_id = $1', [idToUuid(firm)])).rows[0].ms);
    const last = places.at(-1) ?? -1;
    process.stderr.write(`  ${'F59 one firm floods'.padEnd(34)} flood ${many.length} · others ${few.length} · lastOfTheOthers ${last + 1} · p95FloodMs ${await lag(bench.firm)} · p95OthersMs ${await lag(bench.otherFirm)}\n`);
    expect(places).toHaveLength(few.length);
    // What was on the table when they came is worked off, 50 at most; then it is their turn, beside the two that are in hand.
    expect(last).toBeLessThan(50 + few.length + 5);
  });
});
