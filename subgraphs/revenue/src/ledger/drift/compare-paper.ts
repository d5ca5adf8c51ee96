import type { Ctx } from '@firmament/kit';
import { Bill } from '../../bill/bill.entity.js';
import { Invoice } from '../../invoice/invoice.entity.js';
import { CreditNote } from '../../issue/credit-note.entity.js';
import { printed } from '../../issue/paper.rules.js';
import type { LedgerLink } from '../link/ledger-link.entity.js';
import type { LedgerName, PaperReading } from '../ledger-port.js';
import { LedgerParty } from '../party/ledger-party.entity.js';
import { LedgerItem } from '../queue/ledger-item.entity.js';
import { compared, differences, type OursThere } from './differences.rules.js';
import { noteDrift, settleMended } from './note-drift.js';

/** Of which line. */
interface Line { readonly connectionId: string; readonly ledger: LedgerName }
type Ours = OursThere & { readonly label: string };

/** Who the client is there. One whose record was merged may stand there twice: either is right. */
async function customerOf(ctx: Ctx, connectionId: string, clientId: string, seen: PaperReading | null): Promise<string | null> {
  const known = (await ctx.em.find(LedgerParty, { connectionId, side: 'CUSTOMER', clientId })).flatMap((one) => one.externalId ?? []);
  return seen !== null && known.includes(seen.partyId) ? seen.partyId : known[0] ?? null;
}

async function oursOf(ctx: Ctx, { connectionId, kind, ourId, endedAt, totalMinor }: LedgerLink, seen: PaperReading | null): Promise<Ours> {
  const plain = { number: null, day: null, dueOn: null, partyId: null, taxMinor: null, currency: seen?.currency ?? '', totalMinor: BigInt(totalMinor), ended: endedAt !== null };
  if (kind === 'INVOICE') {
    const one = await ctx.em.findOne(Invoice, { id: ourId });
    if (one) return { number: one.number, day: one.issuedOn, dueOn: one.dueOn, partyId: await customerOf(ctx, connectionId, one.clientId, seen), currency: one.currency, taxMinor: BigInt(one.taxMinor), totalMinor: BigInt(one.totalMinor), ended: plain.ended || one.status === 'VOID', label: `Invoice ${one.number ?? ''}` };
  }
  if (kind === 'CREDIT_NOTE') {
    const one = await ctx.em.findOne(CreditNote, { id: ourId });
    if (one) return { ...plain, number: one.number, day: one.issuedOn, currency: one.currency, taxMinor: BigInt(one.taxMinor), totalMinor: BigInt(one.amountMinor), label: `Credit note ${one.number}` };
  }
  const bill = kind === 'BILL' || kind === 'BILL_CREDIT' ? await ctx.em.findOne(Bill, { id: ourId }) : null;
  return { ...plain, number: bill?.number ?? null, label: bill ? `Bill ${bill.number ?? ''} of ${bill.vendorName ?? 'a vendor'}` : 'A paper' };
}

/** Something is on its way there: until it is done, what stands there is no surprise. */
async function isOnItsWay(ctx: Ctx, { kind, ourId }: LedgerLink): Promise<boolean> { return (await ctx.em.count(LedgerItem, { kind, ourId, state: { $ne: 'DONE' } })) > 0; }

/** Holds a paper of ours against what stands there: what differs is noted, and nothing is changed on either side. */
export async function comparePaper(ctx: Ctx, line: Line, link: LedgerLink, seen: PaperReading | null): Promise<void> {
  link.comparedAt = ctx.now;
  if (await isOnItsWay(ctx, link)) return;
  const { label, ...ours } = await oursOf(ctx, link, seen);
  const found = differences(ours, seen, printed);
  const at = { ...line, kind: link.kind, externalId: link.externalId };
  for (const one of found) await noteDrift(ctx, { ...at, ourId: link.ourId, number: ours.number, label, clientId: link.clientId, bypass: false, ...one });
  // Of a paper that is gone nothing else can be seen.
  if (seen !== null && seen.status !== 'VOID') await settleMended(ctx, at, { fields: compared, differ: found.map((one) => one.field) });
  if (seen) link.syncToken = seen.syncToken;
}
