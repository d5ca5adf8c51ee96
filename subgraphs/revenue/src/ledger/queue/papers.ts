import type { Ctx } from '@firmament/kit';
import { billAttachment, billPaper } from '../../bill/to-ledger.js';
import { InvoiceLine } from '../../invoice/invoice-line.entity.js';
import { Invoice } from '../../invoice/invoice.entity.js';
import { standingHash } from '../../invoice/invoice-subject.js';
import { payable } from '../../invoice/invoice-state.rules.js';
import { CreditNote } from '../../issue/credit-note.entity.js';
import { payerName } from '../../payer/on-names.js';
import { Allocation, Payment } from '../../payment/payment.entity.js';
import { standingBy } from '../../payment/standing.rules.js';
import { LedgerLink } from '../link/ledger-link.entity.js';
import type { LedgerPayment, Paper } from '../ledger-port.js';
import type { OurParty } from '../party/party-of.js';
import type { LedgerItem } from './ledger-item.entity.js';

/** A paper on its way, without the ledger's id of whom it is for. */
export interface PaperWork { readonly is: 'PAPER'; readonly party: OurParty; readonly paper: Omit<Paper, 'partyId'>; readonly attachment: { readonly name: string; readonly type: string; readonly bytes: Uint8Array } | null }
/** Money on its way, and which of the ledger's papers it settles. */
export interface PaymentWork { readonly is: 'PAYMENT'; readonly party: OurParty; readonly payment: Omit<LedgerPayment, 'partyId'> }
/** Nothing is to be done (any more), or not yet: something else has to stand there first. What is another than people agreed to never leaves. */
export interface NoWork { readonly is: 'OBSOLETE' | 'NOT_YET' | 'CHANGED' }
/** A paper that is taken back: by this number and sum it is looked for, should an answer have been lost. */
export interface EndedWork { readonly is: 'ENDED'; readonly kind: Paper['kind']; readonly number: string; readonly totalMinor: bigint }
/** What an item comes to at this moment. */
export type Work = PaperWork | PaymentWork | EndedWork | NoWork;

const client = async (ctx: Ctx, clientId: string): Promise<OurParty> => ({ side: 'CUSTOMER', ourId: clientId, clientId, name: (await payerName(ctx, clientId)) || clientId, email: null });
const linkOf = (ctx: Ctx, connectionId: string, kind: LedgerLink['kind'], ourId: string): Promise<LedgerLink | null> => ctx.em.findOne(LedgerLink, { connectionId, kind, ourId });
const linesOf = (ctx: Ctx, invoiceId: string): Promise<InvoiceLine[]> => ctx.em.find(InvoiceLine, { invoiceId }, { orderBy: { position: 'ASC' } });

/** Only the very words that were approved leave: others are nothing that could be pushed. */
async function invoiceWork(ctx: Ctx, id: string): Promise<Work> {
  const invoice = await ctx.em.findOne(Invoice, { id });
  if (!invoice || invoice.number === null) return { is: 'OBSOLETE' };
  if (invoice.status === 'VOID') return { is: 'ENDED', kind: 'INVOICE', number: invoice.number, totalMinor: BigInt(invoice.totalMinor) };
  if (!(invoice.status === 'ISSUING' || payable.includes(invoice.status))) return { is: 'OBSOLETE' };
  if (await standingHash(ctx, invoice) !== invoice.approvedHash) return { is: 'CHANGED' };
  const lines = await linesOf(ctx, id);
  const paper = {
    kind: 'INVOICE' as const, number: invoice.number, currency: invoice.currency, day: invoice.issuedOn ?? '', dueOn: invoice.dueOn, memo: invoice.purchaseOrder ?? invoice.title, corrects: null, netMinor: BigInt(invoice.netMinor), taxMinor: BigInt(invoice.taxMinor), totalMinor: BigInt(invoice.totalMinor),
    lines: lines.map((line) => ({ key: line.id, text: line.description ? `${line.title}\n${line.description}` : line.title, quantityMilli: BigInt(line.quantityMilli), unitMinor: line.taxIncluded ? BigInt(line.netMinor) : BigInt(line.unitMinor), netMinor: BigInt(line.netMinor), taxMinor: BigInt(line.taxMinor), accountCode: line.accountCode, taxCode: line.taxCode })),
  };
  return { is: 'PAPER', party: await client(ctx, invoice.clientId), paper, attachment: null };
}

/** A credit note goes on the account and under the tax of the first line of its invoice, for it credits the whole. */
async function creditWork(ctx: Ctx, id: string, connectionId: string): Promise<Work> {
  const note = await ctx.em.findOne(CreditNote, { id });
  if (!note) return { is: 'OBSOLETE' };
  const invoice = await linkOf(ctx, connectionId, 'INVOICE', note.invoiceId);
  if (!invoice) return { is: 'NOT_YET' };
  const [first] = await linesOf(ctx, note.invoiceId);
  const [total, tax] = [BigInt(note.amountMinor), BigInt(note.taxMinor)];
  const line = { key: note.id, text: note.reason, quantityMilli: 1_000n, unitMinor: total - tax, netMinor: total - tax, taxMinor: tax, accountCode: first?.accountCode ?? null, taxCode: tax === 0n ? null : first?.taxCode ?? null };
  return { is: 'PAPER', party: await client(ctx, note.clientId), attachment: null, paper: { kind: 'CREDIT_NOTE', number: note.number, currency: note.currency, day: note.issuedOn, dueOn: null, memo: null, lines: [line], netMinor: total - tax, taxMinor: tax, totalMinor: total, corrects: invoice.externalId } };
}

/** Money goes there once all that it settles stands there; money of which nothing is settled waits for what it will. */
async function paymentWork(ctx: Ctx, id: string, connectionId: string): Promise<Work> {
  const payment = await ctx.em.findOne(Payment, { id });
  if (payment?.state !== 'RECEIVED' || payment.fromLedger) return { is: 'OBSOLETE' };
  const standing = [...standingBy(await ctx.em.find(Allocation, { paymentId: id }), 'invoiceId')].sort();
  const links = await ctx.em.find(LedgerLink, { connectionId, kind: 'INVOICE', ourId: { $in: standing.map(([invoiceId]) => invoiceId) } });
  if (standing.length === 0 || links.length < standing.length) return { is: 'NOT_YET' };
  const appliesTo = standing.map(([invoiceId, minor]) => ({ externalId: links.find((link) => link.ourId === invoiceId)?.externalId ?? '', minor }));
  const totalMinor = appliesTo.reduce((sum, one) => sum + one.minor, 0n);
  return { is: 'PAYMENT', party: await client(ctx, payment.clientId), payment: { reference: payment.id, currency: payment.currency, day: payment.receivedOn, totalMinor, appliesTo } };
}

async function billWork(ctx: Ctx, id: string): Promise<Work> {
  const found = await billPaper(ctx, id);
  if (!found) return { is: 'OBSOLETE' };
  const { vendor, paper } = found;
  return { is: 'PAPER', party: { side: 'VENDOR', ourId: vendor.vendorId, clientId: null, name: vendor.name, email: vendor.email }, paper, attachment: await billAttachment(ctx, id) };
}

/** What an item comes to, by what stands in our rows at this moment. */
export function workOf(ctx: Ctx, { kind, ourId }: Pick<LedgerItem, 'kind' | 'ourId'>, connectionId: string): Promise<Work> {
  switch (kind) {
    case 'INVOICE': return invoiceWork(ctx, ourId);
    case 'CREDIT_NOTE': return creditWork(ctx, ourId, connectionId);
    case 'PAYMENT': return paymentWork(ctx, ourId, connectionId);
    case 'BILL': case 'BILL_CREDIT': return billWork(ctx, ourId);
  }
}
