import { createHmac } from 'node:crypto';
import type { Actor } from '@firmament/kit';
import { idToUuid, newId } from '@firmament/events';
import { act, aClient, ask, issued, line, refusal, see, whole, paid } from '../../../test/books.js';
import { callbackKey, carryTries, chargesOf, connectAccount, happens, opened, openPayRoom, press, readNow, seeTry, type PayRoom, type SeenTry } from '../../../test/pay-room.js';

let room: PayRoom;
let clientId: string;
let client: Actor;
beforeAll(async () => { room = await openPayRoom(); });
beforeEach(async () => { clientId = await aClient(room.h); client = room.h.portal(clientId); room.sandbox.calm(); });
afterAll(async () => { await room?.stop(); });

const of100 = () => issued(room, clientId, { lines: [line({ unitPriceMinor: '10000', taxBasisPoints: 0 })] });
const standing = async (id: string): Promise<[string, bigint]> => { const seen = await see(room.h, id); return [seen.status, whole(seen.balance)]; };
interface SeenPayment { id: string; state: string; method: string; providerRef: string | null; unapplied: { minor: number | string }; failure: string | null }
const payments = async (): Promise<SeenPayment[]> => (await ask<{ nodes: SeenPayment[] }>(room.h, room.h.staff(), 'query($c: ID!) { payments(clientId: $c, first: 50) { nodes { id state method providerRef unapplied { minor } failure } } }', { c: clientId })).nodes;
const credit = (one: SeenPayment | undefined): bigint => whole(one?.unapplied ?? { minor: -1 });
const dueCharges = async (): Promise<number> => (await room.h.sql(`select 1 from revenue.due where kind = 'charges' and due_at <= clock_timestamp()`)).length;
const hear = (body: Buffer, signature: string, connectionId = room.accountId, firmId = room.h.firm.id) => room.h.hear('payments', { firmId, connectionId, raw: body, headers: { 'x-sandbox-pay-signature': signature }, query: {} });
const signed = (body: Buffer, key = callbackKey): string => createHmac('sha256', key).update(body).digest('hex');
const news = (id: string): Buffer => Buffer.from(JSON.stringify({ id, type: 'charge.changed', charge: 'ch_1', reference: newId('opm') }));

describe('paying an invoice', () => {
  it('leads to the page of the service, and is one payment once it is paid there', async () => {
    const invoice = await of100();
    const begun = await press(room, client, invoice.id, { balanceMinor: '10000' });
    expect([begun.state, begun.checkoutUrl, begun.tryNo, whole(begun.amount)]).toEqual(['STARTING', null, 1, 10_000n]);
    await carryTries(room);
    const { state, checkoutUrl } = await seeTry(room, client, begun.id);
    expect([state, await (await fetch(checkoutUrl ?? '')).text()]).toEqual(['OPEN', expect.stringContaining('£100.00')]);
    const back = await fetch(checkoutUrl ?? '', { method: 'POST', body: new URLSearchParams({ how: 'card' }), redirect: 'manual' });
    expect(back.headers.get('location')).toBe(`http://127.0.0.1:4000/portal/invoices/${invoice.id}`);
    await readNow(room);
    expect(await seeTry(room, client, begun.id)).toMatchObject({ state: 'PAID', checkoutUrl: null, method: 'CARD' });
    expect(await standing(invoice.id)).toEqual(['PAID', 0n]);
    expect(await payments()).toMatchObject([{ state: 'RECEIVED', method: 'CARD', providerRef: chargesOf(room, begun.id)[0]?.id }]);
    expect(await refusal(room.h, client, 'payInvoice', { invoiceId: invoice.id })).toMatchObject({ code: 'CONFLICT', reason: 'REVENUE_INVOICE_STATE' });
  });

  it('is one try and one charge however often the button is pressed, in however many windows', async () => {
    const invoice = await of100();
    const many = await Promise.all(Array.from({ length: 12 }, () => press(room, room.h.portal(clientId), invoice.id)));
    expect(new Set(many.map(({ id }) => id)).size).toBe(1);
    await Promise.all([carryTries(room), carryTries(room), carryTries(room)]);
    const id = many[0]!.id;
    expect(chargesOf(room, id)).toHaveLength(1);
    expect((await press(room, client, invoice.id)).id).toBe(id);
    const { checkoutUrl } = await seeTry(room, client, id);
    await Promise.all(Array.from({ length: 5 }, () => fetch(checkoutUrl ?? '', { method: 'POST', body: new URLSearchParams({ how: 'card' }), redirect: 'manual' })));
    await Promise.all([readNow(room), readNow(room)]);
    await readNow(room);
    expect([(await payments()).length, await standing(invoice.id)]).toEqual([1, ['PAID', 0n]]);
  });

  it('looks before it asks again when an answer was lost after the service had committed', async () => {
    const invoice = await of100();
    const { id } = await press(room, client, invoice.id);
    room.sandbox.make({ operation: 'create', kind: 'reset-after-commit' });
    await carryTries(room);
    expect(await seeTry(room, client, id)).toMatchObject({ state: 'STARTING', problem: 'The payment service does not answer. It is tried again by itself.' });
    const before = room.sandbox.exchanges.filter(({ operation }) => operation === 'create').length;
    await carryTries(room);
    expect(await seeTry(room, client, id)).toMatchObject({ state: 'OPEN', problem: null });
    expect([chargesOf(room, id).length, room.sandbox.exchanges.filter(({ operation }) => operation === 'create').length - before]).toEqual([1, 0]);
  });

  it('waits for a service that is down, and goes on by itself', async () => {
    const invoice = await of100();
    const { id } = await press(room, client, invoice.id);
    room.sandbox.make({ operation: 'create', kind: 'unavailable', times: 1 });
    await carryTries(room);
    expect((await seeTry(room, client, id)).state).toBe('STARTING');
    await carryTries(room);
    expect((await seeTry(room, client, id)).state).toBe('OPEN');
  });

  it('can be tried anew after a card that was declined, and after a page that was left', async () => {
    const invoice = await of100();
    const first = await opened(room, client, invoice.id);
    await happens(room, first.id, 'declined');
    await readNow(room);
    expect(await seeTry(room, client, first.id)).toMatchObject({ state: 'FAILED', problem: 'The card was declined.', checkoutUrl: null });
    expect([await payments(), await standing(invoice.id)]).toEqual([[], ['ISSUED', 10_000n]]);
    const second = await opened(room, client, invoice.id);
    expect([second.id === first.id, second.tryNo]).toEqual([false, 2]);
    await happens(room, second.id, 'cancel');
    await readNow(room);
    expect((await seeTry(room, client, second.id)).state).toBe('ENDED');
    const third = await opened(room, client, invoice.id);
    await happens(room, third.id, 'card');
    await readNow(room);
    expect([(await payments()).length, await standing(invoice.id)]).toEqual([1, ['PAID', 0n]]);
  });

  it('settles nothing while a debit is on its way, and is owed again when it comes back, before it was there or after', async () => {
    const invoice = await of100();
    const first = await opened(room, client, invoice.id);
    await happens(room, first.id, 'debit');
    await readNow(room);
    expect([(await seeTry(room, client, first.id)).state, await standing(invoice.id), (await payments())[0]?.state]).toEqual(['PENDING', ['ISSUED', 10_000n], 'PENDING']);
    expect((await press(room, client, invoice.id)).id).toBe(first.id);
    await happens(room, first.id, 'bounce', { reason: 'Not enough money.' });
    await readNow(room);
    expect([(await seeTry(room, client, first.id)).problem, await standing(invoice.id), (await payments())[0]]).toMatchObject(['Not enough money.', ['ISSUED', 10_000n], { state: 'FAILED', failure: 'Not enough money.' }]);
    const second = await opened(room, client, invoice.id);
    await happens(room, second.id, 'debit');
    await readNow(room);
    await happens(room, second.id, 'settle');
    await readNow(room);
    expect(await standing(invoice.id)).toEqual(['PAID', 0n]);
    await happens(room, second.id, 'bounce');
    await readNow(room);
    expect([await standing(invoice.id), (await seeTry(room, client, second.id)).state]).toEqual([['REOPENED', 10_000n], 'FAILED']);
    expect((await room.h.events('revenue.payment.failed')).filter((one) => one.clientId === clientId)).toHaveLength(2);
  });

  it('is disputed where the service says so, and owed again only when the bank decided for whoever paid', async () => {
    const [invoice, other] = [await of100(), await of100()];
    const disputeOf = async () => (await ask<{ nodes: { state: string; dispute: { state: string; reason: string } | null }[] }>(room.h, room.h.staff(), 'query($clientId: ID) { payments(clientId: $clientId, first: 5) { nodes { state dispute { state reason } } } }', { clientId })).nodes;
    const first = await opened(room, client, invoice.id);
    await happens(room, first.id, 'card');
    await readNow(room);
    await happens(room, first.id, 'dispute', { reason: 'Not my card.' });
    for (const _ of [1, 2]) await readNow(room);
    expect([await disputeOf(), await standing(invoice.id)]).toMatchObject([[{ state: 'RECEIVED', dispute: { state: 'OPEN', reason: 'Not my card.' } }], ['PAID', 0n]]);
    expect((await room.h.events('revenue.payment.disputed')).filter((one) => one.clientId === clientId)).toHaveLength(1);
    await happens(room, first.id, 'lose');
    for (const _ of [1, 2]) await readNow(room);
    expect([await disputeOf(), await standing(invoice.id)]).toMatchObject([[{ state: 'FAILED', dispute: { state: 'LOST' } }], ['REOPENED', 10_000n]]);
    const second = await opened(room, client, other.id);
    await happens(room, second.id, 'card');
    await readNow(room);
    // Both came between two looks: it is told all the same, and the money stays.
    await happens(room, second.id, 'dispute');
    await happens(room, second.id, 'win');
    await readNow(room);
    expect([(await disputeOf()).find(({ dispute }) => dispute?.state === 'WON'), await standing(other.id), (await room.h.events('revenue.payment.dispute_closed')).filter((one) => one.clientId === clientId).map(({ data }) => data.outcome)]).toMatchObject([{ state: 'RECEIVED', dispute: { state: 'WON' } }, ['PAID', 0n], ['LOST', 'WON']]);
  });

  it('that is disputed is lost, too, where the bank takes the money back before it said so', async () => {
    const invoice = await of100();
    const debit = await opened(room, client, invoice.id);
    for (const step of ['debit', 'settle', 'dispute', 'bounce'] as const) { await happens(room, debit.id, step); await readNow(room); }
    const { nodes } = await ask<{ nodes: { state: string; dispute: { state: string } | null }[] }>(room.h, room.h.staff(), 'query($clientId: ID) { payments(clientId: $clientId, first: 5) { nodes { state dispute { state } } } }', { clientId });
    expect([nodes, await standing(invoice.id), (await room.h.events('revenue.payment.dispute_closed')).filter((one) => one.clientId === clientId).map(({ data }) => data.outcome)]).toEqual([[{ state: 'FAILED', dispute: { state: 'LOST' } }], ['REOPENED', 10_000n], ['LOST']]);
  });

  it('closes a page over a sum that is another by now, and takes money that came in the same moment as what it is', async () => {
    const invoice = await of100();
    const first = await opened(room, client, invoice.id);
    await paid(room, clientId, '4000', { allocations: [{ invoiceId: invoice.id }] });
    expect((await seeTry(room, client, first.id)).checkoutUrl).toBeNull();
    expect(await refusal(room.h, client, 'payInvoice', { invoiceId: invoice.id })).toMatchObject({ reason: 'REVENUE_PAYMENT_UNDER_WAY' });
    expect(await refusal(room.h, client, 'payInvoice', { invoiceId: invoice.id, balanceMinor: '10000' })).toMatchObject({ reason: 'REVENUE_BALANCE_CHANGED' });
    await carryTries(room);
    expect([(await seeTry(room, client, first.id)).state, chargesOf(room, first.id)[0]?.status]).toEqual(['ENDED', 'cancelled']);
    const second = await opened(room, client, invoice.id);
    expect(whole(second.amount)).toBe(6_000n);
    await happens(room, second.id, 'card');
    await paid(room, clientId, '6000', { allocations: [{ invoiceId: invoice.id }] });
    await carryTries(room);
    const online = (await payments()).find(({ method }) => method === 'CARD');
    expect([(await seeTry(room, client, second.id)).state, await standing(invoice.id), credit(online)]).toEqual(['PAID', ['PAID', 0n], 6_000n]);
  });

  it('is never begun at the service where the invoice was taken back before', async () => {
    const invoice = await of100();
    const { id } = await press(room, client, invoice.id);
    await act(room.h, room.writer, 'voidInvoice', { invoiceId: invoice.id, reason: 'Wrong.' });
    await carryTries(room);
    expect([(await seeTry(room, client, id)).state, chargesOf(room, id)]).toEqual(['ENDED', []]);
    expect(await refusal(room.h, client, 'payInvoice', { invoiceId: invoice.id })).toMatchObject({ reason: 'REVENUE_INVOICE_STATE' });
  });

  it('keeps what was paid for an invoice that was taken back as the client\'s credit', async () => {
    const invoice = await of100();
    const { id } = await opened(room, client, invoice.id);
    await act(room.h, room.writer, 'voidInvoice', { invoiceId: invoice.id, reason: 'Wrong.' });
    await happens(room, id, 'card');
    await carryTries(room);
    expect([(await seeTry(room, client, id)).state, await standing(invoice.id), (await payments()).map(credit)]).toEqual(['PAID', ['VOID', 0n], [10_000n]]);
  });
});

describe('who may pay', () => {
  it('is the client of the invoice alone', async () => {
    const invoice = await of100();
    const stranger = room.h.portal(await aClient(room.h));
    expect(await refusal(room.h, stranger, 'payInvoice', { invoiceId: invoice.id })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refusal(room.h, room.h.portal(clientId, room.h.otherFirm.id), 'payInvoice', { invoiceId: invoice.id })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refusal(room.h, room.h.staff(), 'payInvoice', { invoiceId: invoice.id })).toMatchObject({ code: 'FORBIDDEN', reason: 'REVENUE_ONLY_THE_CLIENT' });
    expect(await refusal(room.h, room.h.public(), 'payInvoice', { invoiceId: invoice.id })).toBeDefined();
    expect(await refusal(room.h, client, 'payInvoice', { invoiceId: newId('ivc') })).toMatchObject({ code: 'NOT_FOUND' });
    const { id } = await press(room, client, invoice.id);
    for (const who of [stranger, room.h.portal(clientId, room.h.otherFirm.id), room.h.staff(['*'], room.h.otherFirm.id)]) await expect(seeTry(room, who, id)).rejects.toThrow('NOT_FOUND');
  });

  it('sees no draft, and pays none', async () => {
    const draft = await act(room.h, room.writer, 'draftInvoice', { clientId, currency: 'GBP', lines: [line()] });
    expect(await refusal(room.h, client, 'payInvoice', { invoiceId: draft.id })).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('writes nothing of a try in the database, whatever they send', async () => {
    const invoice = await of100();
    const { id } = await press(room, client, invoice.id);
    const as = { 'app.tenant_id': idToUuid(room.h.firm.id), 'app.client_id': idToUuid(clientId), 'app.actor_kind': 'portal', 'app.actor_id': client.id };
    expect(await room.h.sqlAs('rw', as, 'select state from revenue.online_payments where id = $1', [idToUuid(id)])).toEqual([{ state: 'STARTING' }]);
    await expect(room.h.sqlAs('rw', as, `update revenue.online_payments set state = 'PAID' where id = $1`, [idToUuid(id)])).rejects.toThrow(/row-level security/);
  });
});

describe('callbacks', () => {
  it('are believed by their signature alone, written down before they are answered, and counted once', async () => {
    const body = news('evt_1');
    expect(await hear(body, 'ff'.repeat(32))).toMatchObject({ status: 401 });
    expect(await hear(Buffer.from('{}'), signed(Buffer.from('{}')))).toMatchObject({ status: 400 });
    expect(await hear(body, signed(body), newId('cnx'))).toMatchObject({ status: 404 });
    expect(await hear(body, signed(body), room.accountId, room.h.otherFirm.id)).toMatchObject({ status: 404 });
    expect(await room.h.sql('select 1 from revenue.payment_callbacks')).toEqual([]);
    await readNow(room);
    expect(await dueCharges()).toBe(0);
    expect(await hear(body, signed(body))).toMatchObject({ status: 200 });
    expect([await room.h.sql('select natural_key from revenue.payment_callbacks'), await dueCharges()]).toEqual([[{ natural_key: 'sandbox_pay:evt_1' }], 1]);
    await readNow(room);
    expect(await hear(body, signed(body))).toMatchObject({ status: 200 });
    expect([(await room.h.sql('select 1 from revenue.payment_callbacks')).length, await dueCharges()]).toEqual([1, 0]);
  });

  it.each([['deliver', 1, 'PAID'], ['duplicate', 1, 'PAID'], ['lose', 0, 'OPEN'], ['hold', 0, 'OPEN']] as const)('that are told to %s leave one payment: what a call says is read at once, and what was lost by the next look', async (mode, heard, soon) => {
    const invoice = await of100();
    const { id } = await opened(room, client, invoice.id);
    await readNow(room);
    const before = (await room.h.sql('select 1 from revenue.payment_callbacks')).length;
    room.sandbox.plan = { url: room.callbacks, secrets: [callbackKey], mode };
    await happens(room, id, 'card');
    expect((await room.h.sql('select 1 from revenue.payment_callbacks')).length - before).toBe(heard);
    await room.h.sweep('read-charges');
    expect((await seeTry(room, client, id)).state).toBe(soon);
    await readNow(room);
    await room.sandbox.release();
    await room.h.sweep('read-charges');
    room.sandbox.plan = { url: null, secrets: [], mode: 'deliver' };
    expect([(await seeTry(room, client, id)).state, await standing(invoice.id), (await payments()).length]).toEqual(['PAID', ['PAID', 0n], 1]);
  });
});

describe('the account', () => {
  const services = (actor: Actor) => ask<{ name: string; offered: boolean; account: { id: string; health: string; lastSyncAt: string | null; lastError: string | null; callbackAddress: string } | null }[]>(room.h, actor, '{ paymentServices { name offered account { id health lastSyncAt lastError callbackAddress } } }');
  const shown = (invoiceId: string) => ask<{ payableOnline: boolean }>(room.h, client, 'query($id: ID!) { invoice(id: $id) { payableOnline } }', { id: invoiceId });

  it('is asked how it is, shows no key, and its end is the end of paying online', async () => {
    const invoice = await of100();
    expect(await shown(invoice.id)).toEqual({ payableOnline: true });
    await room.h.sweep('tend-ledgers');
    expect(await services(room.h.staff())).toMatchObject([{ name: 'SANDBOX_PAY', offered: true, account: { id: room.accountId, health: 'CONNECTED', lastSyncAt: expect.any(String), lastError: null, callbackAddress: `http://127.0.0.1:4000/hooks/payments/${room.h.firm.id}/${room.accountId}` } }]);
    for (const name of ['checkLedger', 'disconnectLedger', 'changeLedgerBooking']) expect(await refusal(room.h, room.h.staff(), name, { connectionId: room.accountId })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refusal(room.h, room.h.staff([], room.h.firm.id), 'disconnectPaymentService', { accountId: room.accountId })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await refusal(room.h, room.h.staff(['*'], room.h.otherFirm.id), 'disconnectPaymentService', { accountId: room.accountId })).toMatchObject({ code: 'NOT_FOUND' });
    await act(room.h, room.h.staff(), 'disconnectPaymentService', { accountId: room.accountId });
    expect(await shown(invoice.id)).toEqual({ payableOnline: false });
    expect(await refusal(room.h, client, 'payInvoice', { invoiceId: invoice.id })).toMatchObject({ reason: 'REVENUE_NOT_PAYABLE_ONLINE' });
    await connectAccount(room);
    expect(await shown(invoice.id)).toEqual({ payableOnline: true });
  });

  it('whose key is worn tells somebody once, and tells the client no more than they need', async () => {
    const invoice = await of100();
    const { id } = await press(room, client, invoice.id);
    room.sandbox.tokens.delete('a-key-of-the-firm');
    await carryTries(room);
    const seen: SeenTry = await seeTry(room, client, id);
    expect([seen.state, seen.problem]).toEqual(['FAILED', 'It cannot be paid online at this moment.']);
    await room.h.sweep('tend-ledgers');
    expect(await room.h.events('revenue.merchant.reauth_required')).toHaveLength(1);
    expect(await refusal(room.h, client, 'payInvoice', { invoiceId: invoice.id })).toMatchObject({ reason: 'REVENUE_NOT_PAYABLE_ONLINE' });
    room.sandbox.tokens.add('a-key-of-the-firm');
    await connectAccount(room);
    expect((await opened(room, client, invoice.id)).state).toBe('OPEN');
  });
});
