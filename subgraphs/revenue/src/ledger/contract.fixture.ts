import { createHmac, randomUUID } from 'node:crypto';
import { ReauthRequired, RetryLater } from '@firmament/kit';
import type { Books } from '../../../../infra/sandbox/books.js';
import type { SandboxDoor, Trouble } from '../../../../infra/sandbox/door.js';
import type { Ledger, LedgerCallback, Paper, PaperLine } from './ledger-port.js';

/** A ledger in front of its sandbox. `taxCode` is what the vendor calls twenty percent; `sign` signs a callback as the vendor does. */
export interface LedgerStage { readonly sandbox: SandboxDoor & { readonly books: Books }; readonly ledger: (timeoutMs?: number) => Ledger; readonly taxCode: string; readonly sign: (body: Buffer, secret: string) => Record<string, string>; readonly news: (id: string) => unknown; stop(): Promise<void> }

const line = (more: Partial<PaperLine> = {}): PaperLine => ({ key: 'l1', text: 'Year-end accounts', quantityMilli: 1_000n, unitMinor: 120_000n, netMinor: 120_000n, taxMinor: 24_000n, accountCode: '200', taxCode: null, ...more });

/** A paper of these lines; its sums are theirs. */
export function aPaper(partyId: string, more: Partial<Paper> = {}): Paper {
  const lines = more.lines ?? [line()];
  const [netMinor, taxMinor] = [lines.reduce((sum, one) => sum + one.netMinor, 0n), lines.reduce((sum, one) => sum + one.taxMinor, 0n)];
  return { kind: 'INVOICE', number: `INV-${randomUUID().slice(0, 8)}`, partyId, currency: 'GBP', day: '2026-11-20', dueOn: '2026-12-20', memo: null, lines, netMinor, taxMinor, totalMinor: netMinor + taxMinor, corrects: null, ...more };
}
const expense = (more: Partial<PaperLine> = {}): PaperLine => line({ text: 'Paper and ink', accountCode: '400', ...more });

/** What every ledger must do, whatever stands behind it. */
export function ledgerContract(name: string, open: () => Promise<LedgerStage>): void {
  describe(name, () => {
    let stage: LedgerStage;
    let ledger: Ledger;
    let customer: string;
    let vendor: string;
    beforeAll(async () => {
      stage = await open();
      ledger = stage.ledger();
      customer = (await ledger.createParty('CUSTOMER', { name: 'Marlowe Boats', email: 'marion@marlowe.test' }, randomUUID())).externalId;
      vendor = (await ledger.createParty('VENDOR', { name: 'Paper & Co', email: null }, randomUUID())).externalId;
    });
    afterAll(() => stage.stop());
    const trouble = (operation: string, kind: Trouble['kind'], more: Partial<Trouble> = {}) => { stage.sandbox.make({ operation, kind, ...more }); };
    const kept = (number: string) => [...stage.sandbox.books.papers.values()].filter((one) => one.number === number && one.state !== 'DELETED');
    const refusal = async (asked: Promise<unknown>) => asked.then(() => null, (error: unknown) => error as Error & { code?: string; fixUrl?: string | null });

    it('says whose books they are, and which codes they have', async () => {
      expect(await ledger.organisation()).toMatchObject({ name: 'Sandbox company', currency: 'GBP', closedUntil: null });
      const codes = await ledger.codes();
      expect(codes.filter((one) => one.kind === 'INCOME')).toMatchObject([{ code: '200', name: 'Sales' }]);
      expect(codes.filter((one) => one.kind === 'TAX').map((one) => one.rateBasisPoints).sort()).toEqual([0, 2000, 500]);
    });

    it('finds parties by name whatever its case, and a name that is taken asks a human', async () => {
      expect(await ledger.findParties('CUSTOMER', 'marlowe BOATS')).toMatchObject([{ externalId: customer, name: 'Marlowe Boats', email: 'marion@marlowe.test', active: true }]);
      expect(await ledger.findParties('CUSTOMER', 'O\'Brien & "Sons"')).toEqual([]);
      expect((await ledger.createParty('CUSTOMER', { name: 'O\'Brien & "Sons"', email: null }, randomUUID())).name).toBe('O\'Brien & "Sons"');
      expect(await ledger.findParties('CUSTOMER', 'O\'Brien & "Sons"')).toHaveLength(1);
      expect(await refusal(ledger.createParty('CUSTOMER', { name: 'Marlowe Boats', email: null }, randomUUID()))).toMatchObject({ name: 'LedgerRefused', code: 'NAME_TAKEN' });
    });

    it('writes an invoice to the cent, discounts and all, and finds it by our number', async () => {
      const lines = [line(), line({ key: 'l2', text: 'Payroll', quantityMilli: 2_500n, unitMinor: 3_333n, netMinor: 8_333n, taxMinor: 1_667n, taxCode: stage.taxCode }), line({ key: 'l3', text: 'Advice', quantityMilli: 3_000n, unitMinor: 10_000n, netMinor: 27_001n, taxMinor: 5_400n }), line({ key: 'l4', text: 'Stamps', unitMinor: 199n, netMinor: 199n, taxMinor: 0n })];
      const paper = aPaper(customer, { lines, memo: 'Our project 7' });
      expect(await ledger.find('INVOICE', paper.number, customer)).toBeNull();
      const made = await ledger.create(paper, randomUUID());
      expect(made).toMatchObject({ kind: 'INVOICE', number: paper.number, partyId: customer, status: 'OPEN', currency: 'GBP', day: '2026-11-20', dueOn: '2026-12-20', netMinor: 155_533n, taxMinor: 31_067n, totalMinor: 186_600n, balanceMinor: 186_600n });
      expect(made.lines.map((one) => one.netMinor)).toEqual([120_000n, 8_333n, 27_001n, 199n]);
      expect(new Set(made.lines.map((one) => one.externalId)).size).toBe(4);
      expect(made.url).toMatch(/^https:/);
      expect(await ledger.find('INVOICE', paper.number, customer)).toMatchObject({ externalId: made.externalId });
      expect(await ledger.read('INVOICE', made.externalId)).toEqual({ ...made, partyName: 'Marlowe Boats' });
    });

    it('keeps the exact amount in currencies with and without decimals', async () => {
      const yen = await ledger.create(aPaper(customer, { currency: 'JPY', lines: [line({ unitMinor: 12_345n, netMinor: 12_345n, taxMinor: 0n })] }), randomUUID());
      expect(yen).toMatchObject({ currency: 'JPY', totalMinor: 12_345n });
      const cents = await ledger.create(aPaper(customer, { lines: [line({ unitMinor: 1_234_567_890_129n, netMinor: 1_234_567_890_129n, taxMinor: 0n })] }), randomUUID());
      expect(cents.totalMinor).toBe(1_234_567_890_129n);
    });

    it.each([['INVOICE', 'write'], ['BILL', 'write']] as const)('times out after the %s was written, fifty times: looked for before the next try, there is one of each', async (kind, operation) => {
      const numbers: string[] = [];
      for (let turn = 0; turn < 50; turn += 1) {
        const party = kind === 'BILL' ? vendor : customer;
        const paper = aPaper(party, { kind, lines: [kind === 'BILL' ? expense() : line()] });
        const key = randomUUID();
        const hangs = turn % 2 === 0;
        trouble(operation, hangs ? 'hang-after-commit' : 'reset-after-commit');
        // Patience ends a hanging call; on a busy machine it may end before the call got anywhere, which is the same to whoever waits.
        expect(await refusal((hangs ? stage.ledger(100) : ledger).create(paper, key))).toBeInstanceOf(RetryLater);
        stage.sandbox.calm();
        if ((await ledger.find(kind, paper.number, party)) === null) await ledger.create(paper, key);
        numbers.push(paper.number);
      }
      expect(numbers.map((number) => kept(number).length)).toEqual(numbers.map(() => 1));
    }, 60_000);

    it('takes the same key for the same call', async () => {
      const [paper, key] = [aPaper(customer), randomUUID()];
      const [first, again] = [await ledger.create(paper, key), await ledger.create(paper, key)];
      expect(again.externalId).toBe(first.externalId);
      expect(kept(paper.number)).toHaveLength(1);
    });

    it('says in plain words why not, and where it is mended', async () => {
      const { books } = stage.sandbox;
      books.closedUntil = '2026-11-30';
      const closed = await refusal(ledger.create(aPaper(customer), randomUUID()));
      books.closedUntil = null;
      expect(closed).toMatchObject({ code: 'PERIOD_CLOSED', fixUrl: expect.stringMatching(/^https:/) });
      const gone = (await ledger.createParty('CUSTOMER', { name: `Gone ${randomUUID().slice(0, 6)}`, email: null }, randomUUID())).externalId;
      books.byHand('deactivate', { id: gone });
      expect(await refusal(ledger.create(aPaper(gone), randomUUID()))).toMatchObject({ code: 'PARTY_INACTIVE' });
      expect(await refusal(ledger.create(aPaper(customer, { lines: [line({ accountCode: '999' })] }), randomUUID()))).toMatchObject({ code: 'ACCOUNT_CODE', message: expect.stringContaining('«999»') });
      expect(await refusal(ledger.create(aPaper(customer, { lines: [line({ taxCode: 'NOPE' })] }), randomUUID()))).toMatchObject({ code: 'TAX_CODE' });
      expect(await refusal(ledger.create(aPaper(customer, { lines: [line({ taxMinor: 8_400n })] }), randomUUID()))).toMatchObject({ code: 'TAX_CODE', message: expect.stringContaining('no tax of the rate') });
      expect(await refusal(ledger.create(aPaper('4711'), randomUUID()))).toMatchObject({ name: 'LedgerRefused' });
    });

    it('waits as long as it is told, tries again after trouble, and asks for a new consent when the old one ended', async () => {
      trouble('company', 'rate-limit', { retryAfter: 120 });
      expect(await refusal(ledger.organisation())).toMatchObject({ name: 'RetryLater', throttled: true, retryAfterMs: 120_000 });
      trouble('company', 'unavailable');
      expect(await refusal(ledger.organisation())).toBeInstanceOf(RetryLater);
      trouble('company', 'hang');
      expect(await refusal(stage.ledger(40).organisation())).toMatchObject({ name: 'RetryLater', message: expect.stringContaining('did not answer in time') });
      const tokens = [...stage.sandbox.tokens];
      stage.sandbox.tokens.clear();
      expect(await refusal(ledger.organisation())).toBeInstanceOf(ReauthRequired);
      for (const token of tokens) stage.sandbox.tokens.add(token);
      expect((await ledger.organisation()).name).toBe('Sandbox company');
    });

    it('takes a paper back, says so again, and not one that is paid', async () => {
      const open = await ledger.create(aPaper(customer), randomUUID());
      for (const _ of [1, 2]) expect(await ledger.cancel('INVOICE', open.externalId, randomUUID())).toMatchObject({ status: 'VOID', balanceMinor: 0n });
      const bill = await ledger.create(aPaper(vendor, { kind: 'BILL', lines: [expense()] }), randomUUID());
      expect((await ledger.cancel('BILL', bill.externalId, randomUUID())).status).toBe('VOID');
      const paid = await ledger.create(aPaper(customer), randomUUID());
      stage.sandbox.books.byHand('pay', { id: paid.externalId });
      expect(await refusal(ledger.cancel('INVOICE', paid.externalId, randomUUID()))).toMatchObject({ name: 'LedgerRefused' });
      expect(await refusal(ledger.cancel('INVOICE', '00000000-0000-4000-8000-999999999999', randomUUID()))).toMatchObject({ code: 'NOT_FOUND' });
    });

    it('writes credit notes of both sides, finds a bill by its vendor, and lays a report beside it', async () => {
      const note = await ledger.create(aPaper(customer, { kind: 'CREDIT_NOTE' }), randomUUID());
      expect(await ledger.find('CREDIT_NOTE', note.number ?? '', customer)).toMatchObject({ externalId: note.externalId, totalMinor: 144_000n });
      const back = await ledger.create(aPaper(vendor, { kind: 'BILL_CREDIT', lines: [expense()] }), randomUUID());
      expect(await ledger.read('BILL_CREDIT', back.externalId)).toMatchObject({ kind: 'BILL_CREDIT', status: 'OPEN' });
      const other = (await ledger.createParty('VENDOR', { name: `Ink ${randomUUID().slice(0, 6)}`, email: null }, randomUUID())).externalId;
      const [ours, theirs] = [await ledger.create(aPaper(vendor, { kind: 'BILL', number: 'B-7', lines: [expense()] }), randomUUID()), await ledger.create(aPaper(other, { kind: 'BILL', number: 'B-7', lines: [expense()] }), randomUUID())];
      expect([(await ledger.find('BILL', 'B-7', vendor))?.externalId, (await ledger.find('BILL', 'B-7', other))?.externalId]).toEqual([ours.externalId, theirs.externalId]);
      const key = randomUUID();
      for (const _ of [1, 2]) await ledger.attach('BILL', ours.externalId, { name: 'approval.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF-1.4 who approved it') }, key);
      expect(stage.sandbox.books.files.filter((one) => one.paperId === ours.externalId)).toMatchObject([{ name: 'approval.pdf', type: 'application/pdf', size: 24 }]);
    });

    it('books money on invoices once, and reads what was paid there, with its fee', async () => {
      const [one, two] = [await ledger.create(aPaper(customer), randomUUID()), await ledger.create(aPaper(customer), randomUUID())];
      const payment = { reference: `pmt_${randomUUID().replaceAll('-', '').slice(0, 26)}`, partyId: customer, currency: 'GBP', day: '2026-11-22', totalMinor: 188_000n, appliesTo: [{ externalId: one.externalId, minor: 144_000n }, { externalId: two.externalId, minor: 44_000n }] };
      expect(await ledger.findPayment(payment.reference, customer)).toBeNull();
      const key = randomUUID();
      for (const _ of [1, 2]) expect(await ledger.createPayment(payment, key)).toMatchObject({ side: 'RECEIVED', totalMinor: 188_000n, status: 'DONE', appliesTo: payment.appliesTo });
      expect(await ledger.findPayment(payment.reference, customer)).toMatchObject({ totalMinor: 188_000n });
      expect([(await ledger.read('INVOICE', one.externalId))?.status, (await ledger.read('INVOICE', two.externalId))?.balanceMinor]).toEqual(['PAID', 100_000n]);
      const bill = await ledger.create(aPaper(vendor, { kind: 'BILL', lines: [expense()] }), randomUUID());
      const paid = stage.sandbox.books.byHand('pay', { id: bill.externalId, fee: 150 }) as { id: string };
      expect(await ledger.readPayment(paid.id)).toMatchObject({ side: 'PAID_OUT', totalMinor: 144_000n, appliesTo: [{ externalId: bill.externalId, minor: 144_000n }] });
      expect(await ledger.readPayment('00000000-0000-4000-8000-999999999999')).toBeNull();
    });

    it('writes ours over what somebody made of a paper there, to the cent, and not over one that was taken back', async () => {
      const paper = aPaper(customer, { lines: [line(), line({ key: 'l2', text: 'Advice', unitMinor: 5_000n, netMinor: 5_000n, taxMinor: 1_000n })] });
      const made = await ledger.create(paper, randomUUID());
      stage.sandbox.books.byHand('edit', { id: made.externalId, by: 1_000 });
      const key = randomUUID();
      for (const _ of [1, 2]) expect(await ledger.rewrite(made.externalId, paper, key)).toMatchObject({ externalId: made.externalId, number: paper.number, totalMinor: paper.totalMinor, taxMinor: paper.taxMinor, status: 'OPEN' });
      expect(await ledger.read('INVOICE', made.externalId)).toMatchObject({ totalMinor: paper.totalMinor, lines: [{ netMinor: 120_000n }, { netMinor: 5_000n }] });
      await ledger.cancel('INVOICE', made.externalId, randomUUID());
      expect(await refusal(ledger.rewrite(made.externalId, paper, randomUUID()))).toMatchObject({ name: 'LedgerRefused' });
    });

    it('takes money back that was booked, and says so again', async () => {
      const [one, two] = [await ledger.create(aPaper(customer), randomUUID()), await ledger.create(aPaper(customer), randomUUID())];
      const reference = `pmt_${randomUUID().replaceAll('-', '').slice(0, 26)}`;
      const booked = await ledger.createPayment({ reference, partyId: customer, currency: 'GBP', day: '2026-11-22', totalMinor: 150_000n, appliesTo: [{ externalId: one.externalId, minor: 144_000n }, { externalId: two.externalId, minor: 6_000n }] }, randomUUID());
      const key = randomUUID();
      for (const _ of [1, 2]) await ledger.cancelPayment(booked.externalId, reference, key);
      expect([(await ledger.read('INVOICE', one.externalId))?.balanceMinor, (await ledger.read('INVOICE', two.externalId))?.balanceMinor]).toEqual([144_000n, 144_000n]);
      await ledger.cancelPayment(booked.externalId, reference, randomUUID());
    });

    it('tells all that changed since a moment, what was deleted too', async () => {
      const since = new Date();
      const [edited, ended, paid] = [await ledger.create(aPaper(customer), randomUUID()), await ledger.create(aPaper(vendor, { kind: 'BILL', lines: [expense()] }), randomUUID()), await ledger.create(aPaper(customer), randomUUID())];
      stage.sandbox.books.byHand('edit', { id: edited.externalId, by: 1_000 });
      stage.sandbox.books.byHand('end', { id: ended.externalId, how: 'DELETED' });
      const payment = stage.sandbox.books.byHand('pay', { id: paid.externalId }) as { id: string };
      stage.sandbox.books.byHand('unpay', { id: payment.id });
      const { papers } = await ledger.changesSince(new Date(since.getTime() - 1_000));
      for (const id of [edited.externalId, ended.externalId, paid.externalId, payment.id]) expect(papers.map((one) => one.externalId)).toContain(id);
      expect(await ledger.read('INVOICE', edited.externalId)).toMatchObject({ totalMinor: 145_000n });
      const gone = await ledger.read('BILL', ended.externalId);
      expect(gone === null || gone.status === 'VOID').toBe(true);
      const taken = await ledger.readPayment(payment.id);
      expect(taken === null || taken.status === 'DELETED').toBe(true);
    });

    it('hears callbacks that are rightly signed, knows a repeat by its name, and no others', async () => {
      const call = (body: unknown, secret = 'hook', more: Record<string, string> = {}): LedgerCallback => { const raw = Buffer.from(JSON.stringify(body)); return { raw, headers: { ...stage.sign(raw, secret), ...more }, secrets: ['old', 'hook'], now: new Date() }; };
      const good = await ledger.readCallback(call(stage.news('17')));
      expect(good).toMatchObject({ ok: true, news: [{ externalId: '17' }], answer: { status: 200, body: '' } });
      const again = await ledger.readCallback(call(stage.news('17')));
      expect(again.ok && good.ok && again.news[0]?.naturalKey === good.news[0]?.naturalKey).toBe(true);
      expect(await ledger.readCallback(call(stage.news('17'), 'another'))).toMatchObject({ ok: false, why: 'BAD_SIGNATURE', answer: { status: 401, body: '' } });
      expect(await ledger.readCallback({ ...call(stage.news('17')), headers: {} })).toMatchObject({ ok: false, answer: { status: 401 } });
      expect(await ledger.readCallback(call({ odd: true }))).toMatchObject({ ok: false, why: 'MALFORMED', answer: { status: 400 } });
    });

    it('never repeats a secret in what it throws', async () => {
      const token = [...stage.sandbox.tokens][0] ?? '';
      for (const operation of ['company', 'query', 'write']) {
        trouble(operation, 'server-error');
        const error = await refusal(operation === 'company' ? ledger.organisation() : operation === 'query' ? ledger.find('INVOICE', 'x', customer) : ledger.create(aPaper(customer), randomUUID()));
        expect(`${error?.message ?? ''} ${error?.stack ?? ''} ${JSON.stringify(error)}`).not.toContain(token);
      }
    });
  });
}

/** Base64 HMAC, as both vendors sign. */
export const hmac = (body: Buffer, secret: string): string => createHmac('sha256', secret).update(body).digest('base64');
