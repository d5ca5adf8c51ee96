/** The language of the house: contracts, the envelope they travel in, and the ids they name. Starts nothing. */
export { defineEvent, personal, isPersonal, type EventContract, type DataOf } from './define-event.js';
export {
  actorKinds, buildEnvelope, domainOf, envelopeShape, parseEnvelope, subjectOf, versionOf, type Envelope, type EnvelopeParts,
} from './envelope.js';
export { auditContracts, catalogue, contractsOf, domains, findContract } from './catalogue.js';
export { idToUuid, isId, newId, prefixOf, uuidToId, type IdSource } from './ids.js';
export { personalPaths, shapeOf, type JsonShape } from './shape.js';
export { breakingChanges } from './compatibility.js';
export { auditRecorded, type AuditData } from './contracts/audit.js';
export {
  agreementDrafted, agreementSigned, agreementActivated, agreementAmended, agreementEnded, agreementRenewalDue, obligationRecorded, obligationDue, obligationClosed, proposalSent, proposalViewed, proposalAccepted, proposalRejected, proposalExpired, proposalSuperseded, deviationApproved,
  packetCreated, packetSent, packetDelayed, packetCompleted, packetDeclined, packetVoided, packetExpired, packetExtended, packetSignedLate, recipientInvited, recipientViewed, recipientSigned, recipientDeclined, recipientExpired,
  recipientReminded, recipientReassigned, contractTemplatePublished, clausePublished, providerReceiptRecorded, connectionConnected, connectionDisconnected, connectionNeedsReauth,
} from './contracts/agreements.js';
export { mailReceived, messageSent, messageFailed } from './contracts/communications.js';
export { clientCreated, clientUpdated, clientStatusChanged, clientMerged, clientErased, contactCreated, contactUpdated, contactLinked, contactPointFailed } from './contracts/crm.js';
export {
  foldersCreated, folderTemplateChanged, folderAdded, folderRenamed, folderMoved, fileCreated, fileVersionAdded, fileMoved, fileTrashed, fileRestored,
  filePurged, fileApproved, fileDisapproved, fileSealed, fileLocked, fileUnlocked, scanPassed, scanFailed, requestSent, requestReminded,
  requestItemReceived, requestItemAccepted, requestItemRejected, requestItemWaived, requestCompleted, requestClosed, requestReopened, requestCancelled,
  requestExpired, requestLinkIssued, requestLinkRevoked, shareLinkCreated, shareLinkRevoked, shareLinkOpened,
} from './contracts/files.js';
export { firmRegistered, userAdded, userDeactivated, rolesChanged, sessionStarted, sessionRevoked } from './contracts/identity.js';
export { portalUserInvited, portalUserActivated, portalInvitationRevoked, portalLinkIssued, portalLinkViewed, portalLinkConsumed, portalActionCreated, portalActionCompleted } from './contracts/portal.js';
export {
  projectCreated, projectKickOffMoved, projectActivated, projectCancelled, taskCreated, taskCompleted, taskAssigned, templatePublished, projectOnHold, projectResumed, projectCompleted, projectStageAdvanced,
  projectFilesNeeded, projectFilesAttached, taskStarted, taskReopened, taskOverdue, taskBlocked, taskUnblocked, taskCancelled, commentAdded, milestoneCompleted, milestoneReopened,
  timeEntryLogged, timeEntryRemoved, timeEntryLocked, timeEntryUnlocked, recurrenceGenerated, recurrenceChanged,
} from './contracts/projects.js';
export {
  invoiceDrafted, invoiceChanged, invoiceDiscarded, invoiceApprovalRequested, invoiceApproved, invoiceRejected, invoiceApprovalEscalated, invoiceIssued, invoiceIssueDelayed, invoiceVoided, invoicePartiallyPaid, invoicePaid, invoiceReopened, creditNoteIssued, invoiceOverdue, invoiceReminderDue, invoiceRemindersHeld, invoiceRemindersResumed,
  paymentReceived, paymentAllocated, paymentFailed, paymentRefunded, paymentDisputed, paymentDisputeClosed, invoicePlanCreated, invoicePlanAmended, invoicePlanPaused, invoicePlanResumed, retainerDrawn, paymentReviewNeeded, merchantConnected, merchantDisconnected, merchantReauthRequired, receiptIssued,
  ledgerConnected, ledgerDisconnected, ledgerReauthRequired, ledgerReceiptRecorded, ledgerDriftDetected, ledgerBypassDetected, ledgerDriftResolved, invoicePushed, invoicePushFailed,
  billReceived, billDuplicateSuspected, billDuplicateLinked, billCoded, billHeld, billReleased, billRouted, billApproved, billRejected, billChangesRequested, billApprovalEscalated, billReopened, billPushed, billPushFailed, billPaid, billPaymentReversed,
  vendorAdded, vendorChanged, rebillAdded,
} from './contracts/revenue.js';
export { appointmentBooked, appointmentConfirmed, appointmentClientLinked, appointmentRescheduled, appointmentCancelled, appointmentCompleted, appointmentNoShow, holdExpired, holdPlaced } from './contracts/scheduling.js';
export { versionPublished, workflowPaused, runStarted, runWaiting, runCompleted, runStuck, runResumed, runCancelled, runFailed } from './contracts/workflow.js';
