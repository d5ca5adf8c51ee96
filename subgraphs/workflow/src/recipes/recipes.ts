import type { WorkflowDocument } from '../definition/document.types.js';
import { askForProjectFiles } from './ask-for-project-files.js';
import { billReachedMilestone, reviseRejectedInvoice } from './bill-reached-milestone.js';
import { chaseExpiredPacket, reviseDeclinedPacket } from './follow-up-unsigned-packet.js';
import { followMovedAppointment } from './follow-moved-appointment.js';
import { answerDispute, chaseFailedPayment, decideAboutCredit, followPaidInvoice } from './follow-paid-invoice.js';
import { followUpNoShow } from './follow-up-no-show.js';
import { onboardBookedClient } from './onboard-booked-client.js';
import { openRecurringWork } from './open-recurring-work.js';
import { remindOutstandingFiles } from './remind-outstanding-files.js';
import { reviewCompletedRequest } from './review-completed-request.js';
import { signAcceptedProposal } from './sign-accepted-proposal.js';
import { checkChangedAccount, lookIntoReversedBill, takeBillToLedger, tellOfNewBill } from './take-bill-to-ledger.js';
import { windDownCancelledAppointment } from './wind-down-cancelled-appointment.js';

/** The documents that every firm begins with, by a name that stays when a firm edits them. */
export const recipes: Readonly<Record<string, WorkflowDocument>> = {
  'onboard-booked-client': onboardBookedClient,
  'follow-moved-appointment': followMovedAppointment,
  'wind-down-cancelled-appointment': windDownCancelledAppointment,
  'follow-up-no-show': followUpNoShow,
  'review-completed-request': reviewCompletedRequest,
  'remind-outstanding-files': remindOutstandingFiles,
  'ask-for-project-files': askForProjectFiles,
  'open-recurring-work': openRecurringWork,
  'sign-accepted-proposal': signAcceptedProposal,
  'revise-declined-packet': reviseDeclinedPacket,
  'chase-expired-packet': chaseExpiredPacket,
  'bill-reached-milestone': billReachedMilestone,
  'revise-rejected-invoice': reviseRejectedInvoice,
  'follow-paid-invoice': followPaidInvoice,
  'decide-about-credit': decideAboutCredit,
  'chase-failed-payment': chaseFailedPayment,
  'answer-dispute': answerDispute,
  'take-bill-to-ledger': takeBillToLedger,
  'tell-of-new-bill': tellOfNewBill,
  'check-changed-account': checkChangedAccount,
  'look-into-reversed-bill': lookIntoReversedBill,
};
