import { idToUuid, newId } from '@firmament/events';
import type { Harness } from '@firmament/kit/testing';
import { inFirm } from '../test/portal-people.js';
import { openAgreements } from '../test/store.js';
import { inAWhile, laterOn, notAnyMore, postponeDue, settleDue, takeDue } from './due.js';

let h: Harness;
beforeAll(async () => { h = await openAgreements(); });
afterAll(async () => { await h?.stop(); });

const anHour = 3_600_000;
/** In how many seconds a thing is due; null when it never is. */
async function waitOf(id: string): Promise<number | null> {
  const [row] = await h.sql(`select extract(epoch from due_at - clock_timestamp()) as wait from agreements.due where kind = 'look' and id = $1`, [idToUuid(id)]);
  return row ? Number(row.wait) : null;
}
async function taken(): Promise<NonNullable<Awaited<ReturnType<typeof takeDue>>>> {
  const id = newId('pkt');
  await inFirm(h, (ctx) => laterOn(ctx, 'look', { id, at: null }));
  const found = await inFirm(h, (ctx) => takeDue(ctx, 'look', id, anHour));
  if (!found) throw new Error('it was due and could not be taken');
  return found;
}

it('gives a due thing to one alone, until its time in hand is over', async () => {
  const { id, tries } = await taken();
  expect(tries).toBe(1);
  expect(await inFirm(h, (ctx) => takeDue(ctx, 'look', id, anHour))).toBeNull();
  expect(await waitOf(id)).toBeGreaterThan(3_500);
  expect(await inFirm(h, (ctx) => takeDue(ctx, 'look', newId('pkt'), anHour))).toBeNull();
});

it('is due again when its time has come, or never, as whoever had it says', async () => {
  const [again, never, missed] = [await taken(), await taken(), await taken()];
  await inFirm(h, async (ctx) => { await settleDue(ctx, 'look', again, 60_000); await settleDue(ctx, 'look', never, null); await postponeDue(ctx, 'look', missed, 20_000); });
  expect(await waitOf(again.id)).toBeGreaterThan(50);
  expect(await waitOf(again.id)).toBeLessThan(61);
  expect(await waitOf(never.id)).toBeNull();
  expect(await waitOf(missed.id)).toBeLessThan(21);
});

it.each([['settled', settleDue], ['postponed', postponeDue]] as const)('loses no word that came while it was in hand, and was then %s', async (_, end) => {
  const one = await taken();
  await inFirm(h, (ctx) => laterOn(ctx, 'look', { id: one.id, at: null }));
  await inFirm(h, (ctx) => end(ctx, 'look', one, anHour));
  expect(await waitOf(one.id)).toBeLessThanOrEqual(0);
  const over = await taken();
  await inFirm(h, (ctx) => laterOn(ctx, 'look', { id: over.id, at: null }));
  await inFirm(h, (ctx) => settleDue(ctx, 'look', over, null));
  expect(await waitOf(over.id)).toBeLessThanOrEqual(0);
});

it('counts how often it was taken in vain, and begins anew once it came to an end', async () => {
  const one = await taken();
  const again = async () => { await h.sql(`update agreements.due set due_at = clock_timestamp() where id = $1`, [idToUuid(one.id)]); return inFirm(h, (ctx) => takeDue(ctx, 'look', one.id, anHour)); };
  await inFirm(h, (ctx) => postponeDue(ctx, 'look', one, 0));
  const second = await again();
  expect(second?.tries).toBe(2);
  await inFirm(h, (ctx) => settleDue(ctx, 'look', second as NonNullable<typeof second>, 0));
  expect((await again())?.tries).toBe(1);
});

it('is due in a while at the latest, and sooner where that was said before', async () => {
  const [fresh, soon] = [newId('pkt'), newId('pkt')];
  await inFirm(h, async (ctx) => { await laterOn(ctx, 'look', { id: soon, at: null }); await inAWhile(ctx, 'look', soon, anHour); await inAWhile(ctx, 'look', fresh, anHour); });
  expect(await waitOf(soon)).toBeLessThanOrEqual(0);
  expect(await waitOf(fresh)).toBeGreaterThan(3_500);
  await inFirm(h, (ctx) => notAnyMore(ctx, 'look', fresh));
  expect(await waitOf(fresh)).toBeNull();
});
