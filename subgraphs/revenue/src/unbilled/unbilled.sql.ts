import { idToUuid, uuidToId } from '@firmament/events';
import type { UnbilledKind, UnbilledProblem, UnbilledRow } from './unbilled.types.js';

/** Asks the database, in a reading or in a change. */
export type Asks = <T extends Record<string, unknown>>(text: string, params: readonly unknown[]) => Promise<T[]>;
/** Whose unbilled work, on which day of the firm, and in which currency and zone it keeps its books. */
export interface UnbilledOf { readonly clientId: string | null; readonly projectId: string | null; readonly today: string; readonly currency: string; readonly timeZone: string }

const isFree = (kind: string, id: string): string => `not exists (select 1 from revenue.billed_sources b where b.kind = '${kind}' and b.source_id = ${id})`;

// $1 client, $2 project, $3 today, $4 the currency of the books, $5 their zone. Milestones draw on what their plan bills on completion in the order in which they were reached, as the listener does.
const items = `
  reached as (
    select m.*, p.id as plan_id, p.currency as plan_currency, case when p.id is null then null when m.billing = 'PERCENT' then round(p.fixed_minor::numeric * m.percent / 100) when m.billing = 'FIXED' and m.currency = p.currency then m.amount_minor end as wanted
    from revenue.milestones m left join lateral (select p.* from revenue.plans p where p.project_id = m.project_id order by p.created_at, p.id limit 1) p on true
    where m.completed_at is not null and m.billing <> 'NONE' and ($1::uuid is null or m.client_id = $1) and ($2::uuid is null or m.project_id = $2) and ${isFree('MILESTONE', 'm.id')}),
  plan_left as (
    select i.plan_id, sum(greatest(0, i.amount_minor - coalesce((select sum(b.amount_minor) from revenue.billed_sources b where b.plan_item_id = i.id and b.kind = 'PLAN_BILL'), 0))) as minor
    from revenue.plan_items i where i.plan_id in (select plan_id from reached) and i.timing = 'ON_COMPLETION' and i.ends_on is null group by i.plan_id),
  drawn as (
    select r.*, greatest(0, least(r.wanted, coalesce(l.minor, 0) - coalesce(sum(r.wanted) over (partition by r.plan_id order by r.completed_at, r.id rows between unbounded preceding and 1 preceding), 0))) as drawn
    from reached r left join plan_left l on l.plan_id = r.plan_id),
  unbilled as (
    select 'MILESTONE' as kind, id, client_id, project_id, plan_id, title, (completed_at at time zone $5)::date as on_day, null::integer as minutes, null::bigint as rate_minor, coalesce(plan_currency, currency, $4) as currency,
      case when billing = 'TIME' then null when plan_id is null then case when billing = 'FIXED' then amount_minor end when wanted is null or drawn = 0 then null else drawn end as minor,
      case when billing = 'TIME' then 'BY_HOURS' when plan_id is null then case when billing = 'FIXED' and amount_minor is not null then null else 'NO_RULE' end when wanted is null then 'NO_RULE' when drawn = 0 then 'NOTHING_LEFT' end as problem
    from drawn
    union all
    select 'TIME', id, client_id, project_id, null, null, worked_on, minutes, rate_minor, coalesce(currency, $4), round(rate_minor::numeric * minutes / 60), case when rate_minor is null then 'NO_RATE' end
    from revenue.noted_time t where locked_on is null and ($1::uuid is null or client_id = $1) and ($2::uuid is null or project_id = $2) and ${isFree('TIME_ENTRY', 't.id')}
    union all
    select 'COST', id, client_id, project_id, null, title, (created_at at time zone $5)::date, null, null, currency, amount_minor, null
    from revenue.rebills r where waived_at is null and ($1::uuid is null or client_id = $1) and ($2::uuid is null or project_id = $2) and ${isFree('REBILL', 'r.id')}
    union all
    select 'PLAN', i.id, i.client_id, p.project_id, p.id, i.title, i.next_on, null, null, i.currency, i.amount_minor, null
    from revenue.plan_items i join revenue.plans p on p.id = i.plan_id
    where p.paused_on is null and ($1::uuid is null or i.client_id = $1) and ($2::uuid is null or p.project_id = $2) and i.amount_minor is not null
      and ((i.timing in ('ON_ACCEPTANCE', 'DEPOSIT') and i.next_on <= $3::date and i.invoice_id is null and i.ends_on is null) or (i.timing = 'RECURRING' and i.next_on < $3::date and (i.ends_on is null or i.next_on < i.ends_on))))`;

const paramsOf = (of: UnbilledOf): readonly unknown[] => [of.clientId === null ? null : idToUuid(of.clientId), of.projectId === null ? null : idToUuid(of.projectId), of.today, of.currency, of.timeZone];
const prefixes: Readonly<Record<UnbilledKind, string>> = { PLAN: 'ipi', MILESTONE: 'mil', TIME: 'tme', COST: 'rbl' };
const idOrNull = (prefix: string, uuid: string | null): string | null => (uuid === null ? null : uuidToId(prefix, uuid));
const bigOrNull = (text: string | null): bigint | null => (text === null ? null : BigInt(text));

interface ItemRow extends Record<string, unknown> { kind: UnbilledKind; id: string; client_id: string; project_id: string | null; plan_id: string | null; title: string | null; on_day: string; minutes: number | null; rate_minor: string | null; currency: string; minor: string | null; problem: UnbilledProblem | null }

/** What waits to be billed, thing by thing: what came due first, then what was reached, worked and spent, each the oldest first. */
export async function unbilledItems(asks: Asks, of: UnbilledOf, limit: number): Promise<UnbilledRow[]> {
  const rows = await asks<ItemRow>(
    `with ${items} select kind, id, client_id, project_id, plan_id, title, on_day::text, minutes, rate_minor::text, currency, minor::bigint::text as minor, problem from unbilled
     order by array_position(array['PLAN', 'MILESTONE', 'TIME', 'COST'], kind), on_day, id limit ${limit}`, paramsOf(of));
  return rows.map((row) => ({
    kind: row.kind, id: uuidToId(prefixes[row.kind], row.id), clientId: uuidToId('cli', row.client_id), projectId: idOrNull('prj', row.project_id), planId: idOrNull('ipl', row.plan_id), title: row.title, on: row.on_day, minutes: row.minutes, rateMinor: bigOrNull(row.rate_minor),
    currency: row.currency, minor: bigOrNull(row.minor), problem: row.problem,
  }));
}

const sums = `count(*)::int as n, count(*) filter (where minor is null and problem <> 'BY_HOURS')::int as unpriced, coalesce(sum(minutes), 0)::int as minutes, coalesce(sum(minor), 0)::bigint::text as total, min(on_day)::text as oldest`;
const sumOf = (kind: UnbilledKind): string => `coalesce(sum(minor) filter (where kind = '${kind}'), 0)::bigint::text as ${kind.toLowerCase()}`;

/** What waits to be billed of a client in a currency. */
export interface UnbilledSums extends Record<string, unknown> { client_id: string; currency: string; n: number; unpriced: number; minutes: number; total: string; oldest: string; plan: string; milestone: string; time: string; cost: string }
/** What waits to be billed by client and currency, the most on top. */
export const unbilledByClient = (asks: Asks, of: UnbilledOf): Promise<UnbilledSums[]> =>
  asks<UnbilledSums>(`with ${items} select client_id, currency, ${sums}, ${sumOf('PLAN')}, ${sumOf('MILESTONE')}, ${sumOf('TIME')}, ${sumOf('COST')} from unbilled group by client_id, currency order by sum(minor) desc nulls last, client_id, currency limit 500`, paramsOf(of));

/** What waits to be billed in all, by currency. */
export interface UnbilledTotal extends Record<string, unknown> { currency: string; n: number; unpriced: number; total: string }
/** The whole of it, by currency. */
export const unbilledTotals = (asks: Asks, of: UnbilledOf): Promise<UnbilledTotal[]> => asks<UnbilledTotal>(`with ${items} select currency, ${sums} from unbilled group by currency`, paramsOf(of));
