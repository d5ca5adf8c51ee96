import type { Ctx } from '@firmament/kit';
import { Invoice } from '../../invoice/invoice.entity.js';
import { payable } from '../../invoice/invoice-state.rules.js';
import { printed } from '../../issue/paper.rules.js';
import { Allocation, Payment } from '../../payment/payment.entity.js';
import { recordPayment } from '../../payment/record-payment.js';
import { failPayment } from '../../payment/refund-payment.js';
import { lockMoney, lockMoneyOf } from '../../payment/money-lock.js';
import { LedgerDrift } from '../drift/ledger-drift.entity.js';
import { noteDrift } from '../drift/note-drift.js';
import type { LedgerName, PaymentReading } from '../ledger-port.js';
import { LedgerLink } from '../link/ledger-link.entity.js';
import { LedgerItem } from '../queue/ledger-item.entity.js';

/** Of which line a look reads. */
interface At { readonly connectionId: string; readonly ledger: LedgerName }
/** What a payment there settles of ours. `minor` is what is left of it once papers of others have theirs. */
interface Settled { readonly parts: readonly { readonly invoice: Invoice; readonly minor: bigint }[]; readonly minor: bigint; readonly unknown: number }

const numberThere = ({ ledger }: At, externalId: string): string => `${ledger.toLowerCase()}:${externalId}`;
const words = (minor: bigint, currency: string, day: string): string => `${printed(minor, currency)} on ${day}`;
const about = (at: At, payment: Payment, externalId: string) => ({ ...at, kind: 'PAYMENT' as const, ourId: payment.id, externalId, number: null, label: `Payment of ${printed(BigInt(payment.amountMinor), payment.currency)}`, clientId: payment.clientId, bypass: false });

/** On how many invoices a payment lies. */
async function spreadOver(ctx: Ctx, payment: Payment): Promise<number> {
  const sums = Map.groupBy(await ctx.em.find(Allocation, { paymentId: payment.id }), (one) => one.invoiceId);
  return [...sums.values()].filter((rows) => rows.reduce((sum, one) => sum + BigInt(one.amountMinor), 0n) > 0n).length;
}

/** Why it cannot simply be taken back here too; null when it can. Xero keeps money for several invoices as several entries: one of them is not the whole. */
async function whyAsk(ctx: Ctx, at: At, payment: Payment): Promise<{ readonly ours: string; readonly theirs: string } | null> {
  if (BigInt(payment.refundedMinor) > 0n) return { ours: `${printed(BigInt(payment.refundedMinor), payment.currency)} of it was given back.`, theirs: 'It was deleted.' };
  return at.ledger === 'XERO' && await spreadOver(ctx, payment) > 1 ? { ours: 'It settles several invoices.', theirs: 'A part of it was deleted.' } : null;
}

/** Money that was taken back there is taken back here: what it settled is owed again. What cannot be is a question. */
async function takenBack(ctx: Ctx, at: At, link: LedgerLink): Promise<void> {
  if (link.endedAt !== null) return;
  await lockMoneyOf(ctx, 'pmt', link.ourId);
  const payment = await ctx.load(Payment, link.ourId);
  const question = await whyAsk(ctx, at, payment);
  if (question) { await noteDrift(ctx, { ...about(at, payment, link.externalId), field: 'status', ...question }); return; }
  link.endedAt = ctx.now;
  await ctx.em.flush();
  if (payment.state === 'RECEIVED') await failPayment(ctx, payment, 'It was taken back in the ledger.');
}

/** The invoices of ours that money in the ledger settles, by the links alone. */
async function settledBy(ctx: Ctx, connectionId: string, seen: PaymentReading): Promise<Settled> {
  const parts: { invoice: Invoice; minor: bigint }[] = [];
  let minor = seen.totalMinor;
  let unknown = 0;
  for (const one of seen.appliesTo) {
    const link = await ctx.em.findOne(LedgerLink, { connectionId, kind: 'INVOICE', externalId: one.externalId });
    const invoice = link ? await ctx.em.findOne(Invoice, { id: link.ourId }) : null;
    if (invoice) parts.push({ invoice, minor: one.minor });
    else { minor -= one.minor; unknown += 1; }
  }
  return { parts, minor, unknown };
}

/** The payment of ours that carries the number which the ledger shows: ours, or that of whoever carried the money. */
async function byNumber(ctx: Ctx, clientId: string, seen: PaymentReading): Promise<Payment | null> {
  const { reference, currency } = seen;
  if (reference === null || reference.length < 6) return null;
  return (await ctx.em.find(Payment, { clientId, currency })).find((one) => one.id.endsWith(reference) || reference.endsWith(one.id) || one.providerRef === reference) ?? null;
}

/** A payment of ours that may be the same, for it is of the same sum, day and invoice, and stands nowhere in the ledger yet. */
async function alike(ctx: Ctx, at: At, { parts, minor }: Settled, seen: PaymentReading): Promise<Payment | null> {
  const clientId = parts[0]?.invoice.clientId ?? '';
  const wanted = new Set(parts.map((one) => one.invoice.id));
  for (const one of await ctx.em.find(Payment, { clientId, state: 'RECEIVED', currency: seen.currency, amountMinor: minor, receivedOn: seen.day })) {
    if (await ctx.em.findOne(LedgerLink, { connectionId: at.connectionId, kind: 'PAYMENT', ourId: one.id })) continue;
    const settles = await ctx.em.find(Allocation, { paymentId: one.id });
    if (settles.length === 0 || settles.some((part) => wanted.has(part.invoiceId))) return one;
  }
  return null;
}

/** Keeps which of our payments it is. One that is several entries there keeps its first. */
export async function linkPayment(ctx: Ctx, at: { readonly connectionId: string }, payment: Payment, seen: Pick<PaymentReading, 'externalId' | 'syncToken' | 'totalMinor' | 'feeMinor'>): Promise<void> {
  const { connectionId } = at;
  if (await ctx.em.findOne(LedgerLink, { connectionId, kind: 'PAYMENT', ourId: payment.id })) return;
  ctx.em.persist(ctx.em.create(LedgerLink, { id: ctx.newId('llk'), tenantId: payment.tenantId, version: 1, clientId: payment.clientId, connectionId, kind: 'PAYMENT', ourId: payment.id, externalId: seen.externalId, syncToken: seen.syncToken, lines: [], totalMinor: seen.totalMinor, url: null, feeMinor: seen.feeMinor, endedAt: null, comparedAt: ctx.now, pushedAt: ctx.now }));
  await ctx.em.flush();
}

/** Money that came there is written down here. What its invoices do not owe (any more) stays as the client's credit: nothing is refused, for the money is there. */
async function writtenDown(ctx: Ctx, at: At, seen: PaymentReading, { parts, minor }: Settled): Promise<Payment> {
  const owing = parts.filter(({ invoice }) => payable.includes(invoice.status) && invoice.balanceMinor > 0n);
  return recordPayment(ctx, {
    clientId: parts[0]?.invoice.clientId ?? '', amountMinor: minor, currency: seen.currency, method: 'BANK_TRANSFER', receivedOn: seen.day, reference: (seen.reference ?? seen.externalId).slice(0, 200), providerRef: numberThere(at, seen.externalId), pending: false,
    allocations: owing.map(({ invoice, minor: part }) => ({ invoiceId: invoice.id, amountMinor: part < invoice.balanceMinor ? part : null })),
  }, { fromLedger: true });
}

/** Money that is known: another sum there is a question. In Xero money is never changed, only deleted. */
async function compareMoney(ctx: Ctx, at: At, link: LedgerLink, seen: PaymentReading): Promise<void> {
  link.syncToken = seen.syncToken;
  if (link.feeMinor === null) link.feeMinor = seen.feeMinor;
  if (at.ledger === 'XERO' || BigInt(link.totalMinor) === seen.totalMinor) return;
  const payment = await ctx.load(Payment, link.ourId);
  await noteDrift(ctx, { ...about(at, payment, link.externalId), field: 'amount', ours: printed(BigInt(link.totalMinor), payment.currency), theirs: printed(seen.totalMinor, seen.currency) });
}

/** True while an invoice may stand there whose answer was lost: money for it is looked at again once it is known. */
async function mayBeOurs(ctx: Ctx): Promise<boolean> { return (await ctx.em.count(LedgerItem, { kind: 'INVOICE', act: 'CREATE', state: 'WAITING', tries: { $gt: 0 } })) > 0; }

/** What somebody said of a likeness: null while nobody has. */
async function saidOf(ctx: Ctx, { connectionId }: At, externalId: string): Promise<LedgerDrift | null> {
  return ctx.em.findOne(LedgerDrift, { connectionId, kind: 'PAYMENT', externalId, field: 'payment', state: 'RESOLVED' }, { orderBy: { resolvedAt: 'DESC' } });
}

/** Money in the ledger as it stands there now: one payment of ours, however often and by whichever way it is told. False where it has to be looked at again. */
export async function moneyReadBack(ctx: Ctx, at: At, externalId: string, seen: PaymentReading | null): Promise<boolean> {
  const link = await ctx.em.findOne(LedgerLink, { connectionId: at.connectionId, kind: 'PAYMENT', externalId });
  if (seen === null || seen.status === 'DELETED') { if (link) await takenBack(ctx, at, link); return true; }
  if (link) { await compareMoney(ctx, at, link, seen); return true; }
  if (seen.side === 'PAID_OUT') return true;
  const settled = await settledBy(ctx, at.connectionId, seen);
  const [first] = settled.parts;
  // Money for papers that did not come from here is no money of ours.
  if (!first || settled.minor <= 0n) return !(settled.unknown > 0 && await mayBeOurs(ctx));
  await lockMoney(ctx, first.invoice.clientId);
  const named = await byNumber(ctx, first.invoice.clientId, seen);
  if (named) { await linkPayment(ctx, at, named, seen); return true; }
  const said = await saidOf(ctx, at, externalId);
  const twin = said ? null : await alike(ctx, at, settled, seen);
  if (said?.resolution === 'ACCEPTED') return true;
  if (twin) { await noteDrift(ctx, { ...about(at, twin, externalId), field: 'payment', ours: words(BigInt(twin.amountMinor), twin.currency, twin.receivedOn), theirs: words(settled.minor, seen.currency, seen.day) }); return true; }
  await linkPayment(ctx, at, await writtenDown(ctx, at, seen, settled), seen);
  return true;
}
