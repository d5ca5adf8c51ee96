import { idToUuid, uuidToId } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { laterOn, notAnyMore } from '../../due.js';
import { ledgerOf } from '../connection/ledger-house.js';
import { LedgerLink } from '../link/ledger-link.entity.js';
import type { LedgerKind } from '../ledger-port.js';
import { LedgerItem, type LedgerAct } from './ledger-item.entity.js';

/** What is to stand in the ledger, or no more. `label` is what people call it. */
export interface Wanted { readonly kind: LedgerKind; readonly act?: LedgerAct; readonly ourId: string; readonly clientId: string | null; readonly label: string }

/** Wanted again: what waits is looked at now, and what is to be written anew once more begins anew. */
async function wantedAgain(ctx: Ctx, item: LedgerItem): Promise<void> {
  if (item.state === 'WAITING') { await laterOn(ctx, 'ledger', { id: item.id, at: null }); return; }
  if (item.act !== 'REWRITE') return;
  Object.assign(item, { state: 'WAITING', tries: 0, problem: null, errorCode: null, fixUrl: null, toldCode: null, since: ctx.now, doneAt: null });
  await laterOn(ctx, 'ledger', { id: item.id, at: null });
}

/** Puts something into the queue to the firm's ledger, in the commit of what it is about. Does nothing where the firm has none; said again, it stands there once. False where there is no ledger. */
export async function pushLater(ctx: Ctx, { kind, act = 'CREATE', ourId, clientId, label }: Wanted): Promise<boolean> {
  if ((await ledgerOf(ctx)) === null) return false;
  const known = await ctx.em.findOne(LedgerItem, { kind, act, ourId });
  if (known) { await wantedAgain(ctx, known); return true; }
  const item = ctx.em.create(LedgerItem, { id: ctx.newId('lqi'), tenantId: ctx.actor.tenantId ?? '', version: 1, clientId, kind, act, ourId, label: label.slice(0, 200), state: 'WAITING', tries: 0, problem: null, errorCode: null, fixUrl: null, toldCode: null, asleep: false, correlationId: ctx.meta.correlationId, since: ctx.now, doneAt: null });
  ctx.em.persist(item);
  await laterOn(ctx, 'ledger', { id: item.id, at: null });
  return true;
}

/** Takes back in the ledger what stands there or is on its way there; nothing where the ledger took it back itself. What was stuck on its way waits for nobody any more. */
export async function takeBackLater(ctx: Ctx, wanted: Omit<Wanted, 'act'>): Promise<void> {
  const { kind, ourId } = wanted;
  const going = await ctx.em.find(LedgerItem, { kind, ourId, act: { $in: ['CREATE', 'REWRITE'] } });
  for (const item of going.filter((one) => one.state === 'STUCK')) {
    Object.assign(item, { state: 'DONE', doneAt: ctx.now });
    await notAnyMore(ctx, 'ledger', item.id);
  }
  const links = await ctx.em.find(LedgerLink, { kind, ourId });
  const standing = links.some((one) => one.endedAt === null);
  if (standing || (links.length === 0 && going.length > 0)) await pushLater(ctx, { ...wanted, act: 'CANCEL' });
}

/** Looks at once at the next of a client that waits, and at what slept until something stood there. */
export async function wakeClient(ctx: Ctx, clientId: string | null): Promise<void> {
  const rows = await ctx.sql<{ id: string }>(
    `select id from revenue.ledger_items where state = 'WAITING' and client_id is not distinct from $1::uuid and (asleep or place = (select min(place) from revenue.ledger_items where state = 'WAITING' and not asleep and client_id is not distinct from $1::uuid))`, [clientId === null ? null : idToUuid(clientId)]);
  for (const { id } of rows) await laterOn(ctx, 'ledger', { id: uuidToId('lqi', id), at: null });
}

/** The ledger answers again: whatever waited only for that is looked at now, each in its turn. */
export async function wakeAfterOutage(ctx: Ctx): Promise<void> {
  await ctx.sql(`update revenue.due set due_at = clock_timestamp() from revenue.ledger_items i where due.kind = 'ledger' and due.tenant_id = i.tenant_id and due.id = i.id and i.state = 'WAITING' and i.error_code = 'UNAVAILABLE' and due.due_at > clock_timestamp()`);
}
