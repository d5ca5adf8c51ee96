import type { FirmLine } from '@firmament/kit';
import { ledgerWords } from '../connection/ledger-config.js';
import type { LedgerLink, LinkedLine } from '../link/ledger-link.entity.js';
import { LedgerRefused, type Ledger, type LedgerName, type PaperReading, type PaymentReading } from '../ledger-port.js';
import { partyOf } from '../party/party-of.js';
import type { LedgerItem } from './ledger-item.entity.js';
import type { EndedWork, PaperWork, PaymentWork, Work } from './papers.js';

/** An item that is in hand. */
export interface Job { readonly item: LedgerItem; readonly connectionId: string; readonly ledger: LedgerName; readonly work: Work; readonly link: LedgerLink | null }
/** What stands there now. */
export type Done = { readonly paper: PaperReading; readonly lines: readonly LinkedLine[] } | { readonly payment: PaymentReading } | { readonly ended: true } | { readonly nothing: true };

/** Since an item may be wanted again, each wish has a key of its own, the same for every try of it. */
const keyOf = ({ item }: Job): string => (item.act === 'REWRITE' ? `${item.id}:${item.since.getTime()}` : item.id);
const linesOf = (work: PaperWork, there: PaperReading): LinkedLine[] => work.paper.lines.map((line, at) => ({ key: line.key, externalId: there.lines[at]?.externalId ?? '' }));

/** A paper of our number that says another sum is not ours: nobody writes over it. */
function demandOurs(found: PaperReading, { paper }: PaperWork, label: string): PaperReading {
  if (found.totalMinor !== paper.totalMinor || found.status === 'VOID') throw new LedgerRefused('', `${label} has another document under ${paper.number}, of another sum. Give that one another number, or remove it.`, 'INVALID', found.url);
  return found;
}

async function write(ledger: Ledger, firm: FirmLine, job: Job, work: PaperWork): Promise<Done> {
  const partyId = await partyOf(ledger, firm, { connectionId: job.connectionId, party: work.party });
  // Looked for before every try: what an answer was lost for stands there already.
  const found = await ledger.find(work.paper.kind, work.paper.number, partyId);
  const paper = found ? demandOurs(found, work, ledgerWords[job.ledger].label) : await ledger.create({ ...work.paper, partyId }, keyOf(job));
  if (work.attachment) await ledger.attach(work.paper.kind, paper.externalId, work.attachment, `${job.item.id}:report`);
  return { paper, lines: linesOf(work, paper) };
}

/** Ours over theirs, because somebody decided so. What was taken back there is written there again, under the same number where the ledger lets it. */
async function writeAnew(ledger: Ledger, firm: FirmLine, job: Job, work: PaperWork): Promise<Done> {
  const there = job.link ? await ledger.read(work.paper.kind, job.link.externalId) : null;
  const partyId = await partyOf(ledger, firm, { connectionId: job.connectionId, party: work.party });
  const paper = there && there.status !== 'VOID' ? await ledger.rewrite(there.externalId, { ...work.paper, partyId }, keyOf(job)) : await writtenAgain(ledger, { ...work.paper, partyId }, keyOf(job));
  return { paper, lines: linesOf(work, paper) };
}

async function writtenAgain(ledger: Ledger, paper: Parameters<Ledger['create']>[0], key: string): Promise<PaperReading> {
  const found = await ledger.find(paper.kind, paper.number, paper.partyId);
  return found && found.status !== 'VOID' ? found : ledger.create(paper, key);
}

/** What was booked already of a payment for several papers is not booked again. */
async function book(ledger: Ledger, firm: FirmLine, job: Job, work: PaymentWork): Promise<Done> {
  const partyId = await partyOf(ledger, firm, { connectionId: job.connectionId, party: work.party });
  const { payment } = work;
  const found = await ledger.findPayment(payment.reference, partyId);
  const booked = new Set(found?.appliesTo.map((one) => one.externalId));
  const left = payment.appliesTo.filter((one) => !booked.has(one.externalId));
  if (found && left.length === 0) return { payment: found };
  const rest = await ledger.createPayment({ ...payment, partyId, appliesTo: left, totalMinor: found ? left.reduce((sum, one) => sum + one.minor, 0n) : payment.totalMinor }, job.item.id);
  return { payment: found ? { ...found, totalMinor: found.totalMinor + rest.totalMinor, appliesTo: [...found.appliesTo, ...rest.appliesTo] } : rest };
}

/** What stands there under our number and sum, though no answer told us so. */
async function leftThere(ledger: Ledger, { kind, number, totalMinor }: EndedWork): Promise<string | null> {
  const found = await ledger.find(kind, number, '');
  return found && found.status !== 'VOID' && found.totalMinor === totalMinor ? found.externalId : null;
}

async function takeBack(ledger: Ledger, { item, link, work }: Job): Promise<Done> {
  if (item.kind === 'PAYMENT') {
    // Also without a link: an answer may have been lost.
    await ledger.cancelPayment(link?.externalId ?? null, item.ourId, item.id);
    return { ended: true };
  }
  const externalId = link?.externalId ?? (work.is === 'ENDED' ? await leftThere(ledger, work) : null);
  if (externalId === null) return { nothing: true };
  await ledger.cancel(item.kind, externalId, item.id).catch((error: unknown) => { if (!(error instanceof LedgerRefused) || error.code !== 'NOT_FOUND') throw error; });
  return { ended: true };
}

/** Does in the ledger what an item asks for. No transaction is open. */
export function carry(ledger: Ledger, firm: FirmLine, job: Job): Promise<Done> {
  const { work, item } = job;
  if (item.act === 'CANCEL') return takeBack(ledger, job);
  if (work.is === 'CHANGED') throw new LedgerRefused('', 'Its words are no longer those that people agreed to, so it does not leave.', 'STALE');
  if (work.is === 'PAPER') return item.act === 'REWRITE' ? writeAnew(ledger, firm, job, work) : write(ledger, firm, job, work);
  return work.is === 'PAYMENT' ? book(ledger, firm, job, work) : Promise.resolve({ nothing: true });
}
