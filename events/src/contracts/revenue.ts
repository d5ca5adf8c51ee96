import { z } from 'zod';
import { defineEvent, personal } from '../define-event.js';
import { id, instant, money, plainDate } from './shapes.js';

/** What every fact about an invoice tells, so that a listener need not ask back. */
const invoice = { invoiceId: id('ivc'), clientId: id('cli'), projectId: id('prj').nullable(), number: z.string().nullable(), total: money };
const standing = z.enum(['DRAFT', 'AWAITING_APPROVAL', 'REJECTED', 'APPROVED', 'ISSUING', 'ISSUED', 'PARTIALLY_PAID', 'PAID', 'REOPENED', 'VOID']);
export const invoiceDrafted = defineEvent('revenue.invoice.drafted', 1, 'An invoice was started for a client.',
  z.object({ invoiceId: id('ivc'), clientId: id('cli'), total: money, projectId: id('prj').nullable().optional(), number: z.string().nullable().optional(), sourceRefs: z.array(z.string()).optional() }));
export const invoiceChanged = defineEvent('revenue.invoice.changed', 1, 'Other words stand on an invoice that has no number. Whoever approved it approved the words before.',
  z.object({ ...invoice, contentHash: z.string(), was: standing, sourceRefs: z.array(z.string()).optional() }));
export const invoiceDiscarded = defineEvent('revenue.invoice.discarded', 1, 'An invoice that never had a number was thrown away.', z.object(invoice));

const approval = { ...invoice, approvalId: id('iap'), contentHash: z.string() };
const person = id('usr').nullable();
export const invoiceApprovalRequested = defineEvent('revenue.invoice.approval_requested', 1, 'It is the turn of people who must agree to an invoice before it goes out. Nobody named means anybody with the right.',
  z.object({ ...approval, ruleName: z.string(), stepNo: z.number().int(), stepCount: z.number().int(), approverIds: z.array(z.string()), dueAt: instant.nullable() }));
export const invoiceApproved = defineEvent('revenue.invoice.approved', 1, 'Somebody agreed to the very words of an invoice; with the last of them it can go out.',
  z.object({ ...approval, ruleName: z.string(), stepNo: z.number().int().nullable(), approverId: person, forId: person, comment: personal(z.string()).nullable(), final: z.boolean() }));
export const invoiceRejected = defineEvent('revenue.invoice.rejected', 1, 'Somebody did not agree to an invoice. Whoever wrote it has to change it.',
  z.object({ ...approval, stepNo: z.number().int(), approverId: id('usr'), authorIds: z.array(z.string()), comment: personal(z.string()) }));
export const invoiceApprovalEscalated = defineEvent('revenue.invoice.approval_escalated', 1, 'Nobody decided about an invoice in time; others may now. Nothing is approved by waiting.',
  z.object({ ...approval, stepNo: z.number().int(), approverIds: z.array(z.string()) }));

export const invoiceIssued = defineEvent('revenue.invoice.issued', 1, 'An invoice has its number and is out: the client owes it.',
  z.object({ ...invoice, number: z.string(), issuedOn: plainDate, dueOn: plainDate, title: z.string().nullable(), documentSha256: z.string().length(64), contentHash: z.string() }));
export const invoiceIssueDelayed = defineEvent('revenue.invoice.issue_delayed', 1, 'An invoice has its number and could not go out yet; it is tried again under the same one.', z.object({ ...invoice, reason: z.string() }));
export const invoiceVoided = defineEvent('revenue.invoice.voided', 1, 'An invoice was taken back; its number stays its own.', z.object({ ...invoice, reason: personal(z.string()), billAgain: z.boolean() }));
/** Of which agreement it bills, when it bills one alone; and how many other invoices of the client are late at that moment. */
const around = { agreementId: id('agr').nullable().optional(), othersOverdue: z.number().int().nonnegative().optional() };
const settled = { ...invoice, amountPaid: money, credited: money, balance: money, paidOn: plainDate.nullable(), ...around };
export const invoicePartiallyPaid = defineEvent('revenue.invoice.partially_paid', 1, 'A part of an invoice is paid or credited.', z.object(settled));
export const invoicePaid = defineEvent('revenue.invoice.paid', 1, 'Nothing is left to pay of an invoice.', z.object(settled));
export const invoiceReopened = defineEvent('revenue.invoice.reopened', 1, 'An invoice on which something was paid is owed again in full.', z.object(settled));
const owing = { ...invoice, number: z.string(), dueOn: plainDate, balance: money, daysLate: z.number().int() };
export const invoiceOverdue = defineEvent('revenue.invoice.overdue', 1, 'The last day to pay an invoice passed and something of it is owed. Told once each time it becomes late.', z.object(owing));
export const invoiceReminderDue = defineEvent('revenue.invoice.reminder_due', 1, 'Whoever is billed is to be reminded of what is owed of an invoice: by the firm\'s schedule, or because somebody asked for it. The days late are none or below nothing before its last day to pay.',
  z.object({ ...owing, reminderNo: z.number().int().positive(), last: z.boolean(), byHand: z.boolean() }));
export const invoiceRemindersHeld = defineEvent('revenue.invoice.reminders_held', 1, 'Nobody is reminded of an invoice by the schedule, until somebody lets it go on.', z.object({ ...invoice, reason: personal(z.string()) }));
export const invoiceRemindersResumed = defineEvent('revenue.invoice.reminders_resumed', 1, 'The schedule of reminders of an invoice goes on.', z.object(invoice));
export const creditNoteIssued = defineEvent('revenue.creditnote.issued', 1, 'A client owes less of an invoice, by a credit note.',
  z.object({ creditNoteId: id('crn'), clientId: id('cli'), invoiceId: id('ivc'), invoiceNumber: z.string(), number: z.string(), amount: money, reason: personal(z.string()), issuedOn: plainDate }));

const payment = { paymentId: id('pmt'), clientId: id('cli'), amount: money, method: z.enum(['BANK_TRANSFER', 'CARD', 'DIRECT_DEBIT', 'CASH', 'CHEQUE', 'OTHER']), providerRef: z.string().nullable() };
const allocations = z.array(z.object({ invoiceId: id('ivc'), amount: money }));
export const paymentReceived = defineEvent('revenue.payment.received', 1, 'Money of a client came. What settles nothing is their credit.', z.object({ ...payment, receivedOn: plainDate, allocations, unapplied: money }));
export const paymentAllocated = defineEvent('revenue.payment.allocated', 1, 'Credit of a client settles invoices.', z.object({ ...payment, allocations, unapplied: money }));
export const paymentFailed = defineEvent('revenue.payment.failed', 1, 'Money did not come, or its bank took it back; what it settled is owed again.', z.object({ ...payment, reason: personal(z.string()) }));
const dispute = { ...payment, disputed: money, invoices: allocations };
export const paymentDisputed = defineEvent('revenue.payment.disputed', 1, 'Whoever paid asks their bank to take the money back. Until the bank decides, what it settled stays settled.', z.object({ ...dispute, reason: personal(z.string()) }));
export const paymentDisputeClosed = defineEvent('revenue.payment.dispute_closed', 1, 'A bank decided about a disputed payment: the money stays, or it is gone and what it settled is owed again.', z.object({ ...dispute, outcome: z.enum(['WON', 'LOST']) }));
export const paymentRefunded = defineEvent('revenue.payment.refunded', 1, 'Money was given back to a client.',
  z.object({ ...payment, refundId: id('rfd'), refunded: money, whole: z.boolean(), invoiceId: id('ivc').nullable(), effect: z.enum(['REOPEN', 'CREDIT']).nullable(), reason: personal(z.string()) }));

export const paymentReviewNeeded = defineEvent('revenue.payment.review_needed', 1, 'Money that was paid in the portal looks like a payment that is known. It counts once somebody said whether it is that one.',
  z.object({ paymentId: id('pmt'), onlinePaymentId: id('opm'), clientId: id('cli'), invoiceId: id('ivc'), invoiceNumber: z.string().nullable(), amount: money, providerRef: z.string() }));

export const receiptIssued = defineEvent('revenue.receipt.issued', 1, 'A document was written for money of a client that came, or that was given back.',
  z.object({ receiptId: id('rpt'), kind: z.enum(['RECEIPT', 'REFUND']), clientId: id('cli'), paymentId: id('pmt'), refundId: id('rfd').nullable(), number: z.string(), amount: money, invoices: z.array(z.object({ invoiceId: id('ivc'), number: z.string(), amount: money })), issuedOn: plainDate, documentSha256: z.string().length(64) }));

/** The firm's account at a service that takes payments. */
const merchant = { connectionId: id('cnx'), service: z.enum(['SANDBOX_PAY']) };
export const merchantConnected = defineEvent('revenue.merchant.connected', 1, 'An account at a payment service was connected, or connected again: clients can pay in the portal.', z.object({ ...merchant, again: z.boolean() }));
export const merchantDisconnected = defineEvent('revenue.merchant.disconnected', 1, 'The connection to a payment service was ended; its keys are deleted.', z.object(merchant));
export const merchantReauthRequired = defineEvent('revenue.merchant.reauth_required', 1, 'A payment service no longer accepts the firm\'s key: somebody has to connect it again. Said once, until they did.', z.object({ ...merchant, reason: z.string(), connectedBy: id('usr').nullable() }));

const planItem = z.object({ itemId: id('ipi'), lineKey: z.string(), title: z.string(), timing: z.enum(['ON_ACCEPTANCE', 'DEPOSIT', 'ON_COMPLETION', 'RECURRING', 'TO_BE_CONFIRMED']), period: z.enum(['WEEK', 'MONTH', 'QUARTER', 'YEAR']).nullable(),
  amount: money.nullable(), nextOn: plainDate.nullable(), invoiceId: id('ivc').nullable() });
export const invoicePlanCreated = defineEvent('revenue.plan.created', 1, 'What will be billed for an agreement stands, and when.',
  z.object({ planId: id('ipl'), agreementId: id('agr'), clientId: id('cli'), projectId: id('prj').nullable(), effectiveOn: plainDate, fixedTotal: money, items: z.array(planItem) }));
/** An item after a change: when it ends, and why it is there, where it bills a difference. */
const amendedItem = planItem.extend({ endsOn: plainDate.nullable(), explanation: z.string().nullable() });
export const invoicePlanAmended = defineEvent('revenue.plan.amended', 1, 'What will be billed for an agreement is another from a day on. What stands on invoices stays there; a difference has an item of its own that says why.',
  z.object({ planId: id('ipl'), agreementId: id('agr'), clientId: id('cli'), projectId: id('prj').nullable(), versionNo: z.number().int().positive(), effectiveOn: plainDate, fixedTotal: money, items: z.array(amendedItem), reason: personal(z.string()).optional() }));
const plan = { planId: id('ipl'), agreementId: id('agr'), clientId: id('cli'), projectId: id('prj').nullable() };
export const invoicePlanPaused = defineEvent('revenue.plan.paused', 1, 'A plan drafts nothing by itself until somebody lets it go on.', z.object({ ...plan, pausedOn: plainDate, reason: personal(z.string()) }));
export const invoicePlanResumed = defineEvent('revenue.plan.resumed', 1, 'A plan goes on. Periods that began while it was paused are billed or left out, as somebody decided.',
  z.object({ ...plan, pausedOn: plainDate, resumedOn: plainDate, missed: z.enum(['SKIP', 'BILL']), skipped: z.array(z.object({ itemId: id('ipi'), title: z.string(), periods: z.array(plainDate) })) }));
export const retainerDrawn = defineEvent('revenue.retainer.drawn', 1, 'Noted time was taken out of what a client paid for in advance. It stands on the invoice of the retainer and is billed nowhere else.',
  z.object({ itemId: id('ipi'), ...plan, title: z.string(), invoiceId: id('ivc'), timeEntryIds: z.array(id('tme')), drawn: money, left: money }));

const ledgerName = z.enum(['QUICKBOOKS', 'XERO']);
const ledger = { connectionId: id('cnx'), ledger: ledgerName };
export const ledgerConnected = defineEvent('revenue.ledger.connected', 1, 'A ledger was connected, or connected again.', z.object({ ...ledger, organisation: z.string(), again: z.boolean() }));
export const ledgerDisconnected = defineEvent('revenue.ledger.disconnected', 1, 'A connection to a ledger was ended; its secrets are deleted.', z.object(ledger));
export const ledgerReauthRequired = defineEvent('revenue.ledger.reauth_required', 1, 'A ledger no longer accepts what it was connected with: somebody has to connect it again. Said once, until they did.', z.object({ ...ledger, reason: z.string(), connectedBy: id('usr').nullable() }));
export const ledgerReceiptRecorded = defineEvent('revenue.ledger.receipt_recorded', 1, 'A ledger called back, and whoever it was has shown that it is. What it tells is asked of the ledger itself.',
  z.object({ ...ledger, receiptId: id('rct'), naturalKey: z.string(), rawHash: z.string().regex(/^[0-9a-f]{64}$/) }));
/** Which of our papers stands in the ledger. */
const inLedger = { ...ledger, kind: z.enum(['INVOICE', 'CREDIT_NOTE', 'PAYMENT', 'BILL', 'BILL_CREDIT']), ourId: z.string(), number: z.string().nullable(), clientId: id('cli').nullable() };
export const ledgerDriftDetected = defineEvent('revenue.ledger.drift_detected', 1, 'Something stands otherwise in the ledger than with us. Nothing is changed on either side until somebody decides.', z.object({ ...inLedger, driftId: id('dft'), field: z.string(), ours: z.string(), theirs: z.string() }));
export const ledgerBypassDetected = defineEvent('revenue.ledger.bypass_detected', 1, 'Something was approved or written in the ledger past the people who must agree here.', z.object({ ...inLedger, driftId: id('dft') }));
export const ledgerDriftResolved = defineEvent('revenue.ledger.drift_resolved', 1, 'A difference is none any more: somebody decided which side is right, or mended it in the ledger.', z.object({ ...inLedger, driftId: id('dft'), resolution: z.enum(['KEEP_OURS', 'KEEP_THEIRS', 'ACCEPTED', 'MENDED']) }));
export const invoicePushed = defineEvent('revenue.invoice.pushed', 1, 'An invoice stands in the ledger, once.', z.object({ ...invoice, ...ledger, externalId: z.string(), attempt: z.number().int().positive() }));
const pushFault = { attempt: z.number().int().positive(), errorCode: z.string(), sentence: z.string(), retryable: z.boolean() };
export const invoicePushFailed = defineEvent('revenue.invoice.push_failed', 1, 'A ledger did not take an invoice: it does not answer and is asked again, or somebody has to mend what it names. Said once for each cause.', z.object({ ...invoice, ...ledger, ...pushFault }));

/** What every fact about a bill tells. A bill that nobody read yet has neither vendor, number nor total. */
const bill = { billId: id('bil'), clientId: id('cli').nullable(), vendorId: id('vnd').nullable(), vendorName: z.string().nullable(), number: z.string().nullable(), total: money.nullable(), dueOn: plainDate.nullable(), credit: z.boolean() };
export const billReceived = defineEvent('revenue.bill.received', 1, 'A bill of a vendor came in.', z.object({ ...bill, channel: z.enum(['UPLOAD', 'MAIL', 'PORTAL', 'LEDGER']), fileSha256: z.string().length(64).nullable(), submittedBy: z.string().nullable() }));
export const billDuplicateSuspected = defineEvent('revenue.bill.duplicate_suspected', 1, 'A bill looks like one that is here already. It waits until somebody says whether it is.', z.object({ ...bill, otherBillIds: z.array(z.string()), why: z.array(z.enum(['SAME_FILE', 'VENDOR_AND_NUMBER', 'VENDOR_AMOUNT_AND_DAY'])) }));
export const billDuplicateLinked = defineEvent('revenue.bill.duplicate_linked', 1, 'A bill came a second time; it is kept as evidence beside the first and never paid.', z.object({ ...bill, ofBillId: id('bil') }));
export const billCoded = defineEvent('revenue.bill.coded', 1, 'Somebody read a bill and said what it is for, or that it is another one than it looked like. Whoever approved other words before approved those. It is ready when it can be sent to approval.', z.object({ ...bill, contentHash: z.string(), ready: z.boolean() }));
export const billHeld = defineEvent('revenue.bill.held', 1, 'A bill is held: its vendor asks to be paid to another account than before. Somebody has to ask the vendor by another way.', z.object({ ...bill, reason: z.string() }));
export const billReleased = defineEvent('revenue.bill.released', 1, 'Somebody asked the vendor by another way, and a held bill goes on.', z.object({ ...bill, how: z.string() }));
const billApproval = { ...bill, approvalId: id('iap'), contentHash: z.string() };
export const billRouted = defineEvent('revenue.bill.routed', 1, 'It is the turn of people who must agree to a bill. Nobody named means anybody with the right.',
  z.object({ ...billApproval, ruleName: z.string(), stepNo: z.number().int(), stepCount: z.number().int(), approverIds: z.array(z.string()), dueAt: instant.nullable() }));
export const billApproved = defineEvent('revenue.bill.approved', 1, 'Somebody agreed to the very words of a bill; with the last of them it goes to the ledger.',
  z.object({ ...billApproval, ruleName: z.string(), stepNo: z.number().int().nullable(), approverId: person, forId: person, comment: personal(z.string()).nullable(), final: z.boolean() }));
export const billRejected = defineEvent('revenue.bill.rejected', 1, 'Somebody did not agree to a bill; it is not paid.', z.object({ ...billApproval, stepNo: z.number().int(), approverId: id('usr'), submittedBy: z.string().nullable(), comment: personal(z.string()) }));
export const billChangesRequested = defineEvent('revenue.bill.changes_requested', 1, 'Somebody asked for another coding of a bill before they agree.', z.object({ ...billApproval, stepNo: z.number().int(), approverId: id('usr'), submittedBy: z.string().nullable(), comment: personal(z.string()) }));
export const billApprovalEscalated = defineEvent('revenue.bill.approval_escalated', 1, 'Nobody decided about a bill in time; others may now. Nothing is approved by waiting.', z.object({ ...billApproval, stepNo: z.number().int(), approverIds: z.array(z.string()) }));
export const billReopened = defineEvent('revenue.bill.reopened', 1, 'A bill that was rejected is read anew and takes a new way past the people who must agree.', z.object(bill));
export const billPushed = defineEvent('revenue.bill.pushed', 1, 'An approved bill stands in the ledger and waits to be paid there.', z.object({ ...bill, ...ledger, externalId: z.string(), attempt: z.number().int().positive() }));
export const billPushFailed = defineEvent('revenue.bill.push_failed', 1, 'A ledger did not take a bill: it does not answer and is asked again, or somebody has to mend what it names. Said once for each cause.', z.object({ ...bill, ...ledger, ...pushFault }));
export const billPaid = defineEvent('revenue.bill.paid', 1, 'A bill is paid, as the ledger tells.', z.object({ ...bill, paidOn: plainDate }));
export const billPaymentReversed = defineEvent('revenue.bill.payment_reversed', 1, 'The payment of a bill was taken back in the ledger.', z.object({ ...bill, reason: z.string() }));
export const vendorAdded = defineEvent('revenue.vendor.added', 1, 'The firm knows a vendor.', z.object({ vendorId: id('vnd'), name: z.string() }));
export const vendorChanged = defineEvent('revenue.vendor.changed', 1, 'Something about a vendor is another.', z.object({ vendorId: id('vnd'), name: z.string(), changed: z.array(z.string()) }));
export const rebillAdded = defineEvent('revenue.rebill.added', 1, 'What a bill cost for a client waits to be billed to them.', z.object({ rebillId: id('rbl'), billId: id('bil'), clientId: id('cli'), projectId: id('prj').nullable(), title: z.string(), amount: money }));
