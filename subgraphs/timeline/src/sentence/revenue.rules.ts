import { amount, counted, joined, list, mention, tell, text } from './facts.rules.js';
import { money } from './money.rules.js';
import type { StoredFact, Teller } from './sentence.types.js';
import { dayInWords } from './when.rules.js';

/** By its number, or by its total while it has none. */
const invoice = (fact: StoredFact) => mention(text(fact, 'number') || money(fact, 'total'), `/money/invoices/${text(fact, 'invoiceId')}`, 'an invoice');
const payment = (fact: StoredFact) => mention(money(fact, 'amount'), `/money/payments/${text(fact, 'paymentId')}`, 'a payment');
const day = (fact: StoredFact, field: string, words: string) => (text(fact, field) === '' ? '' : `${words} ${dayInWords(text(fact, field), fact.time)}.`);
const sum = (fact: StoredFact, field: string, words: string) => (money(fact, field) === '' || /^\D*0(\.0+)?$/.test(money(fact, field)) ? '' : `${money(fact, field)} ${words}.`);
const wordOf = (fact: StoredFact, field: string) => joined(text(fact, field));

const invoices: Readonly<Record<string, Teller>> = {
  'revenue.plan.created': (fact) => tell('laid out what will be billed', {
    objects: [mention('the invoice plan', `/agreements/${text(fact, 'agreementId')}`, 'the invoice plan')], icon: 'calendar-dollar', tone: 'OURS', fragment: 'invoice plan laid out',
    secondLine: joined(`${counted(list(fact, 'items').length, 'item')}.`, money(fact, 'fixedTotal') === '' ? '' : `${money(fact, 'fixedTotal')} fixed.`),
  }),
  'revenue.plan.amended': (fact) => {
    const differences = list(fact, 'items').filter((item) => typeof item['explanation'] === 'string').length;
    return tell('changed what will be billed', {
      objects: [mention('the invoice plan', `/agreements/${text(fact, 'agreementId')}`, 'the invoice plan')], icon: 'calendar-dollar', tone: 'OURS', fragment: 'invoice plan changed',
      secondLine: joined(day(fact, 'effectiveOn', 'From'), sum(fact, 'fixedTotal', 'fixed now'), differences === 0 ? '' : `${counted(differences, 'difference')} to what was billed.`),
    });
  },
  'revenue.plan.paused': (fact) => tell('paused', { objects: [mention('the invoice plan', `/agreements/${text(fact, 'agreementId')}`, 'the invoice plan')], icon: 'player-pause', tone: 'OURS', secondLine: wordOf(fact, 'reason'), fragment: 'invoice plan paused' }),
  'revenue.plan.resumed': (fact) => tell('let go on', { objects: [mention('the invoice plan', `/agreements/${text(fact, 'agreementId')}`, 'the invoice plan')], icon: 'player-play', tone: 'OURS', fragment: 'invoice plan goes on',
    secondLine: text(fact, 'missed') === 'BILL' ? 'What was missed is billed.' : list(fact, 'skipped').length > 0 ? 'Periods of the pause are left out.' : null }),
  'revenue.retainer.drawn': (fact) => tell('took out of', { objects: [mention(text(fact, 'title'), `/agreements/${text(fact, 'agreementId')}`, 'the retainer')], icon: 'clock', tone: 'DONE', secondLine: joined(sum(fact, 'drawn', 'of work'), `${money(fact, 'left')} left.`), fragment: 'taken out of the retainer' }),
  'revenue.invoice.drafted': (fact) => tell('started an invoice', { objects: [mention(money(fact, 'total'), `/money/invoices/${text(fact, 'invoiceId')}`, 'an invoice')], icon: 'receipt', tone: 'OURS', fragment: 'invoice started' }),
  'revenue.invoice.changed': (fact) => tell('changed the invoice', { objects: [invoice(fact)], icon: 'pencil', tone: 'OURS', secondLine: text(fact, 'was') === 'APPROVED' || text(fact, 'was') === 'AWAITING_APPROVAL' ? 'It has to be approved again.' : null }),
  'revenue.invoice.discarded': (fact) => tell('threw away the invoice', { objects: [invoice(fact)], icon: 'trash' }),
  'revenue.invoice.issued': (fact) => tell('issued the invoice', { objects: [invoice(fact)], icon: 'receipt', tone: 'THEIRS', secondLine: joined(sum(fact, 'total', 'in all'), day(fact, 'dueOn', 'To be paid by')), fragment: 'invoice issued' }),
  'revenue.invoice.issue_delayed': (fact) => tell('could not send out yet', { objects: [invoice(fact)], icon: 'alert-triangle', tone: 'BROKEN', secondLine: wordOf(fact, 'reason'), fragment: 'invoice waits' }),
  'revenue.invoice.voided': (fact) => tell('took back the invoice', { objects: [invoice(fact)], icon: 'ban', secondLine: wordOf(fact, 'reason'), fragment: 'invoice taken back' }),
  'revenue.invoice.partially_paid': (fact) => tell('is paid in part:', { objects: [invoice(fact)], icon: 'coin', tone: 'THEIRS', teller: 'The invoice', secondLine: joined(sum(fact, 'balance', 'left to pay')), fragment: 'paid in part' }),
  'revenue.invoice.paid': (fact) => tell('is settled:', { objects: [invoice(fact)], icon: 'circle-check', tone: 'DONE', teller: 'The invoice', secondLine: joined(sum(fact, 'amountPaid', 'paid'), sum(fact, 'credited', 'credited')), fragment: 'invoice settled' }),
  'revenue.invoice.reopened': (fact) => tell('is owed again:', { objects: [invoice(fact)], icon: 'refresh', tone: 'THEIRS', teller: 'The invoice', secondLine: joined(sum(fact, 'balance', 'left to pay')), fragment: 'owed again' }),
  'revenue.invoice.overdue': (fact) => tell('is late:', { objects: [invoice(fact)], icon: 'clock', tone: 'BROKEN', teller: 'The invoice', secondLine: joined(sum(fact, 'balance', 'left to pay'), day(fact, 'dueOn', 'It was to be paid by')), fragment: 'invoice is late' }),
  'revenue.invoice.reminder_due': (fact) => tell('reminded the client of the invoice', { objects: [invoice(fact)], icon: 'bell', tone: 'THEIRS', secondLine: joined(sum(fact, 'balance', 'left to pay'), fact.data['last'] === true ? 'It was the last reminder of the schedule.' : ''), fragment: 'reminder' }),
  'revenue.invoice.reminders_held': (fact) => tell('reminds nobody any more of the invoice', { objects: [invoice(fact)], icon: 'bell-off', tone: 'OURS', secondLine: wordOf(fact, 'reason') }),
  'revenue.invoice.reminders_resumed': (fact) => tell('lets the client be reminded again of the invoice', { objects: [invoice(fact)], icon: 'bell' }),
  'revenue.creditnote.issued': (fact) => tell('wrote the credit note', { objects: [mention(text(fact, 'number'), `/money/invoices/${text(fact, 'invoiceId')}`, 'a credit note')], icon: 'receipt-refund', secondLine: joined(sum(fact, 'amount', `off ${text(fact, 'invoiceNumber') || 'an invoice'}`), text(fact, 'reason')), fragment: 'credit note' }),
};

const approvals: Readonly<Record<string, Teller>> = {
  'revenue.invoice.approval_requested': (fact) => tell('waits for approval:', { objects: [invoice(fact)], icon: 'hourglass', tone: 'OURS', teller: 'The invoice', secondLine: joined(text(fact, 'ruleName') === '' ? '' : `Step ${amount(fact, 'stepNo') + 1} of «${text(fact, 'ruleName')}».`), fragment: 'waits for approval' }),
  'revenue.invoice.approved': (fact) => tell('approved the invoice', { objects: [invoice(fact)], icon: 'circle-check', tone: fact.data['final'] === true ? 'DONE' : 'OURS', secondLine: wordOf(fact, 'comment'), fragment: 'invoice approved' }),
  'revenue.invoice.rejected': (fact) => tell('did not approve the invoice', { objects: [invoice(fact)], icon: 'circle-x', tone: 'OURS', secondLine: wordOf(fact, 'comment'), fragment: 'invoice rejected' }),
  'revenue.invoice.approval_escalated': (fact) => tell('was not decided in time:', { objects: [invoice(fact)], icon: 'alert-triangle', tone: 'OURS', teller: 'The invoice', secondLine: 'Others may decide now.', fragment: 'approval is late' }),
};

const payments: Readonly<Record<string, Teller>> = {
  'revenue.payment.received': (fact) => tell('wrote down a payment of', { objects: [payment(fact)], icon: 'coin', tone: 'DONE', secondLine: joined(day(fact, 'receivedOn', 'On'), sum(fact, 'unapplied', 'left as credit')), fragment: 'payment received' }),
  'revenue.payment.allocated': (fact) => tell('let credit settle invoices, of', { objects: [payment(fact)], icon: 'coin', secondLine: joined(`${counted(list(fact, 'allocations').length, 'invoice')}.`) }),
  'revenue.payment.failed': (fact) => tell('did not come:', { objects: [payment(fact)], icon: 'alert-triangle', tone: 'BROKEN', teller: 'A payment', secondLine: wordOf(fact, 'reason'), fragment: 'payment failed' }),
  'revenue.receipt.issued': (fact) => tell(text(fact, 'kind') === 'REFUND' ? 'wrote for money that went back:' : 'wrote the receipt', { objects: [mention(text(fact, 'number'), `/money/payments/${text(fact, 'paymentId')}`, 'a receipt')], icon: 'receipt', secondLine: joined(sum(fact, 'amount', text(fact, 'kind') === 'REFUND' ? 'given back' : 'received')) }),
  'revenue.payment.review_needed': (fact) => tell('looks like one that is known:', { objects: [payment(fact)], icon: 'alert-triangle', tone: 'BROKEN', teller: 'A payment in the portal', secondLine: 'Somebody has to say whether it is.', fragment: 'payment may be a duplicate' }),
  'revenue.payment.disputed': (fact) => tell('is disputed:', { objects: [payment(fact)], icon: 'alert-triangle', tone: 'BROKEN', teller: 'A payment', secondLine: joined(sum(fact, 'disputed', 'asked back'), text(fact, 'reason')), fragment: 'payment disputed' }),
  'revenue.payment.dispute_closed': (fact) => tell(text(fact, 'outcome') === 'WON' ? 'stays: the bank decided for the firm about' : 'is gone: the bank decided for whoever paid about', { objects: [payment(fact)], icon: text(fact, 'outcome') === 'WON' ? 'circle-check' : 'alert-triangle', tone: text(fact, 'outcome') === 'WON' ? 'DONE' : 'BROKEN', teller: 'The money', fragment: text(fact, 'outcome') === 'WON' ? 'dispute won' : 'dispute lost' }),
  'revenue.payment.refunded': (fact) => tell('gave back', { objects: [mention(money(fact, 'refunded'), `/money/payments/${text(fact, 'paymentId')}`, 'a payment')], icon: 'receipt-refund', secondLine: wordOf(fact, 'reason'), fragment: 'money given back' }),
};

/** By its number, or by whose it is while nobody has read that. */
const bill = (fact: StoredFact) => mention(joined(text(fact, 'vendorName'), text(fact, 'number')) ?? '', `/money/bills/${text(fact, 'billId')}`, fact.data['credit'] === true ? 'a credit note' : 'a bill');
const vendor = (fact: StoredFact) => mention(text(fact, 'name'), `/money/vendors/${text(fact, 'vendorId')}`, 'a vendor');
const ways: Readonly<Record<string, string>> = { UPLOAD: 'Handed in.', MAIL: 'By mail.', PORTAL: 'By the portal.', LEDGER: 'Found in the ledger.' };
const step = (fact: StoredFact) => (text(fact, 'ruleName') === '' ? '' : `Step ${amount(fact, 'stepNo') + 1} of «${text(fact, 'ruleName')}».`);

/** How the house writes the ledgers that firms connect. */
const ledgerOf = (fact: StoredFact): string => ({ QUICKBOOKS: 'QuickBooks', XERO: 'Xero' })[text(fact, 'ledger')] ?? 'the ledger';
const connection = (fact: StoredFact) => mention(ledgerOf(fact), '/settings/ledger', 'a ledger');
const merchant = mention('the payment service', '/settings/ledger', 'a payment service');
const inLedger = (fact: StoredFact) => mention(text(fact, 'number') || 'a paper', text(fact, 'kind') === 'INVOICE' ? `/money/invoices/${text(fact, 'ourId')}` : text(fact, 'kind').startsWith('BILL') ? `/money/bills/${text(fact, 'ourId')}` : '/settings/ledger', 'a paper');

const ledgers: Readonly<Record<string, Teller>> = {
  'revenue.ledger.connected': (fact) => tell(fact.data['again'] === true ? 'connected again' : 'connected', { objects: [connection(fact)], icon: 'plug', tone: 'DONE', secondLine: wordOf(fact, 'organisation') }),
  'revenue.ledger.disconnected': (fact) => tell('ended the connection to', { objects: [connection(fact)], icon: 'plug-off' }),
  'revenue.ledger.reauth_required': (fact) => tell('no longer gets in at', { objects: [connection(fact)], icon: 'alert-triangle', tone: 'BROKEN', teller: 'The house', secondLine: wordOf(fact, 'reason'), fragment: 'ledger has to be connected again' }),
  'revenue.ledger.receipt_recorded': (fact) => tell('called back', { objects: [connection(fact)], icon: 'webhook', teller: ledgerOf(fact) }),
  'revenue.merchant.connected': (fact) => tell(fact.data['again'] === true ? 'connected again' : 'connected', { objects: [merchant], icon: 'plug', tone: 'DONE', secondLine: 'Clients can pay in the portal.' }),
  'revenue.merchant.disconnected': () => tell('ended the connection to', { objects: [merchant], icon: 'plug-off', secondLine: 'Clients can no longer pay in the portal.' }),
  'revenue.merchant.reauth_required': (fact) => tell('no longer gets in at', { objects: [merchant], icon: 'alert-triangle', tone: 'BROKEN', teller: 'The house', secondLine: wordOf(fact, 'reason'), fragment: 'payment service has to be connected again' }),
  'revenue.ledger.drift_detected': (fact) => tell('stands otherwise in the ledger:', { objects: [inLedger(fact)], icon: 'alert-triangle', tone: 'BROKEN', teller: 'A paper', secondLine: joined(`Here: ${text(fact, 'ours')}`, `There: ${text(fact, 'theirs')}`), fragment: 'differs in the ledger' }),
  'revenue.ledger.bypass_detected': (fact) => tell('was written in the ledger past the people who must agree:', { objects: [inLedger(fact)], icon: 'alert-triangle', tone: 'BROKEN', teller: 'A paper', fragment: 'past the approvals' }),
  'revenue.ledger.drift_resolved': (fact) => tell('decided about a difference in the ledger:', { objects: [inLedger(fact)], icon: 'circle-check', tone: 'DONE' }),
  'revenue.invoice.pushed': (fact) => tell(`stands in ${ledgerOf(fact)}:`, { objects: [invoice(fact)], icon: 'circle-check', teller: 'The invoice', fragment: 'in the ledger' }),
  'revenue.invoice.push_failed': (fact) => tell(`does not get into ${ledgerOf(fact)}:`, { objects: [invoice(fact)], icon: 'alert-triangle', tone: 'BROKEN', teller: 'The invoice', secondLine: wordOf(fact, 'sentence'), fragment: 'not in the ledger yet' }),
};

const bills: Readonly<Record<string, Teller>> = {
  'revenue.bill.received': (fact) => tell('took in', { objects: [bill(fact)], icon: 'file-invoice', tone: 'OURS', secondLine: joined(ways[text(fact, 'channel')] ?? ''), fragment: 'bill received' }),
  'revenue.bill.duplicate_suspected': (fact) => tell('looks like another one:', { objects: [bill(fact)], icon: 'alert-triangle', tone: 'BROKEN', teller: 'The bill', secondLine: 'Somebody has to say whether it is.', fragment: 'bill may be a duplicate' }),
  'revenue.bill.duplicate_linked': (fact) => tell('came a second time:', { objects: [bill(fact)], icon: 'copy', teller: 'A bill', secondLine: 'It is kept beside the first, and never paid.', fragment: 'bill came again' }),
  'revenue.bill.coded': (fact) => tell('said what this is for:', { objects: [bill(fact)], icon: 'pencil', tone: 'OURS', secondLine: joined(sum(fact, 'total', 'in all'), day(fact, 'dueOn', 'To be paid by')) }),
  'revenue.bill.held': (fact) => tell('is held:', { objects: [bill(fact)], icon: 'alert-triangle', tone: 'BROKEN', teller: 'The bill', secondLine: wordOf(fact, 'reason'), fragment: 'bill held' }),
  'revenue.bill.released': (fact) => tell('released', { objects: [bill(fact)], icon: 'circle-check', tone: 'OURS', secondLine: wordOf(fact, 'how'), fragment: 'bill released' }),
  'revenue.bill.routed': (fact) => tell('waits for approval:', { objects: [bill(fact)], icon: 'hourglass', tone: 'OURS', teller: 'The bill', secondLine: joined(step(fact)), fragment: 'bill waits for approval' }),
  'revenue.bill.approved': (fact) => tell('approved', { objects: [bill(fact)], icon: 'circle-check', tone: fact.data['final'] === true ? 'DONE' : 'OURS', secondLine: wordOf(fact, 'comment'), fragment: 'bill approved' }),
  'revenue.bill.rejected': (fact) => tell('did not approve', { objects: [bill(fact)], icon: 'circle-x', tone: 'OURS', secondLine: wordOf(fact, 'comment'), fragment: 'bill rejected' }),
  'revenue.bill.changes_requested': (fact) => tell('asked for another coding of', { objects: [bill(fact)], icon: 'pencil', tone: 'OURS', secondLine: wordOf(fact, 'comment'), fragment: 'changes to a bill asked for' }),
  'revenue.bill.approval_escalated': (fact) => tell('was not decided in time:', { objects: [bill(fact)], icon: 'alert-triangle', tone: 'OURS', teller: 'The bill', secondLine: 'Others may decide now.', fragment: 'approval of a bill is late' }),
  'revenue.bill.reopened': (fact) => tell('opened again', { objects: [bill(fact)], icon: 'refresh', tone: 'OURS', fragment: 'bill opened again' }),
  'revenue.bill.pushed': (fact) => tell('stands in the ledger:', { objects: [bill(fact)], icon: 'book', tone: 'OURS', teller: 'The bill', secondLine: joined(`${text(fact, 'ledger') === 'XERO' ? 'Xero' : 'QuickBooks'} waits to pay it.`), fragment: 'bill in the ledger' }),
  'revenue.bill.push_failed': (fact) => tell('was not taken by the ledger:', { objects: [bill(fact)], icon: 'alert-triangle', tone: 'BROKEN', teller: 'The bill', secondLine: wordOf(fact, 'sentence'), fragment: 'ledger did not take a bill' }),
  'revenue.bill.paid': (fact) => tell('is paid:', { objects: [bill(fact)], icon: 'coin', tone: 'DONE', teller: 'The bill', secondLine: joined(day(fact, 'paidOn', 'On')), fragment: 'bill paid' }),
  'revenue.bill.payment_reversed': (fact) => tell('is not paid any more:', { objects: [bill(fact)], icon: 'alert-triangle', tone: 'BROKEN', teller: 'The bill', secondLine: wordOf(fact, 'reason'), fragment: 'payment of a bill taken back' }),
  'revenue.vendor.added': (fact) => tell('wrote down the vendor', { objects: [vendor(fact)], icon: 'building-store' }),
  'revenue.vendor.changed': (fact) => tell('changed the vendor', { objects: [vendor(fact)], icon: 'pencil' }),
  'revenue.rebill.added': (fact) => tell('waits to be billed:', { objects: [mention(text(fact, 'title'), `/money/bills/${text(fact, 'billId')}`, 'a cost')], icon: 'receipt', tone: 'OURS', teller: 'A cost', secondLine: joined(sum(fact, 'amount', 'without tax')), fragment: 'cost to bill' }),
};

/** How the facts of money are told. */
export const revenueTellers: Readonly<Record<string, Teller>> = { ...invoices, ...approvals, ...payments, ...bills, ...ledgers };
