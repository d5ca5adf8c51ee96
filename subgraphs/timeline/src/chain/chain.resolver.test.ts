import { appointmentBooked, clientErased, appointmentConfirmed, newId } from '@firmament/events';
import { testSubgraph } from '@firmament/kit/testing';
import { aBooking } from '../../test/facts.js';
import timeline from '../subgraph.js';

let h: Awaited<ReturnType<typeof testSubgraph>>;
beforeAll(async () => { h = await testSubgraph(timeline); });
afterAll(() => h.stop());

async function verdict(id: string, actor = h.staff()) {
  const answer = await h.as(actor).run('query($id: ID!) { verifyChain(aggregate: "appointment", aggregateId: $id) { entries intact brokenAt why } }', { id });
  return answer.errors?.[0]?.extensions?.['code'] ?? answer.data?.['verifyChain'];
}

async function chainOfThree(): Promise<string> {
  const { ids, booked } = aBooking();
  await h.deliver(appointmentBooked, booked, { correlationId: ids.cor, aggregateId: ids.apt });
  for (const aggregateSeq of [2, 3]) await h.deliver(appointmentConfirmed, { appointmentId: ids.apt }, { correlationId: ids.cor, aggregateId: ids.apt, aggregateSeq });
  return ids.apt;
}

const tamper = async (sql: string, id: string) => {
  await h.sql('alter table timeline.entries disable trigger user');
  try { await h.sql(sql, [`appointment:${id}`]); } finally { await h.sql('alter table timeline.entries enable trigger user'); }
};

describe('the chain', () => {
  it('is whole when nobody touched it', async () => {
    expect(await verdict(await chainOfThree())).toEqual({ entries: 3, intact: true, brokenAt: null, why: null });
  });
  it('names the entry whose columns were changed', async () => {
    const id = await chainOfThree();
    await tamper(`update timeline.entries set actor_id = 'somebody else' where stream = $1 and seq = 2`, id);
    expect(await verdict(id)).toMatchObject({ intact: false, brokenAt: 2 });
  });
  it('names the place of an entry that was taken out, in the middle or at the end', async () => {
    const [middle, end] = [await chainOfThree(), await chainOfThree()];
    await tamper('delete from timeline.entries where stream = $1 and seq = 2', middle);
    await tamper('delete from timeline.entries where stream = $1 and seq = 3', end);
    expect(await verdict(middle)).toMatchObject({ intact: false, brokenAt: 2 });
    expect(await verdict(end)).toMatchObject({ intact: false, brokenAt: 3 });
  });
  it('notices a changed payload', async () => {
    const id = await chainOfThree();
    await h.sql(`update timeline.payloads p set data = '{"typeName":"Other"}' from timeline.entries e where e.id = p.id and e.stream = $1 and e.seq = 1`, [`appointment:${id}`]);
    expect(await verdict(id)).toMatchObject({ intact: false, brokenAt: 1, why: 'its payload was changed or taken away' });
  });
  it('stays whole when a person was forgotten, and nothing of the person is left', async () => {
    const { ids, booked } = aBooking();
    await h.deliver(appointmentBooked, booked, { correlationId: ids.cor, aggregateId: ids.apt, clientId: ids.cli, actor: { kind: 'portal', id: newId('pus'), name: 'Marion Marlowe' } });
    await h.deliver(clientErased, { clientId: ids.cli }, { aggregateId: ids.cli, clientId: ids.cli });
    expect(await verdict(ids.apt)).toMatchObject({ entries: 1, intact: true });
    const left = await h.sql(`select (select count(*) from timeline.payloads t where t::text ilike '%marion%' and t.id in (select id from timeline.entries where correlation_id = $1)) +
      (select count(*) from timeline.stories t where t::text ilike '%marion%' and correlation_id = $1) + (select count(*) from timeline.profiles t where t::text ilike '%marion%') as n`, [ids.cor]);
    expect(Number(left[0]?.['n'])).toBe(0);
  });
  it('cannot be changed by the serving login, only read and appended', async () => {
    const id = await chainOfThree();
    const tenant = (await h.sql('select tenant_id from timeline.entries limit 1'))[0]?.['tenant_id'] as string;
    const as = { 'app.tenant_id': tenant, 'app.actor_kind': 'system' };
    for (const sql of ['update timeline.entries set seq = 9', 'delete from timeline.entries', 'truncate timeline.entries', 'update timeline.heads set seq = 1']) {
      await expect(h.sqlAs('consumer', as, sql)).rejects.toMatchObject({ code: '42501' });
    }
    await expect(h.sql('delete from timeline.entries where stream = $1', [`appointment:${id}`])).rejects.toMatchObject({ code: '42501' });
  });
  it('is checked by those who may, of their own firm', async () => {
    const id = await chainOfThree();
    expect(await verdict(id, h.staff(['timeline.story.view']))).toBe('FORBIDDEN');
    expect(await verdict(id, h.staff(['*'], h.otherFirm.id))).toBe('NOT_FOUND');
    expect(await verdict('apt_nonsense')).toBe('NOT_FOUND');
  });
});
