import { LockMode } from '@mikro-orm/core';
import type { Ctx, FirmLine } from '@firmament/kit';
import { comparePaper } from '../drift/compare-paper.js';
import { LedgerLink } from '../link/ledger-link.entity.js';
import type { Ledger, LedgerKind, LedgerName } from '../ledger-port.js';
import { billStanding, foundPaper } from './found-paper.js';

/** Of which line a look reads; `paidOn` are the days of payments that went out, by the ledger's id of what they paid. */
export interface Reading { readonly connectionId: string; readonly ledger: LedgerName; readonly paidOn: ReadonlyMap<string, string> }
type PaperKind = Exclude<LedgerKind, 'PAYMENT'>;

const linkOf = async (ctx: Ctx, connectionId: string, kind: LedgerKind, externalId: string): Promise<LedgerLink | null> =>
  await ctx.em.findOne(LedgerLink, { connectionId, kind, externalId }, { lockMode: LockMode.PESSIMISTIC_WRITE }) ?? ctx.em.findOne(LedgerLink, { connectionId, externalId, kind: { $ne: 'PAYMENT' } });

/** A paper that changed there: one of ours is held against what we have, one that we do not know was written there by hand. */
export async function readPaper(ledger: Ledger, firm: FirmLine, { connectionId, ledger: name, paidOn }: Reading, changed: { readonly kind: PaperKind; readonly externalId: string }): Promise<void> {
  const seen = await ledger.read(changed.kind, changed.externalId);
  await firm.inFirm(async (ctx) => {
    // The vendor's news may call a bill an invoice: what it is, the answer says.
    const link = await linkOf(ctx, connectionId, seen?.kind ?? changed.kind, changed.externalId);
    if (!link) { if (seen) await foundPaper(ctx, { connectionId, ledger: name }, seen, paidOn.get(changed.externalId)); return; }
    await comparePaper(ctx, { connectionId, ledger: name }, link, seen);
    if (seen && (link.kind === 'BILL' || link.kind === 'BILL_CREDIT')) await billStanding(ctx, link, seen, paidOn.get(changed.externalId));
  });
}
