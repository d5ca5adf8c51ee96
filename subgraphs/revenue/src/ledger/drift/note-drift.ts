import { ledgerBypassDetected, ledgerDriftDetected, ledgerDriftResolved } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import type { LedgerKind, LedgerName } from '../ledger.types.js';
import { LedgerDrift } from './ledger-drift.entity.js';

/** A difference, as it was seen. */
export interface Seen { readonly connectionId: string; readonly ledger: LedgerName; readonly kind: LedgerKind; readonly ourId: string; readonly externalId: string; readonly number: string | null; readonly label: string; readonly clientId: string | null; readonly field: string; readonly ours: string; readonly theirs: string; readonly bypass: boolean }

const place = ({ connectionId, clientId }: Pick<Seen, 'connectionId' | 'clientId'>) => ({ aggregateId: connectionId, ...(clientId ? { clientId } : {}) });

/** Writes a difference down, and tells it once. The same one with another value there is the same question with a newer answer. */
export async function noteDrift(ctx: Ctx, seen: Seen): Promise<void> {
  const { connectionId, ledger, kind, externalId, field, ours, theirs, ourId, number, clientId, bypass } = seen;
  const open = await ctx.em.findOne(LedgerDrift, { connectionId, kind, externalId, field, state: 'OPEN' });
  if (open) { Object.assign(open, { ours, theirs }); return; }
  // What somebody accepted is no news as long as it stands as they accepted it.
  const accepted = await ctx.em.findOne(LedgerDrift, { connectionId, kind, externalId, field, state: 'RESOLVED', resolution: 'ACCEPTED', ours, theirs });
  if (accepted) return;
  const drift = ctx.em.create(LedgerDrift, { id: ctx.newId('dft'), tenantId: ctx.actor.tenantId ?? '', version: 1, clientId, connectionId, kind, ourId, externalId, number, label: seen.label.slice(0, 200), field, ours, theirs, bypass, state: 'OPEN', resolution: null, resolvedBy: null, foundAt: ctx.now, resolvedAt: null });
  ctx.em.persist(drift);
  await ctx.em.flush();
  const about = { connectionId, ledger, kind, ourId, number, clientId, driftId: drift.id };
  if (bypass) ctx.emit(ledgerBypassDetected, about, place(seen));
  else ctx.emit(ledgerDriftDetected, { ...about, field, ours, theirs }, place(seen));
}

/** Says that a difference is none any more. */
export function tellResolved(ctx: Ctx, ledger: LedgerName, drift: LedgerDrift): void {
  const { connectionId, kind, ourId, number, clientId, resolution } = drift;
  if (resolution) ctx.emit(ledgerDriftResolved, { connectionId, ledger, kind, ourId, number, clientId, driftId: drift.id, resolution }, place(drift));
}

/** Settles by itself what differs no more, of the fields that were looked at. */
export async function settleMended(ctx: Ctx, at: Pick<Seen, 'connectionId' | 'ledger' | 'kind' | 'externalId'>, looked: { readonly fields: readonly string[]; readonly differ: readonly string[] }): Promise<void> {
  const { connectionId, ledger, kind, externalId } = at;
  const same = looked.fields.filter((field) => !looked.differ.includes(field));
  for (const drift of await ctx.em.find(LedgerDrift, { connectionId, kind, externalId, state: 'OPEN', bypass: false, field: { $in: same } })) {
    Object.assign(drift, { state: 'RESOLVED', resolution: 'MENDED', resolvedAt: ctx.now });
    tellResolved(ctx, ledger, drift);
  }
}
