import type { Ctx } from '@firmament/kit';
import { Invoice } from '../../invoice/invoice.entity.js';
import { Payment } from '../../payment/payment.entity.js';
import { recordPayment } from '../../payment/record-payment.js';
import { failPayment } from '../../payment/refund-payment.js';
import { lockMoneyOf } from '../../payment/money-lock.js';
import type { LedgerName, PaymentReading } from '../ledger-port.js';
import { LedgerLink } from '../link/ledger-link.entity.js';
import { fromLedger } from '../queue/papers.js';

/** Of which line a look reads. */
interface At { readonly connectionId: string; readonly ledger: LedgerName }

const linked = (ctx: Ctx, connectionId: string, externalId: string): Promise<LedgerLink | null> => ctx.em.findOne(LedgerLink, { connectionId, kind: 'PAYMENT', externalId });
const numberThere = ({ ledger }: At, externalId: string): string => `${ledger.toLowerCase()}:${externalId}`;

/** Money that was taken back there is taken back here: what it settled is owed again. */
async function takenBack(ctx: Ctx, link: LedgerLink): Promise<void> {
  if (link.endedAt !== null) return;
  await lockMoneyOf(ctx, 'pmt', link.ourId);
  const payment = await ctx.load(Payment, link.ourId);
  link.endedAt = ctx.now;
  if (payment.state === 'RECEIVED' && BigInt(payment.refundedMinor) === 0n) await failPayment(ctx, payment, 'It was taken back in the ledger.');
}

/** The invoices of ours that money in the ledger settles, by the links alone. */
async function settled(ctx: Ctx, connectionId: string, seen: PaymentReading): Promise<{ readonly invoice: Invoice; readonly minor: bigint }[]> {
  const found: { invoice: Invoice; minor: bigint }[] = [];
  for (const one of seen.appliesTo) {
    const link = await ctx.em.findOne(LedgerLink, { connectionId, kind: 'INVOICE', externalId: one.externalId });
    const invoice = link ? await ctx.em.findOne(Invoice, { id: link.ourId }) : null;
    if (invoice) found.push({ invoice, minor: one.minor });
  }
  return found;
}

/** A payment of ours that the ledger shows again: by our own number, or by amount and day where somebody wrote it down here and there. */
async function ours(ctx: Ctx, clientId: string, seen: PaymentReading, minor: bigint): Promise<Payment | null> {
  const named = seen.reference ? await ctx.em.find(Payment, { clientId, state: 'RECEIVED', currency: seen.currency }) : [];
  const byNumber = named.find((one) => one.id === seen.reference || one.id.endsWith(seen.reference ?? '-') || (one.providerRef !== null && one.providerRef === seen.reference));
  if (byNumber) return byNumber;
  const alike = await ctx.em.find(Payment, { clientId, state: 'RECEIVED', currency: seen.currency, amountMinor: minor, receivedOn: seen.day });
  const linkedIds = new Set((await ctx.em.find(LedgerLink, { kind: 'PAYMENT', ourId: { $in: alike.map((one) => one.id) } })).map((one) => one.ourId));
  return alike.find((one) => !linkedIds.has(one.id)) ?? null;
}

/** Money in the ledger as it stands there now: one payment of ours, however often and by whichever way it is told. */
export async function moneyReadBack(ctx: Ctx, at: At, externalId: string, seen: PaymentReading | null): Promise<void> {
  const link = await linked(ctx, at.connectionId, externalId);
  if (seen === null || seen.status === 'DELETED') { if (link) await takenBack(ctx, link); return; }
  if (link || seen.side === 'PAID_OUT') return;
  const parts = await settled(ctx, at.connectionId, seen);
  const [first] = parts;
  // Money for papers that did not come from here is no money of ours.
  if (!first) return;
  const minor = parts.reduce((sum, one) => sum + one.minor, 0n);
  const { clientId } = first.invoice;
  const payment = await ours(ctx, clientId, seen, minor) ?? await recordPayment(ctx, {
    clientId, amountMinor: minor, currency: seen.currency, method: 'BANK_TRANSFER', receivedOn: seen.day, reference: `${fromLedger}${seen.reference ?? externalId}`.slice(0, 200), providerRef: numberThere(at, externalId), pending: false,
    allocations: parts.map(({ invoice, minor: part }) => ({ invoiceId: invoice.id, amountMinor: part < invoice.balanceMinor ? part : null })),
  });
  ctx.em.persist(ctx.em.create(LedgerLink, { id: ctx.newId('llk'), tenantId: payment.tenantId, version: 1, clientId, connectionId: at.connectionId, kind: 'PAYMENT', ourId: payment.id, externalId, syncToken: seen.syncToken, lines: [], totalMinor: seen.totalMinor, url: null, endedAt: null, pushedAt: ctx.now }));
}
