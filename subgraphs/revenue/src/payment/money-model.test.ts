import fc from 'fast-check';
import { idToUuid } from '@firmament/events';
import type { Actor } from '@firmament/kit';
import { aClient, line, openBooks, refusal, type Books } from '../../test/books.js';
import type { InvoiceStanding } from '../invoice/invoice.types.js';
import { gapless, holds, legal, look, type InvoiceRow, type PaymentRow, type World } from './money-books.fixture.js';
import { keptStories, out, type Step, type Story } from './money-model.fixture.js';

let books: Books;
beforeAll(async () => { books = await openBooks(); });
afterAll(async () => { await books?.h.stop(); });

const pick = <T>(from: readonly T[], which: number): T | undefined => (from.length === 0 ? undefined : from[which % from.length]);

/** A client's story: who acts in it, and which words each invoice ever had. */
interface Place { readonly clientId: string; readonly clientUuid: string; readonly people: readonly Actor[]; readonly told: Map<string, string[]> }
interface Request { readonly name: string; readonly input: Record<string, unknown>; readonly stale: boolean }

/** The act as a request: name and input; null where there is nothing to act on. */
function requestOf(step: Step, world: World, { clientId, told }: Place): Request | null {
  const [invoice, payment] = [pick(world.invoices, step.which), pick(world.payments, step.which)];
  const words = { currency: 'GBP', lines: [line({ unitPriceMinor: String(step.money), taxBasisPoints: 1750 }), line({ unitPriceMinor: '3', quantity: '1.5', taxBasisPoints: 500 })], ...(step.choice ? { discount: { basisPoints: 333 } } : {}) };
  const on = invoice && { invoiceId: invoice.id };
  const of = payment && { paymentId: payment.id };
  const stale = invoice && step.what === 'approve' && step.choice ? told.get(invoice.id)?.find((hash) => hash !== invoice.hash) : undefined;
  const requests: Record<Step['what'], { name: string; input: Record<string, unknown> | undefined }> = {
    draft: { name: 'draftInvoice', input: { clientId, ...words } }, edit: { name: 'changeInvoice', input: on && { ...on, ...words } }, submit: { name: 'submitInvoice', input: on }, withdraw: { name: 'withdrawInvoice', input: on },
    approve: { name: 'approveInvoice', input: on && { ...on, contentHash: stale ?? invoice.hash } }, reject: { name: 'rejectInvoice', input: on && { ...on, contentHash: invoice.hash, comment: 'No.' } }, issue: { name: 'issueInvoice', input: on },
    pay: { name: 'recordPayment', input: { clientId, amountMinor: String(step.money), currency: 'GBP', method: 'CARD', receivedOn: '2026-11-19', pending: step.choice && step.which % 3 === 0, ...(invoice && step.choice ? { allocations: [{ invoiceId: invoice.id }] } : {}) } },
    settle: { name: 'settlePayment', input: of }, fail: { name: 'failPayment', input: of && { ...of, reason: 'Returned.' } }, allocate: { name: 'allocatePayment', input: of },
    refund: { name: 'refundPayment', input: of && { ...of, amountMinor: String(step.money), reason: 'Back.', ...(invoice && step.choice ? { invoiceId: invoice.id, effect: step.which % 2 === 0 ? 'REOPEN' : 'CREDIT' } : {}) } },
    credit: { name: 'creditInvoice', input: on && { ...on, reason: 'Less.', ...(step.choice ? { amountMinor: String(step.money) } : {}) } }, void: { name: 'voidInvoice', input: on && { ...on, reason: 'Wrong.' } }, renumber: { name: 'changeBillingSettings', input: { invoiceSeries: step.choice ? 'HV/' : 'INV-' } },
  };
  const { name, input } = requests[step.what];
  return input ? { name, input, stale: stale !== undefined } : null;
}

const alone: ReadonlySet<string> = new Set(['FORBIDDEN', 'CONFLICT', 'BAD_USER_INPUT', 'NOT_FOUND']);

const answerOf = (request: Request | null, who: Actor) => (request ? refusal(books.h, who, request.name, request.input, request.name === 'changeBillingSettings' ? '{ version }' : undefined) : Promise.resolve(undefined));

/** Some acts at the same moment, and what holds after them. A refused act changes nothing, and a yes to words of yesterday is refused. */
async function round(acts: readonly Step[], before: World, place: Place): Promise<World> {
  const asked = acts.map((step) => ({ step, request: requestOf(step, before, place) }));
  const answers = await Promise.all(asked.map(({ step, request }) => answerOf(request, place.people[step.who] as Actor)));
  const after = await look(books.h, place.clientUuid);
  for (const answer of answers) if (answer) expect(alone.has(answer.code) ? '' : JSON.stringify(answer)).toBe('');
  if (answers.every((answer, at) => answer !== undefined || asked[at]?.request === null)) expect(after).toEqual(before);
  holds(after);
  if (acts.length === 1) {
    legal(before, after);
    if (asked[0]?.request?.stale) expect(answers[0]).toBeDefined();
  }
  for (const { id, hash } of after.invoices) place.told.set(id, [...new Set([...place.told.get(id) ?? [], hash])]);
  return after;
}

/** Tells a story from its beginning, with a client of its own. */
async function tell(story: Story, reached: Set<InvoiceStanding>): Promise<void> {
  const { h, writer, approver, partner } = books;
  const clientId = await aClient(h);
  const place = { clientId, clientUuid: idToUuid(clientId), people: [writer, approver, partner, h.service(), h.portal(clientId)], told: new Map<string, string[]>() };
  let world: World = { invoices: [], payments: [] };
  for (const acts of story) {
    world = await round(acts, world, place);
    for (const { status } of world.invoices) reached.add(status);
  }
  await gapless(h);
}

const anInvoice: InvoiceRow = { id: 'ivc', status: 'PARTIALLY_PAID', total: 100n, settled: 40n, number: 'INV-0001', hash: 'a', approvedHash: 'a', authors: ['usr_w'], lines: 100n, paid: 50n, refunded: 20n, credited: 10n, ever: true, yes: [{ by: 'usr_a', hash: 'a', asked: 'a' }] };
const aPayment: PaymentRow = { id: 'pmt', amount: 100n, allocated: 60n, refunded: 40n, rows: 60n, given: 40n, state: 'RECEIVED' };

it('takes whole books for whole', () => { expect(() => { holds({ invoices: [anInvoice], payments: [aPayment] }); }).not.toThrow(); });

it.each<[string, Partial<InvoiceRow>, Partial<PaymentRow>]>([
  ['lines that do not sum to the total', { lines: 99n }, {}], ['a balance that no record explains', { settled: 41n }, {}], ['more settled than the total', { paid: 140n, settled: 130n, status: 'PAID' }, {}], ['a standing that its records do not give', { status: 'PAID' }, {}], ['money on a draft', { status: 'DRAFT' }, {}],
  ['an author who approved', { yes: [{ by: 'usr_w', hash: 'a', asked: 'a' }] }, {}], ['a yes to other words than were asked about', { yes: [{ by: 'usr_a', hash: 'a', asked: 'a' }, { by: 'usr_b', hash: 'b', asked: 'a' }] }, {}], ['words that nobody agreed to', { hash: 'b', approvedHash: 'b' }, {}], ['words that are others than the approved ones', { hash: 'b' }, {}], ['an allocation that no row explains', {}, { rows: 59n }], ['more given back than came', {}, { refunded: 41n, given: 41n }], ['money on its way that settles something', {}, { state: 'PENDING' }],
])('notices %s', (_, invoice, payment) => { expect(() => { holds({ invoices: [{ ...anInvoice, ...invoice }], payments: [{ ...aPayment, ...payment }] }); }).toThrow(); });

it('notices a step that is none, and a number that changed', () => {
  const world = (more: Partial<InvoiceRow>): World => ({ invoices: [{ ...anInvoice, ...more }], payments: [] });
  expect(() => { legal(world({ status: 'PAID' }), world({ status: 'DRAFT' })); }).toThrow();
  expect(() => { legal(world({}), world({ number: 'INV-0002' })); }).toThrow();
  expect(() => { legal(world({ status: 'APPROVED', number: null }), world({ status: 'ISSUED' })); }).not.toThrow();
});

const whats = ['draft', 'draft', 'edit', 'edit', 'submit', 'submit', 'submit', 'withdraw', 'approve', 'approve', 'approve', 'approve', 'reject', 'issue', 'issue', 'issue', 'pay', 'pay', 'pay', 'settle', 'fail', 'allocate', 'refund', 'refund', 'credit', 'void', 'renumber'] as const;
const money = fc.integer({ min: 1, max: 20_000 });
const aStep: fc.Arbitrary<Step> = fc.record({ what: fc.constantFrom(...whats), who: fc.constantFrom(0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 4), which: fc.nat({ max: 5 }), money, choice: fc.boolean() });
/** Most acts stand alone; sometimes two or three people act at once. */
const acts: fc.Arbitrary<Story> = fc.array(fc.oneof({ weight: 4, arbitrary: aStep.map((one) => [one]) }, { weight: 1, arbitrary: fc.array(aStep, { minLength: 2, maxLength: 3 }) }), { minLength: 15, maxLength: 40 });
/** Some invoices are out already when the rest begins, so that money has where to go. */
const aStory: fc.Arbitrary<Story> = fc.tuple(fc.array(fc.tuple(money, fc.boolean()), { maxLength: 3 }), acts).map(([already, rest]) => [...already.flatMap(([minor, choice], which) => out({ money: minor, which, choice })), ...rest]);

it.each(keptStories)('keeps the books whole: %s', async (_, story) => { await tell(story, new Set()); });

it('keeps the books whole, whatever people do in whatever order', async () => {
  const seed = Number(process.env['FAST_CHECK_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  process.stderr.write(`  the books' model: seed ${seed} (again with FAST_CHECK_SEED=${seed})\n`);
  const reached = new Set<InvoiceStanding>();
  await fc.assert(fc.asyncProperty(aStory, (story) => tell(story, reached)), { seed, numRuns: 32, endOnFailure: false, interruptAfterTimeLimit: 32_000, markInterruptAsFailure: false });
  expect([...reached].filter((one) => ['ISSUED', 'PARTIALLY_PAID', 'REOPENED', 'PAID'].includes(one)).length).toBeGreaterThan(2);
}, 55_000);
