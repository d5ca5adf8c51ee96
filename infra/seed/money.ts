import { createHash } from 'node:crypto';
import { newId } from '@firmament/events';
import type { Asking, Voice } from './ask.js';
import { approvalRules, bills, invoices, unbilledHours, type StoryBill, type StoryInvoice } from './harbour-vale-money.js';
import type { StaffKey } from './harbour-vale.js';
import { pdf } from './papers.js';
import type { Practice } from './practice.js';
import type { StoryCalendar } from './story-calendar.js';

/** Where the story of money is told, and in whose name. */
export class MoneyTeller {
  constructor(readonly asking: Asking, readonly calendar: StoryCalendar, readonly practice: Practice) {}

  /** One of the firm, so many days ago; never later than now. */
  voice(who: StaffKey | { readonly id: string }, daysAgo: number, time = '10:40'): Voice {
    return { firm: this.practice.firmId, as: typeof who === 'string' ? this.practice.people[who] : who.id, at: new Date(Math.min(this.calendar.instant(this.calendar.date(-daysAgo), time).getTime(), Date.now())), correlation: newId('cor') };
  }

  /** Does a mutation with one input. */
  async act<T = { id: string }>(voice: Voice, name: string, input: object, answer = '{ id }', type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`): Promise<T> {
    return (await this.asking.ask<Record<string, T>>(`mutation($input: ${type}!) { ${name}(input: $input) ${answer} }`, { input }, voice))[name] as T;
  }

  clientId(name: string): string {
    const known = this.practice.clients.get(name);
    if (!known) throw new Error(`The story knows no ${name}.`);
    return known.id;
  }
}

interface Asked { readonly id: string; readonly status: string; readonly contentHash: string; readonly approvals: readonly { readonly waitingForUserIds: readonly string[] }[] }
const asked = '{ id status contentHash approvals { waitingForUserIds } }';

/** Lets the people agree whose turn it is, one after the other. */
async function agree(told: MoneyTeller, paper: Asked, kind: 'Invoice' | 'Bill', daysAgo: number): Promise<Asked> {
  let standing = paper;
  while (standing.status === (kind === 'Invoice' ? 'AWAITING_APPROVAL' : 'ROUTED')) {
    const id = standing.approvals[0]?.waitingForUserIds[0];
    if (!id) throw new Error(`Nobody is asked about ${kind} ${standing.id}.`);
    standing = await told.act<Asked>(told.voice({ id }, daysAgo, '14:20'), `approve${kind}`, { [kind === 'Invoice' ? 'invoiceId' : 'billId']: standing.id, contentHash: standing.contentHash }, asked);
  }
  return standing;
}

const reached = (story: StoryInvoice, place: StoryInvoice['to']): boolean => {
  const way: readonly StoryInvoice['to'][] = ['DRAFT', 'ASKED', 'APPROVED', 'ISSUED', 'VOID'];
  return story.to === 'REJECTED' ? place === 'DRAFT' || place === 'ASKED' : way.indexOf(story.to) >= way.indexOf(place);
};

/** Writes an invoice and takes it past the people who must agree. Answers it, and its story. */
export async function writeInvoice(told: MoneyTeller, story: StoryInvoice): Promise<{ id: string; story: StoryInvoice }> {
  const { client, title, ago, time, terms, currency = 'GBP', lines, discount } = story;
  const words = lines.map((one) => ({ title: one.title, unitPriceMinor: one.minor, quantity: one.quantity ?? '1', accountCode: '200', ...(one.untaxed ? { taxCode: 'ZERO' } : { taxName: 'VAT', taxBasisPoints: 2000, taxCode: 'STANDARD' }) }));
  const { id } = await told.act(told.voice('RA', ago, '09:40'), 'draftInvoice', { clientId: told.clientId(client), title, currency, termsDays: terms ?? null, discount: discount ?? null, lines: words });
  if (!reached(story, 'ASKED')) return { id, story };
  const waiting = await told.act<Asked>(told.voice('RA', ago, time ?? '10:05'), 'submitInvoice', { invoiceId: id }, asked, 'InvoiceIdInput');
  const [first] = waiting.approvals[0]?.waitingForUserIds ?? [];
  if (story.to === 'REJECTED' && first) await told.act(told.voice({ id: first }, ago, '11:30'), 'rejectInvoice', { invoiceId: id, contentHash: waiting.contentHash, comment: story.says ?? '' });
  else if (reached(story, 'APPROVED')) await agree(told, waiting, 'Invoice', ago);
  return { id, story };
}

/** Lets an invoice go out, and tells what became of it. */
export async function sendOut(told: MoneyTeller, { id, story }: { id: string; story: StoryInvoice }): Promise<string> {
  const { number } = await told.act<{ number: string }>(told.voice('RA', story.ago, '15:10'), 'issueInvoice', { invoiceId: id }, '{ number }', 'InvoiceIdInput');
  const { paid, credited, currency = 'GBP' } = story;
  const payment = paid && await told.act(told.voice('RA', paid.ago), 'recordPayment', { clientId: told.clientId(story.client), amountMinor: paid.minor, currency, method: paid.method ?? 'BANK_TRANSFER', receivedOn: told.calendar.date(-paid.ago), reference: paid.reference, allocations: [{ invoiceId: id, amountMinor: paid.minor }] });
  if (payment && paid.disputed) await told.act(told.voice('RA', 3), 'disputePayment', { paymentId: payment.id, reason: paid.disputed });
  if (story.held) await told.act(told.voice('RA', 2), 'holdReminders', { invoiceId: id, reason: story.held });
  if (credited) await told.act(told.voice('RA', credited.ago), 'creditInvoice', { invoiceId: id, amountMinor: credited.minor, reason: credited.reason });
  if (story.to === 'VOID') await told.act(told.voice('RA', story.ago - 1), 'voidInvoice', { invoiceId: id, reason: story.says ?? '' });
  return number;
}

async function handIn(told: MoneyTeller, story: StoryBill): Promise<Asked> {
  const { vendor, file, ago, words } = story;
  const voice = told.voice('RA', ago, '08:15');
  const bytes = pdf(vendor, words ? [`Invoice ${words.number}`, words.title, `In all ${(Number(words.minor) / 100).toFixed(2)} GBP with VAT`] : ['Invoice 2026-118', 'Licences for five', 'In all 210.00 GBP with VAT']);
  const declared = { name: file, contentType: 'application/pdf', size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  const { uploadId, url, headers } = await told.act<{ uploadId: string; url: string; headers: { name: string; value: string }[] }>(voice, 'beginBillUpload', declared, '{ uploadId url headers { name value } }');
  const sent = await fetch(url, { method: 'PUT', body: bytes as never, headers: Object.fromEntries(headers.map(({ name, value }) => [name, value])) });
  if (!sent.ok) throw new Error(`The store took no ${file}: ${sent.status} ${await sent.text()}`);
  const said = words && {
    vendorName: vendor, number: words.number, billedOn: told.calendar.date(-ago), dueOn: told.calendar.date(30 - ago), currency: 'GBP', ...(words.account ? { bankAccount: words.account } : {}),
    lines: [{ title: words.title, unitPriceMinor: words.minor, taxName: 'VAT', taxBasisPoints: 2000, taxCode: 'STANDARD', taxIncluded: true, ...(words.uncoded ? {} : { accountCode: '400' }), ...(words.for ? { clientId: told.clientId(words.for), rebill: true } : {}) }],
  };
  return told.act<Asked>(voice, 'receiveBill', { uploadId, ...(said ? { words: said } : {}) }, asked);
}

/** Hands a bill in, and tells what became of it. */
export async function tellBill(told: MoneyTeller, story: StoryBill): Promise<void> {
  const { id: billId } = await handIn(told, story);
  if (story.to === 'RECEIVED') return;
  const waiting = await told.act<Asked>(told.voice('RA', story.ago, '08:40'), 'routeBill', { billId }, asked, 'BillIdInput');
  const [first] = waiting.approvals[0]?.waitingForUserIds ?? [];
  if (story.to === 'REJECTED' && first) await told.act(told.voice({ id: first }, story.ago, '12:10'), 'rejectBill', { billId, contentHash: waiting.contentHash, comment: story.says ?? '' });
  if (story.to === 'APPROVED' || story.to === 'PAID') await agree(told, waiting, 'Bill', story.ago);
  if (story.to === 'PAID') await told.act(told.voice('RA', story.ago - 14), 'markBillPaid', { billId, paidOn: told.calendar.date(14 - story.ago) });
}

async function noteHours(told: MoneyTeller): Promise<void> {
  for (const { client, who, ago, minutes, note } of unbilledHours) {
    const { projects } = await told.asking.ask<{ projects: { nodes: { id: string }[] } }>('query($clientId: ID) { projects(clientId: $clientId, first: 1) { nodes { id } } }', { clientId: told.clientId(client) }, told.practice.owner);
    const [project] = projects.nodes;
    if (project) await told.act(told.voice('IC', ago, '17:15'), 'logTime', { projectId: project.id, userId: told.practice.people[who], workedOn: told.calendar.date(-ago), minutes, note });
  }
}

/** The firm's money before a ledger was connected: who agrees, what went out and was paid, what vendors ask, and hours that nobody has billed. Answers the numbers of what went out, by client and title. */
export async function tellMoney(told: MoneyTeller): Promise<ReadonlyMap<string, string>> {
  const { practice } = told;
  await told.act(told.voice('IC', 300), 'changeBillingSettings', { sellerAddress: 'Custom House Quay, Falmouth TR11 3JT', sellerTaxNumber: 'GB 771 2045 18', paymentWords: 'Please pay to Falmouth Bank, 20-30-40, 11228876.' }, '{ termsDays }');
  for (const { steps, ...rule } of approvalRules) {
    const asks = steps.map(({ who, hours, then }) => ({ approverUserIds: who.map((key) => practice.people[key]), deadlineHours: hours, ...(then ? { escalateToUserId: practice.people[then] } : {}) }));
    await told.act(told.voice('IC', 300), 'createInvoiceApprovalRule', { ...rule, ...(rule.minTotalMinor ? { currency: 'GBP' } : {}), steps: asks }, '{ id }', 'InvoiceApprovalRuleInput');
  }
  const [written] = await Promise.all([Promise.all(invoices.map((story) => writeInvoice(told, story))), (async () => { for (const story of bills) await tellBill(told, story); })(), noteHours(told)]);
  const numbers = new Map<string, string>();
  // Numbers are given as invoices go out: the oldest first.
  for (const one of written.filter(({ story }) => reached(story, 'ISSUED')).sort((a, b) => b.story.ago - a.story.ago)) numbers.set(`${one.story.client}: ${one.story.title}`, await sendOut(told, one));
  return numbers;
}
