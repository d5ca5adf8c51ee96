import type { Ctx } from '@firmament/kit';
import { billFoundInLedger, billPaidInLedger, billReversedInLedger } from '../../bill/from-ledger.js';
import { Invoice } from '../../invoice/invoice.entity.js';
import { payable } from '../../invoice/invoice-state.rules.js';
import { CreditNote } from '../../issue/credit-note.entity.js';
import { printed } from '../../issue/paper.rules.js';
import { LedgerDrift } from '../drift/ledger-drift.entity.js';
import { noteDrift } from '../drift/note-drift.js';
import { LedgerLink } from '../link/ledger-link.entity.js';
import type { LedgerName, PaperReading } from '../ledger-port.js';

/** Of which line. */
interface Line { readonly connectionId: string; readonly ledger: LedgerName }
const called = { INVOICE: 'Invoice', CREDIT_NOTE: 'Credit note', BILL: 'Bill', BILL_CREDIT: 'Credit' } as const;
const isBill = (kind: PaperReading['kind']): kind is 'BILL' | 'BILL_CREDIT' => kind === 'BILL' || kind === 'BILL_CREDIT';

/** It may be ours on its way, whose answer was lost: then the queue finds it by its number. */
async function isOursOnItsWay(ctx: Ctx, { kind, number }: PaperReading): Promise<boolean> {
  if (number === null) return false;
  if (kind === 'INVOICE') return (await ctx.em.count(Invoice, { number, status: { $in: ['ISSUING', ...payable] } })) > 0;
  return kind === 'CREDIT_NOTE' && (await ctx.em.count(CreditNote, { number })) > 0;
}

/** A bill that stands there and did not come from here: known from now on as approved past us, and followed. Null where it is no news: nobody approved it there yet, or it is on its way from here. */
async function foundBill(ctx: Ctx, { connectionId, ledger }: Line, seen: PaperReading & { readonly kind: 'BILL' | 'BILL_CREDIT' }, paidOn: string | undefined): Promise<string | null> {
  if (seen.status === 'DRAFT') return null;
  const { kind, externalId, syncToken, partyName, number, day, dueOn, currency, totalMinor, url } = seen;
  const { billId, bypassed } = await billFoundInLedger(ctx, { ledger, vendorName: partyName || 'Somebody', number, billedOn: day || null, dueOn, currency, totalMinor, credit: kind === 'BILL_CREDIT', waits: false });
  if (!bypassed) return null;
  const link = ctx.em.create(LedgerLink, { id: ctx.newId('llk'), tenantId: ctx.actor.tenantId ?? '', version: 1, clientId: null, connectionId, kind, ourId: billId, externalId, syncToken, lines: [], totalMinor, url, feeMinor: null, endedAt: null, comparedAt: ctx.now, pushedAt: ctx.now });
  ctx.em.persist(link);
  await billStanding(ctx, link, seen, paidOn);
  return billId;
}

/** Whether a bill is paid, its balance there says. */
export async function billStanding(ctx: Ctx, link: LedgerLink, seen: PaperReading, paidOn: string | undefined): Promise<void> {
  if (seen.status === 'PAID') await billPaidInLedger(ctx, { billId: link.ourId, paidOn: paidOn ?? ctx.now.toISOString().slice(0, 10) });
  else if (seen.status === 'OPEN') await billReversedInLedger(ctx, { billId: link.ourId, reason: 'The payment was taken back in the ledger.' });
}

/** A paper that was written there by hand. */
export async function foundPaper(ctx: Ctx, line: Line, seen: PaperReading, paidOn: string | undefined): Promise<void> {
  const { kind, externalId, number } = seen;
  if (kind === 'PAYMENT' || seen.status === 'VOID' || await isOursOnItsWay(ctx, seen)) return;
  // Whoever was asked about it once is not asked again.
  if (await ctx.em.findOne(LedgerDrift, { connectionId: line.connectionId, kind, externalId, field: 'document' })) return;
  const ourId = isBill(kind) ? await foundBill(ctx, line, { ...seen, kind }, paidOn) : externalId;
  if (ourId === null) return;
  await noteDrift(ctx, { ...line, kind, ourId, externalId, number, label: `${called[kind]} ${number ?? ''} of ${seen.partyName || 'somebody'}`, clientId: null, field: 'document', ours: 'It is not here.', theirs: `It stands there: ${printed(seen.totalMinor, seen.currency)}.`, bypass: true });
}
