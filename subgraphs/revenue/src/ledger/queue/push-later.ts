import type { Ctx } from '@firmament/kit';
import { laterOn } from '../../due.js';
import { ledgerOf } from '../connection/ledger-house.js';
import type { LedgerKind } from '../ledger-port.js';
import { LedgerItem, type LedgerAct } from './ledger-item.entity.js';

/** What is to stand in the ledger, or no more. `label` is what people call it. */
export interface Wanted { readonly kind: LedgerKind; readonly act?: LedgerAct; readonly ourId: string; readonly clientId: string | null; readonly label: string }

/** Puts something into the queue to the firm's ledger, in the commit of what it is about. Does nothing where the firm has none; said again, it stands there once. False where there is no ledger. */
export async function pushLater(ctx: Ctx, { kind, act = 'CREATE', ourId, clientId, label }: Wanted): Promise<boolean> {
  if ((await ledgerOf(ctx)) === null) return false;
  if (await ctx.em.findOne(LedgerItem, { kind, act, ourId })) return true;
  const item = ctx.em.create(LedgerItem, { id: ctx.newId('lqi'), tenantId: ctx.actor.tenantId ?? '', version: 1, clientId, kind, act, ourId, label: label.slice(0, 200), state: 'WAITING', tries: 0, problem: null, errorCode: null, fixUrl: null, toldCode: null, correlationId: ctx.meta.correlationId, since: ctx.now, doneAt: null });
  ctx.em.persist(item);
  await laterOn(ctx, 'ledger', { id: item.id, at: null });
  return true;
}

/** Takes back in the ledger what stands there or is on its way there. */
export async function takeBackLater(ctx: Ctx, wanted: Omit<Wanted, 'act'>): Promise<void> {
  const going = await ctx.em.findOne(LedgerItem, { kind: wanted.kind, act: 'CREATE', ourId: wanted.ourId });
  if (going) await pushLater(ctx, { ...wanted, act: 'CANCEL' });
}
