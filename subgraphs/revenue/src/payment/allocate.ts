import type { Ctx } from '@firmament/kit';
import { LockMode } from '@mikro-orm/core';
import { MoneyInvalid } from '../errors.js';
import { Invoice } from '../invoice/invoice.entity.js';
import { owed, payable } from '../invoice/invoice-state.rules.js';
import { Allocation, type Payment } from './payment.entity.js';
import type { AllocationKind, Wanted } from './payment.types.js';
import { resettle } from './resettle.js';
import { spread } from './spread.rules.js';

/** A part of a payment on an invoice, as facts tell it. */
export interface Allocated { readonly invoiceId: string; readonly amount: { readonly minor: string; readonly currency: string } }

const byId = (a: { readonly invoiceId: string }, b: { readonly invoiceId: string }): number => (a.invoiceId < b.invoiceId ? -1 : 1);

/** Lays one row down; a part that goes off an invoice stands below nothing. */
function lay(ctx: Ctx, payment: Payment, part: { readonly invoiceId: string; readonly minor: bigint; readonly kind: AllocationKind }): void {
  ctx.em.persist(ctx.em.create(Allocation, { id: ctx.newId('alc'), tenantId: payment.tenantId, version: 1, clientId: payment.clientId, paymentId: payment.id, invoiceId: part.invoiceId, amountMinor: part.minor, currency: payment.currency, kind: part.kind, createdAt: ctx.now }));
  payment.allocatedMinor = BigInt(payment.allocatedMinor) + part.minor;
}

/** What is owed in a payment's currency, the oldest due day first. */
const oldestFirst = (ctx: Ctx, payment: Payment): Promise<Invoice[]> =>
  ctx.em.find(Invoice, { clientId: payment.clientId, currency: payment.currency, status: { $in: [...owed] } }, { orderBy: { dueOn: 'ASC', seriesNo: 'ASC', id: 'ASC' }, lockMode: LockMode.PESSIMISTIC_WRITE });

/** An invoice that a payment is meant for. */
async function meant(ctx: Ctx, payment: Payment, invoiceId: string): Promise<Invoice> {
  const invoice = await ctx.load(Invoice, invoiceId);
  if (invoice.clientId !== payment.clientId) throw new MoneyInvalid('the invoice is to another client', 'input.allocations');
  if (invoice.currency !== payment.currency) throw new MoneyInvalid(`the invoice is in ${invoice.currency}, and the payment in ${payment.currency}`, 'input.allocations');
  return invoice;
}

/** Refuses what was asked for and cannot be: money on what is not owed, or more than is owed. */
function demandFits(invoice: Invoice, wanted: Wanted): void {
  invoice.demand(payable, 'Money goes onto invoices that are out.');
  if (wanted.minor !== null && (BigInt(wanted.minor) <= 0n || BigInt(wanted.minor) > invoice.balanceMinor)) throw new MoneyInvalid('more is allocated than the invoice owes, or nothing', 'input.allocations');
}

/** The invoices that money should go to, each once. A payment that came late takes what is still owed, and refuses nothing. */
async function targets(ctx: Ctx, payment: Payment, how: { readonly wanted: readonly Wanted[] | null; readonly strict: boolean }): Promise<{ invoice: Invoice; minor: string | null }[]> {
  if (how.wanted === null) return (await oldestFirst(ctx, payment)).map((invoice) => ({ invoice, minor: null }));
  const found: { invoice: Invoice; minor: string | null }[] = [];
  for (const one of [...how.wanted].sort(byId)) {
    const invoice = await meant(ctx, payment, one.invoiceId);
    if (how.strict) demandFits(invoice, one);
    if (payable.includes(invoice.status)) found.push({ invoice, minor: one.minor });
  }
  return found;
}

/** Refuses what money on its way could never settle, before it is there. What is owed by then, it finds then. */
export async function demandMeant(ctx: Ctx, payment: Payment): Promise<void> {
  for (const one of [...payment.wanted ?? []].sort(byId)) {
    await meant(ctx, payment, one.invoiceId);
    if (one.minor !== null && BigInt(one.minor) <= 0n) throw new MoneyInvalid('nothing is allocated', 'input.allocations');
  }
}

/** Puts what is left of a payment onto invoices. What they do not owe stays with it as credit. */
export async function allocate(ctx: Ctx, payment: Payment, how: { readonly wanted: readonly Wanted[] | null; readonly strict: boolean }): Promise<Allocated[]> {
  const found = await targets(ctx, payment, how);
  const said = found.reduce((sum, one) => sum + BigInt(one.minor ?? 0), 0n);
  if (how.strict && said > payment.unappliedMinor) throw new MoneyInvalid('more is allocated than is left of the payment', 'input.allocations');
  const parts = spread(payment.unappliedMinor, found.map(({ invoice, minor }) => ({ invoiceId: invoice.id, balanceMinor: invoice.balanceMinor, wantedMinor: minor === null ? null : BigInt(minor) })));
  for (const part of parts) lay(ctx, payment, { ...part, kind: 'PAID' });
  for (const { invoice } of found) if (parts.some((one) => one.invoiceId === invoice.id)) await resettle(ctx, invoice);
  return parts.map(({ invoiceId, minor }) => ({ invoiceId, amount: payment.money(minor) }));
}

/** How much of a payment stands on an invoice. */
export async function standingOn(ctx: Ctx, payment: Payment, invoiceId: string): Promise<bigint> {
  await ctx.em.flush();
  return (await ctx.em.find(Allocation, { paymentId: payment.id, invoiceId })).reduce((sum, one) => sum + BigInt(one.amountMinor), 0n);
}

/** Takes money off an invoice again; it is the payment's, until it is given back or goes elsewhere. Where the invoice stands then, the caller asks. */
export async function takeOff(ctx: Ctx, payment: Payment, part: { readonly invoiceId: string; readonly minor: bigint; readonly kind: AllocationKind }): Promise<void> {
  const standing = await standingOn(ctx, payment, part.invoiceId);
  if (part.minor <= 0n || part.minor > standing) throw new MoneyInvalid('so much of this payment does not stand on this invoice', 'input.amountMinor');
  lay(ctx, payment, { ...part, minor: -part.minor });
}
