import type { Ctx } from '@firmament/kit';

/** A count and a sum in minor units, as text, under a name. */
export interface Counted extends Record<string, unknown> { currency: string; name: string; n: number; minor: string }

const owed = `status in ('ISSUED', 'PARTIALLY_PAID', 'REOPENED')`;
const balance = 'total_minor - settled_minor';
const places: readonly (readonly [string, string, string])[] = [
  ['drafts', `status = 'DRAFT'`, 'total_minor'], ['rejected', `status = 'REJECTED'`, 'total_minor'], ['awaitingApproval', `status = 'AWAITING_APPROVAL'`, 'total_minor'], ['approved', `status = 'APPROVED'`, 'total_minor'], ['issuing', `status = 'ISSUING'`, 'total_minor'],
  ['open', owed, balance], ['overdue', `${owed} and due_on < $1::date`, balance], ['notDue', `${owed} and due_on >= $1::date`, balance], ['upTo30', `${owed} and $1::date - due_on between 1 and 30`, balance], ['upTo60', `${owed} and $1::date - due_on between 31 and 60`, balance],
  ['upTo90', `${owed} and $1::date - due_on between 61 and 90`, balance], ['over90', `${owed} and $1::date - due_on > 90`, balance],
];

/** Invoices that are on their way or owed, by currency and place: one look at what is in play. */
export const invoicesInPlay = (ctx: Ctx, today: string): Promise<Counted[]> => ctx.read.sql<Counted>(
  `with play as (select currency, status, due_on, total_minor, settled_minor from revenue.invoices where status not in ('PAID', 'VOID')),
     counted as (select currency, ${places.map(([, condition, sum], at) => `count(*) filter (where ${condition}) as n${at}, coalesce(sum(${sum}) filter (where ${condition}), 0) as s${at}`).join(', ')} from play group by currency)
   select currency, f.name, f.n::int as n, f.minor::text as minor from counted cross join lateral (values ${places.map(([name], at) => `('${name}', n${at}, s${at})`).join(', ')}) as f (name, n, minor) where f.n > 0`, [today]);

/** What moved in a month, by currency. */
export interface Moved extends Record<string, unknown> { currency: string; month: string; kind: 'INVOICED' | 'RECEIVED' | 'REFUNDED'; n: number; minor: string }
/** What went out, what came and what was given back, by month, from a day on. */
export const movedByMonth = (ctx: Ctx, of: { readonly from: string; readonly payments: boolean }): Promise<Moved[]> => ctx.read.sql<Moved>(
  `select currency, to_char(on_day, 'YYYY-MM') as month, kind, count(*)::int as n, sum(minor)::text as minor from (
     select currency, issued_on as on_day, 'INVOICED' as kind, total_minor as minor from revenue.invoices where issued_on >= $1::date and status in ('ISSUED', 'PARTIALLY_PAID', 'PAID', 'REOPENED')
     union all select currency, received_on, 'RECEIVED', amount_minor from revenue.payments where $2 and received_on >= $1::date and state = 'RECEIVED'
     union all select currency, refunded_on, 'REFUNDED', amount_minor from revenue.refunds where $2 and refunded_on >= $1::date) moved group by currency, month, kind`, [of.from, of.payments]);

/** Bills that wait for somebody to agree, and those that wait to be paid. */
export const billsInPlay = (ctx: Ctx): Promise<Counted[]> => ctx.read.sql<Counted>(
  `select currency, case when status = 'ROUTED' then 'billsToApprove' else 'billsToPay' end as name, count(*)::int as n, sum(case when credit then -total_minor else total_minor end)::text as minor
   from revenue.bills where status in ('ROUTED', 'APPROVED', 'PUSHED', 'PAYMENT_REVERSED') and currency is not null group by currency, name`);

/** What is on its way to the ledger. */
export interface AtLedger extends Record<string, unknown> { waiting: number; stuck: number; drifts: number }
/** What waits for the ledger, what it said no to, and what stands otherwise there. */
export const atLedger = async (ctx: Ctx): Promise<AtLedger> => (await ctx.read.sql<AtLedger>(
  `select (select count(*)::int from revenue.ledger_items where state = 'WAITING') as waiting, (select count(*)::int from revenue.ledger_items where state = 'STUCK') as stuck, (select count(*)::int from revenue.ledger_drifts where state = 'OPEN') as drifts`))[0] ?? { waiting: 0, stuck: 0, drifts: 0 };
