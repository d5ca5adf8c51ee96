import type { Ctx } from '@firmament/kit';
import { billFoundInLedger } from '../../bill/from-ledger.js';
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

/** A bill that was written there: the house takes it in, and says so where it went past the people who must agree. */
async function foundBill(ctx: Ctx, line: Line, seen: PaperReading, driftId: string): Promise<{ readonly ourId: string; readonly bypass: boolean }> {
  const { externalId, partyName, number, day, dueOn, currency, totalMinor, kind } = seen;
  const { billId, bypassed } = await billFoundInLedger(ctx, { ...line, driftId, vendorName: partyName, number, billedOn: day || null, dueOn, currency, totalMinor, credit: kind === 'BILL_CREDIT', waits: seen.status === 'DRAFT' });
  const known = await ctx.em.findOne(LedgerLink, { connectionId: line.connectionId, kind, ourId: billId });
  // One that waits there for approval is linked by the queue, once it was approved here.
  if (!known && bypassed) ctx.em.persist(ctx.em.create(LedgerLink, { id: ctx.newId('llk'), tenantId: ctx.actor.tenantId ?? '', version: 1, clientId: null, connectionId: line.connectionId, kind, ourId: billId, externalId, syncToken: seen.syncToken, lines: [], totalMinor, url: seen.url, feeMinor: null, endedAt: null, comparedAt: ctx.now, pushedAt: ctx.now }));
  return { ourId: billId, bypass: bypassed };
}

/** A paper that was written there by hand. */
export async function foundPaper(ctx: Ctx, line: Line, seen: PaperReading): Promise<void> {
  const { kind, externalId, number } = seen;
  if (kind === 'PAYMENT' || seen.status === 'VOID' || await isOursOnItsWay(ctx, seen)) return;
  // Whoever was asked about it once is not asked again.
  if (await ctx.em.findOne(LedgerDrift, { connectionId: line.connectionId, kind, externalId, field: 'document' })) return;
  const driftId = ctx.newId('dft');
  const bill = isBill(kind) ? await foundBill(ctx, line, seen, driftId) : null;
  if (bill?.bypass === false) return;
  await noteDrift(ctx, { ...line, driftId, told: bill !== null, kind, ourId: bill?.ourId ?? externalId, externalId, number, label: `${called[kind]} ${number ?? ''} of ${seen.partyName || 'somebody'}`, clientId: null, field: 'document', ours: 'It is not here.', theirs: `It stands there: ${printed(seen.totalMinor, seen.currency)}.`, bypass: true });
}
