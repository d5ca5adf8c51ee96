import { z } from 'zod';
import { defineEvent, personal } from '../define-event.js';
import { id, instant, money, plainDate } from './shapes.js';

/** What every fact about an invoice tells, so that a listener need not ask back. */
const invoice = { invoiceId: id('ivc'), clientId: id('cli'), projectId: id('prj').nullable(), number: z.string().nullable(), total: money };
const standing = z.enum(['DRAFT', 'AWAITING_APPROVAL', 'REJECTED', 'APPROVED', 'ISSUING', 'ISSUED', 'PARTIALLY_PAID', 'PAID', 'REOPENED', 'VOID']);
export const invoiceDrafted = defineEvent('revenue.invoice.drafted', 1, 'An invoice was started for a client.',
  z.object({ invoiceId: id('ivc'), clientId: id('cli'), total: money, projectId: id('prj').nullable().optional(), number: z.string().nullable().optional(), sourceRefs: z.array(z.string()).optional() }));
export const invoiceChanged = defineEvent('revenue.invoice.changed', 1, 'Other words stand on an invoice that has no number. Whoever approved it approved the words before.',
  z.object({ ...invoice, contentHash: z.string(), was: standing }));
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
const settled = { ...invoice, amountPaid: money, credited: money, balance: money, paidOn: plainDate.nullable() };
export const invoicePartiallyPaid = defineEvent('revenue.invoice.partially_paid', 1, 'A part of an invoice is paid or credited.', z.object(settled));
export const invoicePaid = defineEvent('revenue.invoice.paid', 1, 'Nothing is left to pay of an invoice.', z.object(settled));
export const invoiceReopened = defineEvent('revenue.invoice.reopened', 1, 'An invoice on which something was paid is owed again in full.', z.object(settled));
export const creditNoteIssued = defineEvent('revenue.creditnote.issued', 1, 'A client owes less of an invoice, by a credit note.',
  z.object({ creditNoteId: id('crn'), clientId: id('cli'), invoiceId: id('ivc'), invoiceNumber: z.string(), number: z.string(), amount: money, reason: personal(z.string()), issuedOn: plainDate }));

const payment = { paymentId: id('pmt'), clientId: id('cli'), amount: money, method: z.enum(['BANK_TRANSFER', 'CARD', 'DIRECT_DEBIT', 'CASH', 'CHEQUE', 'OTHER']), providerRef: z.string().nullable() };
const allocations = z.array(z.object({ invoiceId: id('ivc'), amount: money }));
export const paymentReceived = defineEvent('revenue.payment.received', 1, 'Money of a client came. What settles nothing is their credit.', z.object({ ...payment, receivedOn: plainDate, allocations, unapplied: money }));
export const paymentAllocated = defineEvent('revenue.payment.allocated', 1, 'Credit of a client settles invoices.', z.object({ ...payment, allocations, unapplied: money }));
export const paymentFailed = defineEvent('revenue.payment.failed', 1, 'Money did not come, or its bank took it back; what it settled is owed again.', z.object({ ...payment, reason: personal(z.string()) }));
export const paymentRefunded = defineEvent('revenue.payment.refunded', 1, 'Money was given back to a client.',
  z.object({ ...payment, refundId: id('rfd'), refunded: money, whole: z.boolean(), invoiceId: id('ivc').nullable(), effect: z.enum(['REOPEN', 'CREDIT']).nullable(), reason: personal(z.string()) }));

const planItem = z.object({ itemId: id('ipi'), lineKey: z.string(), title: z.string(), timing: z.enum(['ON_ACCEPTANCE', 'DEPOSIT', 'ON_COMPLETION', 'RECURRING', 'TO_BE_CONFIRMED']), period: z.enum(['WEEK', 'MONTH', 'QUARTER', 'YEAR']).nullable(),
  amount: money.nullable(), nextOn: plainDate.nullable(), invoiceId: id('ivc').nullable() });
export const invoicePlanCreated = defineEvent('revenue.plan.created', 1, 'What will be billed for an agreement stands, and when.',
  z.object({ planId: id('ipl'), agreementId: id('agr'), clientId: id('cli'), projectId: id('prj').nullable(), effectiveOn: plainDate, fixedTotal: money, items: z.array(planItem) }));
/** An item after a change: when it ends, and why it is there, where it bills a difference. */
const amendedItem = planItem.extend({ endsOn: plainDate.nullable(), explanation: z.string().nullable() });
export const invoicePlanAmended = defineEvent('revenue.plan.amended', 1, 'What will be billed for an agreement is another from a day on. What stands on invoices stays there; a difference has an item of its own that says why.',
  z.object({ planId: id('ipl'), agreementId: id('agr'), clientId: id('cli'), projectId: id('prj').nullable(), versionNo: z.number().int().positive(), effectiveOn: plainDate, fixedTotal: money, items: z.array(amendedItem) }));
