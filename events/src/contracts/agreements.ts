import { z } from 'zod';
import { defineEvent, personal } from '../define-event.js';
import { email, id, instant, money, personName, plainDate } from './shapes.js';

const agreement = { agreementId: id('agr'), clientId: id('cli'), title: z.string() };
export const agreementDrafted = defineEvent('agreements.agreement.drafted', 1, 'An agreement was started for a client.', z.object(agreement));

const timing = z.enum(['ON_ACCEPTANCE', 'DEPOSIT', 'ON_COMPLETION', 'RECURRING', 'TO_BE_CONFIRMED']);
const period = z.enum(['WEEK', 'MONTH', 'QUARTER', 'YEAR']);
/** A line as the client took it: what it costs with tax, and when it is billed. A line without a price yet has none. */
const pricedLine = z.object({ key: z.string(), title: z.string(), quantity: z.number().int(), timing, period: period.nullable(), net: money, tax: money, gross: money });
const serviceLine = z.object({ serviceLineId: id('sln'), key: z.string(), title: z.string(), quantity: z.number().int(), timing, period: period.nullable(), net: money, tax: money, gross: money });
/** What will be billed and when; the fixed ones sum to the fixed total. */
const planItem = z.object({ lineKey: z.string(), title: z.string(), timing, period: period.nullable(), amount: money.nullable() });

const proposal = { proposalId: id('prp'), clientId: id('cli'), projectId: id('prj').nullable(), title: z.string() };
const standing = { ...proposal, currency: z.string().length(3), revision: z.number().int().positive() };
export const proposalSent = defineEvent('agreements.proposal.sent', 1, 'A client was sent a proposal to choose from.',
  z.object({ ...standing, expiresOn: plainDate.nullable(), optionCount: z.number().int() }));
export const proposalViewed = defineEvent('agreements.proposal.viewed', 1, 'The client opened a proposal for the first time.', z.object({ ...standing, by: personName.nullable() }));
export const proposalAccepted = defineEvent('agreements.proposal.accepted', 1, 'The client said yes to a proposal with what they chose. It can no longer change.',
  z.object({ ...standing, optionKey: z.string(), selection: z.array(pricedLine), total: money, fixedTotal: money, acceptedBy: personName, acceptedAt: instant, ipHash: personal(z.string()).nullable(), templateVersionId: id('ctv').nullable(), amendsAgreementId: id('agr').nullable().optional() }));
export const proposalRejected = defineEvent('agreements.proposal.rejected', 1, 'The client said no to a proposal.', z.object({ ...standing, by: personName, reason: personal(z.string()) }));
export const proposalExpired = defineEvent('agreements.proposal.expired', 1, 'The last day of a proposal passed without an answer.', z.object(standing));
export const proposalSuperseded = defineEvent('agreements.proposal.superseded', 1, 'A newer proposal took the place of an older one.', z.object({ ...standing, byProposalId: id('prp') }));
export const deviationApproved = defineEvent('agreements.proposal.deviation_approved', 1, 'Somebody with the right to do so let other words stand in place of a fixed clause.',
  z.object({ ...proposal, clauses: z.array(z.string()) }));

const packet = { packetId: id('pkt'), agreementId: id('agr'), clientId: id('cli'), title: z.string(), revision: z.number().int().positive() };
const role = z.enum(['SIGNER', 'APPROVER', 'VIEWER', 'COPY']);
const recipient = { recipientId: id('rcp'), order: z.number().int().positive(), role, name: personName, contactId: id('con').nullable() };
export const packetCreated = defineEvent('agreements.packet.created', 1, 'Documents were put together for signing.',
  z.object({ ...packet, previousPacketId: id('pkt').nullable(), recipients: z.array(z.object({ ...recipient, email })), documentCount: z.number().int() }));
export const packetSent = defineEvent('agreements.packet.sent', 1, 'Documents went out for signing.',
  z.object({ ...packet, provider: z.string(), providerRef: z.string(), expiresAt: instant.nullable(), recipients: z.array(z.object({ ...recipient, email, invited: z.boolean() })) }));
export const packetDelayed = defineEvent('agreements.packet.delayed', 1, 'Documents could not be handed to the signing service; somebody has to look.',
  z.object({ ...packet, provider: z.string(), reason: z.string() }));
const sealed = z.object({ key: z.string(), sha256: z.string().length(64), size: z.number().int().nonnegative() });
export const packetCompleted = defineEvent('agreements.packet.completed', 1, 'Everybody whose signature is required has signed. Says where the signed document and its certificate lie, to be taken over, and who gets word of it.',
  z.object({ ...packet, signedDocument: sealed, certificate: sealed.nullable(), completedAt: instant, signers: z.array(z.object({ recipientId: id('rcp'), name: personName, signedAt: instant.nullable() })),
    people: z.array(z.object({ recipientId: id('rcp'), role, name: personName, email, contactId: id('con').nullable() })).optional() }));
const ended = { ...packet, by: personName.nullable(), reason: personal(z.string()).nullable(), signedBefore: z.array(z.object({ name: personName, email, contactId: id('con').nullable().optional() })) };
export const packetDeclined = defineEvent('agreements.packet.declined', 1, 'Somebody would not sign, so the documents are dead. Names who had signed before, who must be told.', z.object(ended));
export const packetVoided = defineEvent('agreements.packet.voided', 1, 'The firm took documents back before all had signed.', z.object(ended));
export const packetExpired = defineEvent('agreements.packet.expired', 1, 'The time to sign is over.', z.object(ended));
export const packetExtended = defineEvent('agreements.packet.extended', 1, 'There is more time to sign.', z.object({ ...packet, expiresAt: instant }));
export const packetSignedLate = defineEvent('agreements.packet.signed_late', 1, 'A signature came after documents had ended. Nothing became active; somebody has to decide.',
  z.object({ ...packet, state: z.enum(['DECLINED', 'EXPIRED', 'VOIDED']), by: personName.nullable() }));

const person = { ...packet, ...recipient };
export const recipientInvited = defineEvent('agreements.recipient.invited', 1, 'It is the turn of a person of a packet. Where the house signs itself, nobody else tells them.',
  z.object({ ...person, email, expiresAt: instant.nullable(), provider: z.string().optional() }));
export const recipientViewed = defineEvent('agreements.recipient.viewed', 1, 'A person opened the documents.', z.object(person));
export const recipientSigned = defineEvent('agreements.recipient.signed', 1, 'A person signed, or approved.', z.object({ ...person, signedAt: instant, missing: z.number().int().nonnegative() }));
export const recipientDeclined = defineEvent('agreements.recipient.declined', 1, 'A person would not sign.', z.object({ ...person, reason: personal(z.string()).nullable() }));
export const recipientExpired = defineEvent('agreements.recipient.expired', 1, 'A person did not sign in time.', z.object(person));
export const recipientReminded = defineEvent('agreements.recipient.reminded', 1, 'A person was reminded to sign.',
  z.object({ ...person, reminderNo: z.number().int().positive(), email: email.optional(), expiresAt: instant.nullable().optional(), provider: z.string().optional() }));
export const recipientReassigned = defineEvent('agreements.recipient.reassigned', 1, 'Another person signs in place of the one who was named.',
  z.object({ ...person, email, replacedRecipientId: id('rcp'), replacedName: personName, reason: z.string().nullable() }));

const inForce = { ...agreement, versionNo: z.number().int().positive(), effectiveOn: plainDate, projectId: id('prj').nullable(), proposalId: id('prp').nullable(), currency: z.string().length(3), serviceLines: z.array(serviceLine), plan: z.array(planItem), fixedTotal: money };
export const agreementSigned = defineEvent('agreements.agreement.signed', 1, 'An agreement is signed by all, and waits for its first payment before anything becomes active.', z.object(inForce));
export const agreementActivated = defineEvent('agreements.agreement.activated', 1, 'An agreement is in force. Said once in its life.', z.object({ ...inForce, packetId: id('pkt').nullable() }));
const lineChange = z.object({ key: z.string(), title: z.string(), change: z.enum(['ADDED', 'REMOVED', 'CHANGED']), before: money.nullable(), after: money.nullable() });
export const agreementAmended = defineEvent('agreements.agreement.amended', 1, 'A signed change took the place of what was agreed before, from a day on.', z.object({ ...inForce, changes: z.array(lineChange) }));
export const agreementEnded = defineEvent('agreements.agreement.ended', 1, 'An agreement is over.', z.object({ ...agreement, endedOn: plainDate, reason: z.string().nullable() }));
export const agreementRenewalDue = defineEvent('agreements.agreement.renewal_due', 1, 'An agreement ends soon; somebody should speak with the client.', z.object({ ...agreement, endsOn: plainDate }));

const obligation = { obligationId: id('obl'), agreementId: id('agr'), clientId: id('cli'), title: z.string(), party: z.enum(['FIRM', 'CLIENT']), dueOn: plainDate, clauseId: id('cls').nullable() };
export const obligationRecorded = defineEvent('agreements.obligation.recorded', 1, 'An agreement obliges one side to something by a day.', z.object(obligation));
export const obligationDue = defineEvent('agreements.obligation.due', 1, 'What an agreement obliges to is due within a week. Said once for each day.', z.object(obligation));
export const obligationClosed = defineEvent('agreements.obligation.closed', 1, 'What an agreement obliged to is done, or need not be done any more.', z.object({ ...obligation, fulfilled: z.boolean(), note: personal(z.string()).nullable() }));

export const contractTemplatePublished = defineEvent('agreements.template.published', 1, 'A contract template has a new version, from which contracts are written.',
  z.object({ templateId: id('ctt'), versionId: id('ctv'), name: z.string(), versionNo: z.number().int().positive() }));
export const clausePublished = defineEvent('agreements.clause.published', 1, 'A clause of the library has a new version.',
  z.object({ clauseId: id('cls'), versionId: id('clv'), name: z.string(), versionNo: z.number().int().positive() }));

export const providerReceiptRecorded = defineEvent('agreements.provider.receipt_recorded', 1, 'A signing service called back, and whoever it was has shown that it is. What it tells is asked of the service itself.',
  z.object({ receiptId: id('rct'), connectionId: id('cnx'), provider: z.string(), naturalKey: z.string(), rawHash: z.string().regex(/^[0-9a-f]{64}$/) }));
const connection = { connectionId: id('cnx'), provider: z.string(), service: z.string() };
export const connectionConnected = defineEvent('agreements.connection.connected', 1, 'A signing service was connected, or connected again.', z.object({ ...connection, again: z.boolean() }));
export const connectionDisconnected = defineEvent('agreements.connection.disconnected', 1, 'A connection to a signing service was ended; its secrets are deleted.', z.object(connection));
export const connectionNeedsReauth = defineEvent('agreements.connection.needs_reauth', 1, 'A signing service no longer accepts what it was connected with: somebody has to connect it again. Said once, until they did.',
  z.object({ ...connection, reason: z.string(), connectedBy: id('usr').nullable() }));
