import {
  billApprovalEscalated, billApproved, billChangesRequested, billCoded, billDuplicateLinked, billDuplicateSuspected, billHeld, billPaid, billPaymentReversed, billPushed, billPushFailed, billReceived, billRejected, billReleased, billReopened, billRouted, ledgerBypassDetected, rebillAdded, vendorAdded, vendorChanged,
  merchantConnected, merchantDisconnected, merchantReauthRequired, paymentReviewNeeded, receiptIssued,
  ledgerConnected, ledgerDisconnected, ledgerDriftDetected, ledgerDriftResolved, ledgerReauthRequired, ledgerReceiptRecorded, invoicePushed, invoicePushFailed,
  paymentDisputed, paymentDisputeClosed, invoiceOverdue, invoiceReminderDue, invoiceRemindersHeld, invoiceRemindersResumed,
  creditNoteIssued, invoiceApprovalEscalated, invoiceApprovalRequested, invoiceApproved, invoiceChanged, invoiceDiscarded, invoiceDrafted, invoiceIssueDelayed, invoiceIssued, invoicePaid, invoicePartiallyPaid, invoicePlanAmended, invoicePlanCreated, invoicePlanPaused, invoicePlanResumed, invoiceRejected, retainerDrawn,
  invoiceReopened, invoiceVoided, paymentAllocated, paymentFailed, paymentReceived, paymentRefunded,
} from '@firmament/events';
import { byId, defineSubgraph, rotateVaultKeys, stub } from '@firmament/kit';
import { InvoiceApprovalActResolver } from './approval/approval-act.resolver.js';
import { ApprovalRule } from './approval/approval-rule.entity.js';
import { InvoiceApprovalRuleResolver } from './approval/approval-rule.resolver.js';
import { Approval } from './approval/approval.entity.js';
import { ApprovalsOfInvoiceResolver, InvoiceApprovalResolver } from './approval/approval.resolver.js';
import { ApprovalDelegation } from './approval/delegation.entity.js';
import { InvoiceApprovalDelegationResolver } from './approval/delegation.resolver.js';
import { escalateApprovals, peopleListeners } from './approval/escalate-approvals.js';
import { ApprovalInboxResolver, OpenApprovalOfBillResolver, OpenApprovalOfInvoiceResolver } from './approval/inbox.resolver.js';
import { BillActResolver } from './bill/bill-act.resolver.js';
import { BillApprovalResolver } from './bill/bill-approval.resolver.js';
import { BillCaptureResolver } from './bill/bill-capture.resolver.js';
import { BillLine } from './bill/bill-line.entity.js';
import { BillSettings } from './bill/bill-settings.entity.js';
import { BillSettingsResolver } from './bill/bill-settings.resolver.js';
import { BillUpload } from './bill/bill-upload.entity.js';
import { Bill } from './bill/bill.entity.js';
import { BillLineResolver, BillResolver, BillStoryResolver } from './bill/bill.resolver.js';
import { mailListeners } from './bill/on-mail.js';
import { billRecurring } from './billing/bill-recurring.js';
import { Milestone } from './billing/milestone.entity.js';
import { milestoneListeners } from './billing/on-milestones.js';
import { Dunning } from './dunning/dunning.entity.js';
import { DunningResolver } from './dunning/dunning.resolver.js';
import { remindLate } from './dunning/remind-late.js';
import { BilledAlready, BillNumberTaken, InvoiceImmutable, MoneyInvalid } from './errors.js';
import { RevenueFiguresResolver } from './figures/figures.resolver.js';
import { BilledSource } from './invoice/billed-source.entity.js';
import { InvoiceActResolver } from './invoice/invoice-act.resolver.js';
import { InvoiceLine } from './invoice/invoice-line.entity.js';
import { Invoice } from './invoice/invoice.entity.js';
import { ClientInvoicesResolver, InvoiceLineResolver, InvoiceResolver } from './invoice/invoice.resolver.js';
import { CreditNote } from './issue/credit-note.entity.js';
import { finishIssuing } from './issue/finish-issuing.js';
import { CreditNoteResolver, InvoiceIssueResolver } from './issue/issue.resolver.js';
import { CreateInvoices } from './migrations/2026-11-22-0900-create-invoices.js';
import { ForgetWhatIsApplied } from './migrations/2026-11-25-2200-forget-what-is-applied.js';
import { CreatePlans } from './migrations/2026-11-26-0900-create-plans.js';
import { PlansThatChange } from './migrations/2026-11-26-1500-plans-that-change.js';
import { InvoicesWithLines } from './migrations/2026-11-27-0900-invoices-with-lines.js';
import { Approvals } from './migrations/2026-11-27-1000-approvals.js';
import { IssueAndCredit } from './migrations/2026-11-27-1100-issue-and-credit.js';
import { Payments } from './migrations/2026-11-27-1200-payments.js';
import { ApprovalsOfTwoKinds } from './migrations/2026-11-28-1000-approvals-of-two-kinds.js';
import { Bills } from './migrations/2026-11-28-1010-bills.js';
import { ListsOfMoney } from './migrations/2026-11-28-1300-lists-of-money.js';
import { UnbilledAndFigures } from './migrations/2026-11-28-1444-unbilled-and-figures.js';
import { InvoiceLineageResolver } from './lineage/lineage.resolver.js';
import { Retainers } from './migrations/2026-11-28-1544-retainers.js';
import { LedgerConnection, LedgerConsent } from './ledger/connection/ledger-connection.entity.js';
import { LedgerConnectionResolver } from './ledger/connection/ledger-connection.resolver.js';
import { tendLedgers } from './ledger/connection/tend-ledgers.js';
import { LedgerDrift } from './ledger/drift/ledger-drift.entity.js';
import { compareWithLedgers } from './ledger/drift/compare-daily.js';
import { LedgerDriftResolver } from './ledger/drift/ledger-drift.resolver.js';
import { LedgerLink } from './ledger/link/ledger-link.entity.js';
import { LedgerParty } from './ledger/party/ledger-party.entity.js';
import { LedgerPartyResolver } from './ledger/party/ledger-party.resolver.js';
import { carryToLedger } from './ledger/queue/carry-items.js';
import { LedgerItem } from './ledger/queue/ledger-item.entity.js';
import { InvoiceLedgerResolver, LedgerQueueResolver, PaymentLedgerResolver } from './ledger/queue/ledger-queue.resolver.js';
import { readLedgersBack } from './ledger/readback/read-back.js';
import { hearLedger } from './ledger/receipt/hear-ledger.js';
import { Ledgers } from './migrations/2026-11-28-0900-ledgers.js';
import { PapersWrittenAnew } from './migrations/2026-11-28-0910-papers-written-anew.js';
import { PayOnline } from './migrations/2026-11-28-1911-pay-online.js';
import { Receipts } from './migrations/2026-11-28-2011-receipts.js';
import { DunningAndDisputes } from './migrations/2026-11-28-2111-dunning-and-disputes.js';
import { MoneyReadInLedgers } from './migrations/2026-11-28-2211-money-read-in-ledgers.js';
import { nameListeners } from './payer/on-names.js';
import { Payer } from './payer/payer.entity.js';
import { carryOnlinePayments } from './payment/online/carry-online.js';
import { hearPayments } from './payment/online/hear-payments.js';
import { MerchantResolver } from './payment/online/merchant/merchant.resolver.js';
import { OnlinePayment } from './payment/online/online-payment.entity.js';
import { InvoiceOnlinePaymentResolver, OnlinePaymentResolver } from './payment/online/online-payment.resolver.js';
import { readCharges } from './payment/online/read-charges.js';
import { DisputedInvoiceResolver, DisputeResolver } from './payment/dispute.resolver.js';
import { PaymentActResolver } from './payment/payment-act.resolver.js';
import { Allocation, Payment, Refund } from './payment/payment.entity.js';
import { PaymentAllocationResolver, PaymentResolver, RefundResolver } from './payment/payment.resolver.js';
import { permissions, portalPermissions } from './permissions.js';
import { AmendPlanResolver } from './plan/amend.resolver.js';
import { BilledItemResolver, PausePlanResolver } from './plan/pause.resolver.js';
import { InvoicePlan, InvoicePlanItem } from './plan/plan.entity.js';
import { InvoicePlanItemResolver, InvoicePlanResolver } from './plan/plan.resolver.js';
import { config, openPorts } from './ports.js';
import { ClientMoneyResolver } from './receivable/client-money.resolver.js';
import { RetainerResolver } from './retainer/retainer.resolver.js';
import { ReceivableResolver } from './receivable/receivable.resolver.js';
import { BillingSettings } from './settings/billing-settings.entity.js';
import { settingsListeners } from './settings/settings-of.js';
import { BillingSettingsResolver } from './settings/settings.resolver.js';
import { PaymentReceipt } from './receipt/receipt.entity.js';
import { InvoiceReceiptsResolver, PaymentReceiptsResolver, ReceiptResolver, RefundReceiptResolver } from './receipt/receipt.resolver.js';
import { writeReceipts } from './receipt/write-receipts.js';
import { Rebill } from './rebill/rebill.entity.js';
import { RebillResolver } from './rebill/rebill.resolver.js';
import { ClientRef } from './stubs.js';
import { NotedTime } from './unbilled/noted-time.entity.js';
import { timeListeners } from './unbilled/on-time.js';
import { UnbilledResolver } from './unbilled/unbilled.resolver.js';
import { Vendor } from './vendor/vendor.entity.js';
import { VendorResolver } from './vendor/vendor.resolver.js';

const followClient = ['bills', 'bill_lines', 'bill_uploads', 'rebills', 'invoices', 'invoice_lines', 'billed_sources', 'milestones', 'approvals', 'payers', 'credit_notes', 'payments', 'allocations', 'refunds', 'online_payments', 'payment_receipts', 'dunnings', 'plans', 'plan_items', 'ledger_items', 'ledger_links', 'ledger_parties', 'ledger_drifts', 'noted_time'];

/** What clients owe the firm, and what the firm owes its vendors. */
export default defineSubgraph({
  name: 'revenue',
  entities: [Invoice, InvoiceLine, BilledSource, Milestone, BillingSettings, Approval, ApprovalRule, ApprovalDelegation, Payer, CreditNote, Payment, Allocation, Refund, OnlinePayment, PaymentReceipt, Dunning, InvoicePlan, InvoicePlanItem, Bill, BillLine, BillUpload, BillSettings, Vendor, Rebill, LedgerConnection, LedgerConsent, LedgerItem, LedgerLink, LedgerParty, LedgerDrift, NotedTime],
  resolvers: [
    InvoiceResolver, InvoiceLineResolver, InvoiceActResolver, ClientInvoicesResolver, BillingSettingsResolver, InvoiceApprovalActResolver, InvoiceApprovalResolver, ApprovalsOfInvoiceResolver, InvoiceApprovalRuleResolver, InvoiceApprovalDelegationResolver,
    ApprovalInboxResolver, OpenApprovalOfInvoiceResolver, OpenApprovalOfBillResolver,
    BillResolver, BillStoryResolver, BillLineResolver, BillCaptureResolver, BillActResolver, BillApprovalResolver, BillSettingsResolver, VendorResolver, RebillResolver,
    InvoiceIssueResolver, CreditNoteResolver, PaymentActResolver, PaymentResolver, PaymentAllocationResolver, RefundResolver, ReceivableResolver, ClientMoneyResolver, InvoicePlanResolver, InvoicePlanItemResolver, AmendPlanResolver, PausePlanResolver, BilledItemResolver, RetainerResolver, InvoiceLineageResolver, RevenueFiguresResolver, UnbilledResolver,
    DunningResolver, DisputeResolver, DisputedInvoiceResolver, MerchantResolver, OnlinePaymentResolver, InvoiceOnlinePaymentResolver, ReceiptResolver, PaymentReceiptsResolver, RefundReceiptResolver, InvoiceReceiptsResolver,
    LedgerConnectionResolver, LedgerQueueResolver, InvoiceLedgerResolver, PaymentLedgerResolver, LedgerPartyResolver, LedgerDriftResolver,
  ],
  orphans: [ClientRef],
  references: {
    Invoice: byId(Invoice, 'revenue.invoice.view'), CreditNote: byId(CreditNote, 'revenue.invoice.view'), Payment: byId(Payment, 'revenue.payment.view'), InvoicePlan: byId(InvoicePlan, 'revenue.plan.view'), InvoicePlanItem: byId(InvoicePlanItem, 'revenue.plan.view'),
    OnlinePayment: byId(OnlinePayment, 'revenue.invoice.view'), PaymentReceipt: byId(PaymentReceipt, 'revenue.invoice.view'),
    Bill: byId(Bill, 'revenue.bill.view'), Vendor: byId(Vendor, 'revenue.vendor.view'), Rebill: byId(Rebill, 'revenue.rebill.view'),
    LedgerConnection: byId(LedgerConnection, 'revenue.ledger.view'), LedgerConsent: byId(LedgerConsent, 'revenue.ledger.connect'), LedgerItem: byId(LedgerItem, 'revenue.ledger.view'), LedgerParty: byId(LedgerParty, 'revenue.ledger.view'), LedgerDrift: byId(LedgerDrift, 'revenue.ledger.view'),
    Client: stub(ClientRef, 'revenue.invoice.view'),
  },
  emits: [
    invoiceDrafted, invoiceChanged, invoiceDiscarded, invoiceApprovalRequested, invoiceApproved, invoiceRejected, invoiceApprovalEscalated, invoiceIssued, invoiceIssueDelayed, invoiceVoided, invoicePartiallyPaid, invoicePaid, invoiceReopened,
    billReceived, billDuplicateSuspected, billDuplicateLinked, billCoded, billHeld, billReleased, billRouted, billApproved, billRejected, billChangesRequested, billApprovalEscalated, billReopened, billPushed, billPushFailed, billPaid, billPaymentReversed,
    vendorAdded, vendorChanged, rebillAdded, ledgerConnected, ledgerDisconnected, ledgerReauthRequired, ledgerReceiptRecorded, ledgerDriftDetected, ledgerBypassDetected, ledgerDriftResolved, invoicePushed, invoicePushFailed,
    creditNoteIssued, paymentReceived, paymentAllocated, paymentFailed, paymentRefunded, invoicePlanCreated, invoicePlanAmended, invoicePlanPaused, invoicePlanResumed, retainerDrawn, paymentReviewNeeded, merchantConnected, merchantDisconnected, merchantReauthRequired, receiptIssued,
    invoiceOverdue, invoiceReminderDue, invoiceRemindersHeld, invoiceRemindersResumed, paymentDisputed, paymentDisputeClosed,
  ],
  listens: [...settingsListeners, ...nameListeners, ...milestoneListeners, ...peopleListeners, ...mailListeners, ...timeListeners],
  migrations: [CreateInvoices, ForgetWhatIsApplied, CreatePlans, PlansThatChange, InvoicesWithLines, Approvals, IssueAndCredit, Payments, Ledgers, PapersWrittenAnew, ApprovalsOfTwoKinds, Bills, ListsOfMoney, UnbilledAndFigures, Retainers, PayOnline, Receipts, DunningAndDisputes, MoneyReadInLedgers],
  permissions,
  portalPermissions,
  config,
  ports: openPorts,
  constraints: { bill_once: () => new BillNumberTaken(), billed_once: () => new BilledAlready(), invoice_issued: () => new InvoiceImmutable(), payment_once: () => new MoneyInvalid('another payment carries this number', 'input.providerRef') },
  clientTables: { ...Object.fromEntries(followClient.map((table) => [`revenue.${table}`, 'client_id'])), 'revenue.approval_rules': 'for_client_id' },
  sweeps: [billRecurring, escalateApprovals, finishIssuing, tendLedgers, carryToLedger, readLedgersBack, compareWithLedgers, carryOnlinePayments, readCharges, writeReceipts, remindLate, rotateVaultKeys('revenue')],
  hooks: { ledger: hearLedger, payments: hearPayments },
});
