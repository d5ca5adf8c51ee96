import { uuidToId } from '@firmament/events';
import { decodeCursor, encodeCursor, Invalid, type Ctx, type Page } from '@firmament/kit';
import { Approval } from './approval.entity.js';
import type { InboxView } from './inbox.rules.js';
import { anybody } from './route.rules.js';

/** Whose inbox, and which part of it. */
export interface InboxQuery { readonly view: InboxView; readonly me: string; readonly delegators: readonly string[]; readonly kinds: readonly string[] }

// $1 me, $2 my own seats, $3 seats of those who handed theirs to me, $4 kinds. Who wrote a paper was not kept with the first approvals.
const from = 'from revenue.approvals a left join revenue.invoices i on i.tenant_id = a.tenant_id and i.id = a.invoice_id where a.kind = any($4::text[])';
const mayNot = `(coalesce(a.author_ids, i.author_ids, '[]') ? $1 or a.decisions @> jsonb_build_array(jsonb_build_object('stepNo', a.step_no, 'byId', $1::text)) or (a.none_twice and a.decisions @> jsonb_build_array(jsonb_build_object('byId', $1::text, 'approved', true))))`;
const views: Readonly<Record<InboxView, string>> = {
  MINE: `a.state = 'OPEN' and a.waiting_for ?| $2::text[] and not ${mayNot} and $3::text[] is not null`,
  DELEGATES: `a.state = 'OPEN' and not a.waiting_for ?| $2::text[] and a.waiting_for ?| $3::text[] and not ${mayNot}`,
  WAITING: `a.state = 'OPEN' and (not a.waiting_for ?| ($2::text[] || $3::text[]) or ${mayNot})`,
  DECIDED: `(a.decisions @> jsonb_build_array(jsonb_build_object('byId', $1::text)) or a.decisions @> jsonb_build_array(jsonb_build_object('forId', $1::text))) and $2::text[] is not null and $3::text[] is not null`,
};

function afterOf(cursor: string | null | undefined): readonly [string, string] | null {
  if (!cursor) return null;
  const [at, id] = decodeCursor(cursor, 2).map(String);
  if (!at || Number.isNaN(Date.parse(at)) || !id || !/^[0-9a-f-]{36}$/.test(id)) throw new Invalid('BAD_CURSOR', 'This cursor does not belong to this list.', 'after');
  return [at, id];
}

/** One page of an inbox: one statement finds it, and the loader reads it. The oldest comes first, but for what was decided. */
export async function inboxPage(ctx: Ctx, query: InboxQuery, page: { readonly first: number; readonly after: string | null }): Promise<Page<Approval>> {
  const params = [query.me, [anybody, query.me], [...query.delegators], [...query.kinds]];
  const [after, newest] = [afterOf(page.after), query.view === 'DECIDED'];
  const beyond = after ? ` and (a.created_at, a.id) ${newest ? '<' : '>'} ($5::timestamptz, $6::uuid)` : '';
  const direction = newest ? 'desc' : 'asc';
  const rows = await ctx.read.sql<{ id: string; created_at: Date }>(`select a.id, a.created_at ${from} and ${views[query.view]}${beyond} order by a.created_at ${direction}, a.id ${direction} limit ${page.first + 1}`, [...params, ...(after ?? [])]);
  const found = await Promise.all(rows.slice(0, page.first).map((row) => ctx.read.load(Approval, uuidToId('iap', row.id))));
  const edges = found.flatMap((node, at) => (node ? [{ node, cursor: encodeCursor([rows[at]?.created_at.toISOString(), rows[at]?.id]) }] : []));
  const count = async (): Promise<number> => Number((await ctx.read.sql<{ n: string }>(`select count(*) as n ${from} and ${views[query.view]}`, params))[0]?.n ?? 0);
  return {
    edges, nodes: edges.map((edge) => edge.node), get totalCount() { return count(); },
    pageInfo: { hasNextPage: rows.length > page.first, hasPreviousPage: after !== null, startCursor: edges[0]?.cursor ?? null, endCursor: edges.at(-1)?.cursor ?? null },
  };
}
