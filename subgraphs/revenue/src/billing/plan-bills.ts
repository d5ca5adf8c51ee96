import type { Ctx } from '@firmament/kit';
import { BilledSource } from '../invoice/billed-source.entity.js';
import type { Invoice } from '../invoice/invoice.entity.js';
import { noSource } from '../invoice/invoice-words.js';
import { startInvoice } from '../invoice/write-invoice.js';
import type { LineWords } from '../invoice/invoice.types.js';
import type { InvoicePlan, InvoicePlanItem } from '../plan/plan.entity.js';
import { settingsOf } from '../settings/settings-of.js';

/** One bill of an item of a plan: how much of it, and what for. The same bill is written once. */
export interface PlanBill { readonly item: InvoicePlanItem; readonly minor: bigint; readonly what: string; readonly periodKey?: string; readonly milestoneId?: string; readonly description?: string }

/** What a plan says is an amount with its tax; how much of it is tax, whoever goes over the draft says. */
export const planLine = (plan: InvoicePlan, bill: PlanBill): LineWords => ({
  title: bill.item.title, description: bill.description ?? null, quantityMilli: 1000n, unitMinor: bill.minor, discount: null, taxName: null, taxBasisPoints: 0, taxCode: null, accountCode: null, taxIncluded: true,
  source: { ...noSource, agreementId: plan.agreementId, agreementLineKey: bill.item.lineKey, planItemId: bill.item.id, periodKey: bill.periodKey ?? null, milestoneId: bill.milestoneId ?? null },
});

export const billRef = (bill: Pick<PlanBill, 'item' | 'what'>): string => `${bill.item.id}:${bill.what}`;

/** Drafts one invoice of what is due of a plan; null when that asks for nothing. */
export async function draftFromPlan(ctx: Ctx, plan: InvoicePlan, bills: readonly PlanBill[]): Promise<Invoice | null> {
  if (bills.reduce((sum, one) => sum + one.minor, 0n) <= 0n) return null;
  const { termsDays } = await settingsOf(ctx);
  const invoice = await startInvoice(ctx, plan, { title: null, currency: plan.currency, discount: null, termsDays, note: null, purchaseOrder: null, lines: bills.map((one) => planLine(plan, one)) });
  holdPlanBills(ctx, invoice, bills);
  return invoice;
}

/** Notes that bills of a plan stand on an invoice, and so on no other. */
export function holdPlanBills(ctx: Ctx, invoice: Invoice, bills: readonly PlanBill[]): void {
  for (const bill of bills) {
    ctx.em.persist(ctx.em.create(BilledSource, { id: ctx.newId('bls'), tenantId: invoice.tenantId, version: 1, clientId: invoice.clientId, invoiceId: invoice.id, kind: 'PLAN_BILL', ref: billRef(bill), planItemId: bill.item.id, amountMinor: bill.minor }));
    bill.item.invoiceId = invoice.id;
  }
}

/** How much of an item stands on invoices already. */
export async function billedOf(ctx: Ctx, item: InvoicePlanItem): Promise<bigint> {
  const bills = await ctx.em.find(BilledSource, { planItemId: item.id, kind: 'PLAN_BILL' });
  return bills.reduce((sum, one) => sum + BigInt(one.amountMinor ?? 0n), 0n);
}
