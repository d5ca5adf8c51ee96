import { ledgerBypassDetected, ledgerDriftDetected } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import type { LedgerKind, LedgerName } from '../ledger.types.js';
import { LedgerDrift } from './ledger-drift.entity.js';

/** A difference, as it was seen. */
export interface Seen { readonly connectionId: string; readonly ledger: LedgerName; readonly kind: LedgerKind; readonly ourId: string; readonly externalId: string; readonly number: string | null; readonly label: string; readonly clientId: string | null; readonly field: string; readonly ours: string; readonly theirs: string; readonly bypass: boolean }

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
  const about = { connectionId, ledger, kind, ourId, number, clientId, driftId: drift.id };
  if (bypass) ctx.emit(ledgerBypassDetected, about, { aggregateId: connectionId, ...(clientId ? { clientId } : {}) });
  else ctx.emit(ledgerDriftDetected, { ...about, field, ours, theirs }, { aggregateId: connectionId, ...(clientId ? { clientId } : {}) });
}
