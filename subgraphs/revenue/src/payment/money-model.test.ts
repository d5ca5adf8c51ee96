import fc from 'fast-check';
import { idToUuid, uuidToId } from '@firmament/events';
import type { Actor } from '@firmament/kit';
import { aClient, line, openBooks, refusal, type Books } from '../../test/books.js';
import { payable, settledStanding, steps } from '../invoice/invoice-state.rules.js';
import type { InvoiceStanding } from '../invoice/invoice.types.js';

/** One act of somebody; whom and what it concerns is chosen among what there is when it is done. */
interface Step { readonly what: 'draft' | 'edit' | 'submit' | 'withdraw' | 'approve' | 'reject' | 'issue' | 'pay' | 'settle' | 'fail' | 'allocate' | 'refund' | 'credit' | 'void'; readonly who: 0 | 1 | 2; readonly which: number; readonly money: number; readonly choice: boolean }

let books: Books;
beforeAll(async () => { books = await openBooks(); });
afterAll(async () => { await books?.h.stop(); });

interface InvoiceRow { id: string; status: InvoiceStanding; total: bigint; settled: bigint; hash: string; authors: string[]; lines: bigint; paid: bigint; refunded: bigint; credited: bigint; ever: boolean; deciders: string[] }
interface PaymentRow { id: string; amount: bigint; allocated: bigint; refunded: bigint; rows: bigint; given: bigint; state: string }
interface World { invoices: InvoiceRow[]; payments: PaymentRow[] }

async function look(clientUuid: string): Promise<World> {
  const invoices = await books.h.sql(`select i.id, i.status, i.total_minor, i.settled_minor, i.content_hash, i.author_ids,
      (select coalesce(sum(gross_minor), 0) from revenue.invoice_lines l where l.invoice_id = i.id) as lines, (select coalesce(sum(amount_minor) filter (where kind in ('PAID', 'RELEASED')), 0) from revenue.allocations a where a.invoice_id = i.id) as paid,
      (select coalesce(-sum(amount_minor) filter (where kind in ('REFUNDED', 'FAILED')), 0) from revenue.allocations a where a.invoice_id = i.id) as refunded, (select coalesce(sum(amount_minor), 0) from revenue.credit_notes c where c.invoice_id = i.id) as credited,
      exists (select 1 from revenue.allocations a where a.invoice_id = i.id) or exists (select 1 from revenue.credit_notes c where c.invoice_id = i.id) as ever,
      (select coalesce(jsonb_agg(d ->> 'byId'), '[]') from revenue.approvals p, jsonb_array_elements(p.decisions) d where p.invoice_id = i.id and p.state = 'APPROVED') as deciders
    from revenue.invoices i where i.client_id = $1 order by i.created_at, i.id`, [clientUuid]);
  const payments = await books.h.sql(`select p.*, (select coalesce(sum(amount_minor), 0) from revenue.allocations a where a.payment_id = p.id) as rows, (select coalesce(sum(amount_minor), 0) from revenue.refunds r where r.payment_id = p.id) as given from revenue.payments p where p.client_id = $1 order by p.created_at, p.id`, [clientUuid]);
  const big = (value: unknown): bigint => BigInt(String(value));
  return {
    invoices: invoices.map((row) => ({ id: uuidToId('ivc', String(row.id)), status: row.status as InvoiceStanding, total: big(row.total_minor), settled: big(row.settled_minor), hash: String(row.content_hash), authors: row.author_ids as string[], lines: big(row.lines), paid: big(row.paid), refunded: big(row.refunded), credited: big(row.credited), ever: row.ever as boolean, deciders: row.deciders as string[] })),
    payments: payments.map((row) => ({ id: uuidToId('pmt', String(row.id)), amount: big(row.amount_minor), allocated: big(row.allocated_minor), refunded: big(row.refunded_minor), rows: big(row.rows), given: big(row.given), state: String(row.state) })),
  };
}

/** What holds at every moment, whatever was done. */
function holds({ invoices, payments }: World): void {
  for (const one of invoices) {
    expect({ id: one.id, lines: one.lines }).toEqual({ id: one.id, lines: one.total });
    // balance = total − allocations + refunds − credits, and never below nothing.
    const balance = one.total - one.paid + one.refunded - one.credited;
    expect({ id: one.id, balance, never: balance >= 0n }).toEqual({ id: one.id, balance: one.total - one.settled, never: true });
    if (payable.includes(one.status)) expect(one.status).toBe(settledStanding({ totalMinor: one.total, settledMinor: one.settled, everSettled: one.ever }));
    else expect(one.settled).toBe(0n);
    expect(one.deciders.filter((who) => one.authors.includes(who))).toEqual([]);
  }
  for (const one of payments) {
    expect([one.rows, one.given, one.allocated >= 0n, one.allocated + one.refunded <= one.amount]).toEqual([one.allocated, one.refunded, true, true]);
    if (one.state !== 'RECEIVED') expect([one.allocated, one.refunded]).toEqual([0n, 0n]);
  }
}

/** Every place that one act may lead to: issuing goes through two, and giving back with a credit note ends where it began. */
function reachable(from: InvoiceStanding): Set<InvoiceStanding> {
  const near = steps[from];
  return new Set([from, ...near, ...near.flatMap((one) => (one === 'ISSUING' || payable.includes(one) ? steps[one] : []))]);
}

function legal(before: World, after: World): void {
  for (const one of after.invoices) {
    const was = before.invoices.find(({ id }) => id === one.id);
    if (was && was.status !== one.status) expect({ from: was.status, to: one.status, legal: reachable(was.status).has(one.status) }).toEqual({ from: was.status, to: one.status, legal: true });
  }
}

const pick = <T>(from: readonly T[], which: number): T | undefined => (from.length === 0 ? undefined : from[which % from.length]);

/** The act as a request: name and input; null where there is nothing to act on. */
function requestOf(step: Step, world: World, clientId: string): { name: string; input: Record<string, unknown> } | null {
  const [invoice, payment] = [pick(world.invoices, step.which), pick(world.payments, step.which)];
  const words = { currency: 'GBP', lines: [line({ unitPriceMinor: String(step.money), taxBasisPoints: 1750 }), line({ unitPriceMinor: '3', quantity: '1.5', taxBasisPoints: 500 })], ...(step.choice ? { discount: { basisPoints: 333 } } : {}) };
  const on = invoice && { invoiceId: invoice.id };
  const of = payment && { paymentId: payment.id };
  const requests: Record<Step['what'], { name: string; input: Record<string, unknown> | undefined }> = {
    draft: { name: 'draftInvoice', input: { clientId, ...words } }, edit: { name: 'changeInvoice', input: on && { ...on, ...words } }, submit: { name: 'submitInvoice', input: on }, withdraw: { name: 'withdrawInvoice', input: on },
    approve: { name: 'approveInvoice', input: on && { ...on, contentHash: invoice.hash } }, reject: { name: 'rejectInvoice', input: on && { ...on, contentHash: invoice.hash, comment: 'No.' } }, issue: { name: 'issueInvoice', input: on },
    pay: { name: 'recordPayment', input: { clientId, amountMinor: String(step.money), currency: 'GBP', method: 'CARD', receivedOn: '2026-11-19', pending: step.choice && step.which % 3 === 0, ...(invoice && step.choice ? { allocations: [{ invoiceId: invoice.id }] } : {}) } },
    settle: { name: 'settlePayment', input: of }, fail: { name: 'failPayment', input: of && { ...of, reason: 'Returned.' } }, allocate: { name: 'allocatePayment', input: of },
    refund: { name: 'refundPayment', input: of && { ...of, amountMinor: String(step.money), reason: 'Back.', ...(invoice && step.choice ? { invoiceId: invoice.id, effect: step.which % 2 === 0 ? 'REOPEN' : 'CREDIT' } : {}) } },
    credit: { name: 'creditInvoice', input: on && { ...on, reason: 'Less.', ...(step.choice ? { amountMinor: String(step.money) } : {}) } }, void: { name: 'voidInvoice', input: on && { ...on, reason: 'Wrong.' } },
  };
  const { name, input } = requests[step.what];
  return input ? { name, input } : null;
}

const alone: ReadonlySet<string> = new Set(['FORBIDDEN', 'CONFLICT', 'BAD_USER_INPUT', 'NOT_FOUND']);

/** Some acts at the same moment, and what holds after them. A refused act changes nothing. */
async function round(acts: readonly Step[], before: World, story: { clientId: string; clientUuid: string; people: readonly Actor[] }): Promise<World> {
  const asked = acts.map((step) => ({ step, request: requestOf(step, before, story.clientId) }));
  const answers = await Promise.all(asked.map(({ step, request }) => (request ? refusal(books.h, story.people[step.who] as Actor, request.name, request.input) : Promise.resolve(undefined))));
  const after = await look(story.clientUuid);
  for (const answer of answers) if (answer) expect(alone.has(answer.code) ? '' : JSON.stringify(answer)).toBe('');
  if (answers.every((answer, at) => answer !== undefined || asked[at]?.request === null)) expect(after).toEqual(before);
  holds(after);
  if (acts.length === 1) legal(before, after);
  return after;
}

async function gapless(): Promise<void> {
  for (const table of ['invoices', 'credit_notes']) {
    const numbers = (await books.h.sql(`select series_no::int as no from revenue.${table} where series_no is not null order by series_no`)).map((row) => row.no as number);
    expect(numbers).toEqual(numbers.map((_, at) => at + 1));
  }
}

const anInvoice: InvoiceRow = { id: 'ivc', status: 'PARTIALLY_PAID', total: 100n, settled: 40n, hash: '', authors: ['usr_w'], lines: 100n, paid: 50n, refunded: 20n, credited: 10n, ever: true, deciders: ['usr_a'] };
const aPayment: PaymentRow = { id: 'pmt', amount: 100n, allocated: 60n, refunded: 40n, rows: 60n, given: 40n, state: 'RECEIVED' };

it('takes whole books for whole', () => { expect(() => { holds({ invoices: [anInvoice], payments: [aPayment] }); }).not.toThrow(); });

it.each<[string, Partial<InvoiceRow>, Partial<PaymentRow>]>([
  ['lines that do not sum to the total', { lines: 99n }, {}], ['a balance that no record explains', { settled: 41n }, {}], ['more settled than the total', { paid: 140n, settled: 130n, status: 'PAID' }, {}], ['a standing that its records do not give', { status: 'PAID' }, {}], ['money on a draft', { status: 'DRAFT' }, {}],
  ['an author who approved', { deciders: ['usr_w'] }, {}], ['an allocation that no row explains', {}, { rows: 59n }], ['more given back than came', {}, { refunded: 41n, given: 41n }], ['money on its way that settles something', {}, { state: 'PENDING' }],
])('notices %s', (_, invoice, payment) => { expect(() => { holds({ invoices: [{ ...anInvoice, ...invoice }], payments: [{ ...aPayment, ...payment }] }); }).toThrow(); });

it('notices a step that is none', () => {
  const world = (status: InvoiceStanding): World => ({ invoices: [{ ...anInvoice, status }], payments: [] });
  expect(() => { legal(world('PAID'), world('DRAFT')); }).toThrow();
  expect(() => { legal(world('APPROVED'), world('ISSUED')); }).not.toThrow();
});

const whats = ['draft', 'draft', 'edit', 'submit', 'submit', 'submit', 'withdraw', 'approve', 'approve', 'approve', 'reject', 'issue', 'issue', 'issue', 'pay', 'pay', 'pay', 'settle', 'fail', 'allocate', 'refund', 'refund', 'credit', 'void'] as const;
const aStep: fc.Arbitrary<Step> = fc.record({ what: fc.constantFrom(...whats), who: fc.constantFrom(0, 1, 2), which: fc.nat({ max: 5 }), money: fc.integer({ min: 1, max: 20_000 }), choice: fc.boolean() });
/** Most acts stand alone; sometimes two or three people act at once. */
const aStory = fc.array(fc.oneof({ weight: 4, arbitrary: aStep.map((one) => [one]) }, { weight: 1, arbitrary: fc.array(aStep, { minLength: 2, maxLength: 3 }) }), { minLength: 20, maxLength: 45 });

/** A way that leads to everything, so that each run of the suite passes by there. */
const by = (what: Step['what'], who: Step['who'], more: Partial<Step> = {}): Step[] => [{ what, who, which: 0, money: 10_000, choice: false, ...more }];
const whole: Step[][] = [by('draft', 0), by('submit', 0), by('approve', 0), by('approve', 1), by('issue', 0), by('pay', 0, { money: 4000 }), by('refund', 1, { money: 1000, choice: true }), by('credit', 0, { money: 500, choice: true }), by('pay', 2, { money: 20_000 }), by('fail', 0), by('refund', 0, { which: 1, money: 9000, choice: true }), by('allocate', 0, { which: 1 }), by('void', 0)];
/** Stories that once went wrong; they are told again each time. */
const kept: [Step[][]][] = [[whole]];

it('keeps the books whole, whatever people do in whatever order', async () => {
  const seed = Number(process.env['FAST_CHECK_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  process.stderr.write(`  the books' model: seed ${seed} (again with FAST_CHECK_SEED=${seed})\n`);
  const people = [books.writer, books.approver, books.partner];
  const reached = new Set<InvoiceStanding>();
  await fc.assert(fc.asyncProperty(aStory, async (story) => {
    const clientId = await aClient(books.h);
    const place = { clientId, clientUuid: idToUuid(clientId), people };
    let world: World = { invoices: [], payments: [] };
    for (const acts of story) {
      world = await round(acts, world, place);
      for (const { status } of world.invoices) reached.add(status);
    }
    await gapless();
  }), { seed, numRuns: 40, examples: kept, endOnFailure: false, interruptAfterTimeLimit: 45_000, markInterruptAsFailure: false });
  expect([...reached].filter((one) => ['ISSUED', 'PARTIALLY_PAID', 'REOPENED', 'PAID'].includes(one)).length).toBeGreaterThan(2);
}, 60_000);
