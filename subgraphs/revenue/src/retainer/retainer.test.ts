import { idToUuid, newId, timeEntryLogged } from '@firmament/events';
import { act, aClient, ask, openBooks, refusal, see, type Books } from '../../test/books.js';
import { takeOut } from './take.rules.js';

let books: Books;
let clientId: string;
beforeAll(async () => { books = await openBooks(); });
beforeEach(async () => { clientId = await aClient(books.h); books.h.setNow(new Date('2026-11-19T11:18:00Z')); });
afterAll(async () => { await books?.h.stop(); });

const gbp = (minor: string) => ({ minor, currency: 'GBP' });
interface Item { id: string; retainer: boolean; retainerStanding: { billed: { minor: string }; drawn: { minor: string }; left: { minor: string }; minutes: number } | null; invoice: { id: string } | null }
const shape = '{ id retainer retainerStanding { billed { minor } drawn { minor } left { minor } minutes } invoice { id } }';
const standing = (item: Item | undefined) => item?.retainerStanding && [item.retainerStanding.billed, item.retainerStanding.drawn, item.retainerStanding.left].map(({ minor }) => Number(minor));

/** A retainer of 500.00 with 20% tax inside, whose invoice waits as a draft. */
async function aRetainer(more: Record<string, unknown> = {}): Promise<Item> {
  const { h } = books;
  const { items } = await act<{ items: Item[] }>(h, h.service(), 'createInvoicePlan', { clientId, agreementId: newId('agr'), effectiveOn: '2026-11-01', fixedTotal: gbp('60000'), items: [{ lineKey: 'r', title: 'Retainer', timing: 'DEPOSIT', amount: gbp('60000') }], ...more }, `{ items ${shape} }`);
  return act<Item>(h, h.staff(), 'markPlanRetainer', { itemId: items[0]?.id, retainer: true }, shape);
}
async function sendOut(invoiceId: string): Promise<void> {
  const { h, writer, approver } = books;
  const { lines, currency } = await ask<{ currency: string; lines: { id: string; title: string; unitPrice: { minor: string } }[] }>(h, h.staff(), 'query($id: ID!) { invoice(id: $id) { currency lines { id title unitPrice { minor } } } }', { id: invoiceId });
  await act(h, writer, 'changeInvoice', { invoiceId, currency, lines: lines.map((one) => ({ lineId: one.id, title: one.title, unitPriceMinor: String(one.unitPrice.minor), taxName: 'VAT', taxBasisPoints: 2000, taxIncluded: true })) });
  await act(h, writer, 'submitInvoice', { invoiceId });
  await act(h, approver, 'approveInvoice', { invoiceId, contentHash: (await see(h, invoiceId)).contentHash });
  await act(h, writer, 'issueInvoice', { invoiceId });
}
const note = async (workedOn: string, minutes: number, more: Record<string, unknown> = {}): Promise<string> => {
  const timeEntryId = newId('tme');
  await books.h.deliver(timeEntryLogged, { timeEntryId, projectId: null, taskId: null, clientId, userId: newId('usr'), workedOn, minutes, billable: true, rate: gbp('12000'), ...more } as never);
  return timeEntryId;
};
const draw = (itemId: string, more: Record<string, unknown> = {}) => act<Item>(books.h, books.writer, 'drawRetainer', { itemId, ...more }, shape);
const no = (itemId: string, more: Record<string, unknown> = {}, who = books.writer) => refusal(books.h, who, 'drawRetainer', { itemId, ...more });
const waiting = async () => (await ask<{ id: string }[]>(books.h, books.h.staff(), 'query($clientId: ID!) { unbilledItems(clientId: $clientId) { id } }', { clientId })).map(({ id }) => id);

it('takes time out of what is out, oldest first and whole, and leaves what does not fit to be billed', async () => {
  const item = await aRetainer();
  const [late, first, second] = [await note('2026-11-18', 60), await note('2026-11-10', 90), await note('2026-11-12', 60)];
  expect(await no(item.id)).toMatchObject({ code: 'CONFLICT', reason: 'REVENUE_NOTHING_TO_BILL' });
  await sendOut(item.invoice?.id ?? '');
  const drawn = await draw(item.id);
  expect([standing(drawn), drawn.retainerStanding?.minutes]).toEqual([[50_000, 42_000, 8_000], 210]);
  expect(await waiting()).toEqual([]);
  const more = [await note('2026-11-18', 30), await note('2026-11-19', 30)];
  expect(standing(await draw(item.id))).toEqual([50_000, 48_000, 2_000]);
  expect(await waiting()).toEqual([more[1]]);
  expect(await no(item.id)).toMatchObject({ reason: 'REVENUE_NOTHING_TO_BILL' });
  const told = (await books.h.events('revenue.retainer.drawn')).filter(({ data }) => data.itemId === item.id).map(({ data }) => data);
  expect(told).toMatchObject([{ invoiceId: item.invoice?.id, timeEntryIds: [first, second, late], drawn: gbp('42000'), left: gbp('8000') }, { timeEntryIds: [more[0]], drawn: gbp('6000'), left: gbp('2000') }]);
  expect(await refusal(books.h, books.writer, 'draftUnbilledWork', { clientId, itemIds: [first] })).toMatchObject({ code: 'NOT_FOUND' });
});

it('takes nothing twice when eight press at once, beside others who bill the same time', async () => {
  const item = await aRetainer();
  await sendOut(item.invoice?.id ?? '');
  for (let n = 0; n < 4; n += 1) await note('2026-11-18', 60);
  const draws = await Promise.all([...Array.from({ length: 8 }, () => no(item.id)), ...Array.from({ length: 4 }, () => refusal(books.h, books.writer, 'draftUnbilledWork', { clientId }))]);
  expect(draws.filter((one) => one === undefined)).toHaveLength(1);
  expect(new Set(draws.flatMap((one) => (one ? [one.reason] : [])))).toEqual(new Set(['REVENUE_NOTHING_TO_BILL']));
  expect(await waiting()).toEqual([]);
  expect((await books.h.sql(`select count(*)::int as n, count(distinct ref)::int as refs from revenue.billed_sources where kind = 'TIME_ENTRY' and client_id = $1`, [idToUuid(clientId)]))).toEqual([{ n: 4, refs: 4 }]);
});

it('has less left by a credit note, and gives time back when its invoice is taken back', async () => {
  const { h, writer } = books;
  const item = await aRetainer();
  await sendOut(item.invoice?.id ?? '');
  await act(h, writer, 'creditInvoice', { invoiceId: item.invoice?.id, amountMinor: '30000', reason: 'Half.' });
  const [first, second] = [await note('2026-11-17', 60), await note('2026-11-18', 90)];
  expect(standing(await draw(item.id))).toEqual([25_000, 12_000, 13_000]);
  expect(await waiting()).toEqual([second]);
  const other = await aRetainer();
  await sendOut(other.invoice?.id ?? '');
  await draw(other.id);
  expect(await waiting()).toEqual([]);
  await act(h, writer, 'voidInvoice', { invoiceId: other.invoice?.id, reason: 'Wrong.' });
  expect((await waiting()).includes(second)).toBe(true);
  expect((await waiting()).includes(first)).toBe(false);
});

it('takes what is named or old enough, of the project of its plan alone', async () => {
  const projectId = newId('prj');
  const item = await aRetainer({ projectId });
  await sendOut(item.invoice?.id ?? '');
  const [own, newer, other] = [await note('2026-11-10', 30, { projectId }), await note('2026-11-18', 30, { projectId }), await note('2026-11-10', 30)];
  for (const id of [other, newId('tme'), 'nothing']) expect(await no(item.id, { timeEntryIds: [id] })).toMatchObject({ code: 'NOT_FOUND', field: 'input.timeEntryIds' });
  expect(standing(await draw(item.id, { throughOn: '2026-11-12' }))).toEqual([50_000, 6_000, 44_000]);
  expect(standing(await draw(item.id, { timeEntryIds: [newer] }))).toEqual([50_000, 12_000, 38_000]);
  expect(await waiting()).toEqual([other]);
  expect(own).toMatch(/^tme_/);
});

it('is only what is billed in advance, and stays one while time was taken out of it', async () => {
  const { h } = books;
  const { items } = await act<{ items: Item[] }>(h, h.service(), 'createInvoicePlan', { clientId, agreementId: newId('agr'), effectiveOn: '2026-11-01', fixedTotal: gbp('100'), items: [{ lineKey: 'a', title: 'A', timing: 'ON_COMPLETION', amount: gbp('100') }, { lineKey: 'b', title: 'B', timing: 'TO_BE_CONFIRMED' }] }, `{ items ${shape} }`);
  for (const { id } of items) expect(await refusal(h, h.staff(), 'markPlanRetainer', { itemId: id, retainer: true })).toMatchObject({ code: 'BAD_USER_INPUT' });
  expect(await no(items[0]?.id ?? '')).toMatchObject({ reason: 'REVENUE_NOTHING_TO_BILL' });
  const item = await aRetainer();
  await sendOut(item.invoice?.id ?? '');
  await note('2026-11-18', 60);
  await draw(item.id);
  expect(await refusal(h, h.staff(), 'markPlanRetainer', { itemId: item.id, retainer: false })).toMatchObject({ code: 'BAD_USER_INPUT' });
  expect(takeOut([{ id: 'a', minor: 5n }, { id: 'b', minor: 6n }, { id: 'c', minor: 1n }], 10n)).toEqual([{ id: 'a', minor: 5n }]);
});

it('is closed to another firm, to clients and to staff without the right', async () => {
  const { h } = books;
  const item = await aRetainer();
  await sendOut(item.invoice?.id ?? '');
  await note('2026-11-18', 60);
  expect(await no(item.id, {}, h.staff(['*'], h.otherFirm.id))).toMatchObject({ code: 'NOT_FOUND' });
  expect(await refusal(h, h.staff(['*'], h.otherFirm.id), 'markPlanRetainer', { itemId: item.id, retainer: true })).toMatchObject({ code: 'NOT_FOUND' });
  for (const who of [h.portal(clientId), h.staff(['revenue.plan.view'])]) {
    expect(await no(item.id, {}, who)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await refusal(h, who, 'markPlanRetainer', { itemId: item.id, retainer: true })).toMatchObject({ code: 'FORBIDDEN' });
  }
  expect((await waiting()).length).toBe(1);
});
