import {
  billApprovalEscalated, billChangesRequested, billDuplicateSuspected, billHeld, billPaymentReversed, billPushFailed, billRejected, billRouted, invoiceApprovalEscalated, invoiceApprovalRequested, invoiceIssued, invoiceIssueDelayed, invoiceOverdue, invoicePushFailed, invoiceReminderDue,
  invoiceRejected, invoiceVoided, ledgerBypassDetected, ledgerDriftDetected, ledgerReauthRequired, merchantReauthRequired, paymentDisputeClosed, paymentDisputed, paymentFailed, paymentReviewNeeded, receiptIssued, type DataOf,
} from '@firmament/events';
import { on, type Ctx } from '@firmament/kit';
import { billedPeople, portalPage, type BilledPerson } from '../directory/way-in.js';
import type { MailFirm } from '../directory/directory.entity.js';
import type { Letter } from '../letter/letter.rules.js';
import { amountText } from '../letter/amount-text.js';
import { dayText } from '../letter/when.rules.js';
import { failedLetter, invoiceLetter, receiptLetter, reminderLetter, voidedLetter } from '../letter/money-letters.rules.js';
import { portsOf } from '../ports.js';
import { firmOf } from './appointment-words.js';
import { queueMessage } from './queue-message.js';

interface AboutMoney { readonly key: string; readonly kind: string; readonly about: string; readonly clientId: string; readonly path: string; readonly letter: (to: { readonly name: string; readonly firmName: string; readonly url: string | null }) => Letter }

const urlFor = (ctx: Ctx, firm: MailFirm, person: BilledPerson, path: string): string | null => (person.mayComeIn ? portalPage(ctx, firm, path) : null);

/** Writes to the people who are there for a client's bills, each once, and to nobody else of the client. */
async function writeToBilled(ctx: Ctx, { key, kind, about, clientId, path, letter }: AboutMoney): Promise<void> {
  const [firm, people] = [await firmOf(ctx), await billedPeople(ctx, clientId)];
  for (const person of people) {
    const { name, email, contactId } = person;
    await queueMessage(ctx, { dedupeKey: `${key}:${email}`.slice(0, 200), kind, about, to: { address: email, name }, clientId, contactId, letter: letter({ name, firmName: firm.name, url: urlFor(ctx, firm, person, path) }) });
  }
  if (people.length > 0) return;
  await portsOf(ctx).notifier.notify(ctx, {
    dedupeKey: `nobody-billed:${about}`, userId: firm.ownerUserId, kind: 'revenue.nobody_billed', title: 'A mail about money has nobody to go to', body: 'This client has no person with an address. Add one who receives invoices.', about, clientId,
  });
}

/** What clients are written about their invoices. */
export const moneyMails = [
  on(invoiceIssued, ({ data: { invoiceId, clientId, number, title, total, dueOn } }, ctx) => writeToBilled(ctx, {
    key: `invoice-issued:${invoiceId}`, kind: 'revenue.invoice', about: invoiceId, clientId, path: `/invoices/${invoiceId}`, letter: (to) => invoiceLetter({ ...to, number, title, total: amountText(total), dueOn }),
  })),
  on(invoiceVoided, ({ data: { invoiceId, clientId, number } }, ctx) => (number === null ? Promise.resolve() : writeToBilled(ctx, {
    key: `invoice-voided:${invoiceId}`, kind: 'revenue.invoice_voided', about: invoiceId, clientId, path: `/invoices/${invoiceId}`, letter: (to) => voidedLetter({ ...to, number }),
  }))),
  on(invoiceReminderDue, ({ id, data: { invoiceId, clientId, number, balance, dueOn, daysLate } }, ctx) => writeToBilled(ctx, {
    key: `invoice-reminder:${id}`, kind: 'revenue.reminder', about: invoiceId, clientId, path: `/invoices/${invoiceId}`, letter: (to) => reminderLetter({ ...to, number, balance: amountText(balance), dueOn, daysLate }),
  })),
  on(paymentFailed, ({ data: { paymentId, clientId, amount } }, ctx) => writeToBilled(ctx, {
    key: `payment-failed:${paymentId}`, kind: 'revenue.payment_failed', about: paymentId, clientId, path: '/invoices', letter: (to) => failedLetter({ ...to, amount: amountText(amount) }),
  })),
  on(receiptIssued, ({ data: { receiptId, kind, clientId, number, amount, invoices } }, ctx) => {
    const [first, more] = invoices;
    return writeToBilled(ctx, {
      key: `receipt:${receiptId}`, kind: 'revenue.receipt', about: receiptId, clientId, path: first && !more ? `/invoices/${first.invoiceId}` : '/invoices',
      letter: (to) => receiptLetter({ ...to, number, back: kind === 'REFUND', amount: amountText(amount), invoices: invoices.map((one) => [`Invoice ${one.number}`, amountText(one.amount)] as const) }),
    });
  }),
];

interface MoneyNotice { readonly key: string; readonly kind: string; readonly title: string; readonly body: string; readonly about: string; readonly aboutKind: 'INVOICE' | 'BILL' | null; readonly clientId: string | null }

/** Tells each of these people once; the owner of the firm where nobody is named. */
async function tell(ctx: Ctx, userIds: readonly string[], { key, ...notice }: MoneyNotice): Promise<void> {
  const known = userIds.filter((one) => one.startsWith('usr_'));
  for (const userId of known.length > 0 ? new Set(known) : [(await firmOf(ctx)).ownerUserId]) await portsOf(ctx).notifier.notify(ctx, { ...notice, userId, dedupeKey: `${key}:${userId}` });
}

const billName = ({ vendorName, number }: Pick<DataOf<typeof billRouted>, 'vendorName' | 'number'>): string => [vendorName ?? 'A bill', number].filter((one) => one !== null).join(' · ');
const ofInvoice = ({ invoiceId, clientId }: { readonly invoiceId: string; readonly clientId: string }) => ({ about: invoiceId, aboutKind: 'INVOICE' as const, clientId });
const ofBill = ({ billId, clientId }: { readonly billId: string; readonly clientId: string | null }) => ({ about: billId, aboutKind: 'BILL' as const, clientId });
const ledgerName = { QUICKBOOKS: 'QuickBooks', XERO: 'Xero' } as const;

const approvalNotices = [
  on(invoiceApprovalRequested, ({ data }, ctx) => tell(ctx, data.approverIds, {
    key: `approve:${data.approvalId}:${data.stepNo}`, kind: 'revenue.approve', title: `An invoice of ${amountText(data.total)} waits for your yes`, body: `«${data.ruleName}», step ${data.stepNo + 1} of ${data.stepCount}. Open Approvals.`, ...ofInvoice(data),
  })),
  on(invoiceApprovalEscalated, ({ data }, ctx) => tell(ctx, data.approverIds, {
    key: `approve-late:${data.approvalId}:${data.stepNo}`, kind: 'revenue.approve_late', title: `An invoice of ${amountText(data.total)} was not decided in time`, body: 'You may decide now. Nothing is approved by waiting.', ...ofInvoice(data),
  })),
  on(invoiceRejected, ({ data }, ctx) => tell(ctx, data.authorIds, { key: `rejected:${data.approvalId}`, kind: 'revenue.rejected', title: `An invoice of ${amountText(data.total)} came back`, body: data.comment, ...ofInvoice(data) })),
  on(billRouted, ({ data }, ctx) => tell(ctx, data.approverIds, {
    key: `approve:${data.approvalId}:${data.stepNo}`, kind: 'revenue.approve', title: `${billName(data)} waits for your yes`, body: `${data.total === null ? '' : `${amountText(data.total)}. `}«${data.ruleName}», step ${data.stepNo + 1} of ${data.stepCount}. Open Approvals: the document and what it was coded as lie there.`, ...ofBill(data),
  })),
  on(billApprovalEscalated, ({ data }, ctx) => tell(ctx, data.approverIds, { key: `approve-late:${data.approvalId}:${data.stepNo}`, kind: 'revenue.approve_late', title: `${billName(data)} was not decided in time`, body: 'You may decide now. Nothing is approved by waiting.', ...ofBill(data) })),
  on(billRejected, ({ data }, ctx) => tell(ctx, data.submittedBy === null ? [] : [data.submittedBy], { key: `rejected:${data.approvalId}`, kind: 'revenue.rejected', title: `${billName(data)} was turned down`, body: data.comment, ...ofBill(data) })),
  on(billChangesRequested, ({ data }, ctx) => tell(ctx, data.submittedBy === null ? [] : [data.submittedBy], { key: `changes:${data.approvalId}`, kind: 'revenue.changes', title: `${billName(data)} has to be coded anew`, body: data.comment, ...ofBill(data) })),
];

/** What the firm's people must hear about money: their turn, a no, and whatever keeps a paper from where it should be. */
export const moneyNotices = [
  ...approvalNotices,
  on(billHeld, ({ data }, ctx) => tell(ctx, [], { key: `held:${data.billId}`, kind: 'revenue.held', title: `${billName(data)} is held`, body: `${data.reason} Ask the vendor by another way before it goes on.`, ...ofBill(data) })),
  on(billDuplicateSuspected, ({ data }, ctx) => tell(ctx, [], { key: `duplicate:${data.billId}`, kind: 'revenue.duplicate', title: `${billName(data)} looks like one that is here already`, body: 'It waits until somebody says whether it is.', ...ofBill(data) })),
  on(billPaymentReversed, ({ id, data }, ctx) => tell(ctx, [], { key: `reversed:${id}`, kind: 'revenue.payment_reversed', title: `The payment of ${billName(data)} was taken back`, body: data.reason, ...ofBill(data) })),
  on(invoiceIssueDelayed, ({ id, data }, ctx) => tell(ctx, [], { key: `delayed:${id}`, kind: 'revenue.delayed', title: `Invoice ${data.number ?? ''} does not get out yet`, body: `${data.reason} It is tried again under the same number.`, ...ofInvoice(data) })),
  on(invoicePushFailed, async ({ id, data }, ctx) => {
    if (!data.retryable) await tell(ctx, [], { key: `push:${id}`, kind: 'revenue.push_failed', title: `${ledgerName[data.ledger]} does not take invoice ${data.number ?? ''}`, body: data.sentence, ...ofInvoice(data) });
  }),
  on(billPushFailed, async ({ id, data }, ctx) => {
    if (!data.retryable) await tell(ctx, [], { key: `push:${id}`, kind: 'revenue.push_failed', title: `${ledgerName[data.ledger]} does not take ${billName(data)}`, body: data.sentence, ...ofBill(data) });
  }),
  on(ledgerReauthRequired, async ({ id, data }, ctx) => tell(ctx, [(await firmOf(ctx)).ownerUserId, data.connectedBy ?? ''], {
    key: `ledger-reauth:${id}`, kind: 'revenue.needs_reauth', title: `${ledgerName[data.ledger]} must be connected again`, body: `${data.reason} What waits goes there afterwards, in its order. Open Ledger and payments in the settings.`, about: data.connectionId, aboutKind: null, clientId: null,
  })),
  on(merchantReauthRequired, ({ id, data }, ctx) => tell(ctx, data.connectedBy === null ? [] : [data.connectedBy], {
    key: `merchant-reauth:${id}`, kind: 'revenue.needs_reauth', title: 'The payment service must be connected again', body: `${data.reason} Until then nobody can pay in the portal. Open Ledger and payments in the settings.`, about: data.connectionId, aboutKind: null, clientId: null,
  })),
  on(invoiceOverdue, ({ id, data }, ctx) => tell(ctx, [], { key: `overdue:${id}`, kind: 'revenue.overdue', title: `Invoice ${data.number} is late`, body: `${amountText(data.balance)} was to be paid by ${dayText(data.dueOn)}.`, ...ofInvoice(data) })),
  on(paymentDisputed, ({ id, data }, ctx) => tell(ctx, [], {
    key: `disputed:${id}`, kind: 'revenue.disputed', title: `A payment of ${amountText(data.amount)} is disputed`, body: `${data.reason} Nothing changes until the bank decides.`, about: data.paymentId, aboutKind: null, clientId: data.clientId,
  })),
  on(paymentDisputeClosed, ({ id, data }, ctx) => tell(ctx, [], {
    key: `dispute-closed:${id}`, kind: 'revenue.dispute_closed', title: data.outcome === 'WON' ? `A disputed payment of ${amountText(data.amount)} stays` : `A disputed payment of ${amountText(data.amount)} is gone`,
    body: data.outcome === 'WON' ? 'The bank decided for the firm.' : 'The bank decided for whoever paid. What it settled is owed again.', about: data.paymentId, aboutKind: null, clientId: data.clientId,
  })),
  on(paymentReviewNeeded, ({ data }, ctx) => tell(ctx, [], {
    key: `payment-review:${data.onlinePaymentId}`, kind: 'revenue.payment_review', title: `${amountText(data.amount)} for invoice ${data.invoiceNumber ?? ''} may be one payment or two`, body: 'It was paid in the portal, and looks like a payment that the ledger told of. Say which it is.', ...ofInvoice(data),
  })),
  on(ledgerDriftDetected, ({ data }, ctx) => tell(ctx, [], { key: `drift:${data.driftId}`, kind: 'revenue.drift', title: `${data.number ?? 'A paper'} stands otherwise in ${ledgerName[data.ledger]}`, body: `${data.field}: here ${data.ours}, there ${data.theirs}. Nothing is changed until you decide.`, about: data.ourId, aboutKind: null, clientId: data.clientId })),
  on(ledgerBypassDetected, ({ data }, ctx) => tell(ctx, [], { key: `bypass:${data.driftId}`, kind: 'revenue.bypass', title: `${data.number ?? 'A paper'} was written in ${ledgerName[data.ledger]} past the people who must agree`, body: 'Decide what becomes of it.', about: data.ourId, aboutKind: null, clientId: data.clientId })),
];
