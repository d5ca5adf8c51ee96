import {
  agreementActivated, agreementAmended, agreementDrafted, agreementEnded, agreementRenewalDue, agreementSigned, clausePublished, connectionConnected, connectionDisconnected, connectionNeedsReauth, contractTemplatePublished, deviationApproved, obligationClosed, obligationDue, obligationRecorded,
  proposalAccepted, proposalExpired, proposalRejected, proposalSent, proposalSuperseded, proposalViewed, packetCompleted, packetCreated, packetDeclined,
  packetDelayed, packetExpired, packetExtended, packetSent, packetSignedLate, packetVoided, providerReceiptRecorded, recipientDeclined, recipientExpired, recipientInvited, recipientReassigned, recipientReminded, recipientSigned, recipientViewed,
} from '@firmament/events';
import { byId, defineSubgraph, rotateVaultKeys, stub } from '@firmament/kit';
import { Agreement } from './agreement/agreement.entity.js';
import { AgreementActResolver } from './agreement/agreement-act.resolver.js';
import { AgreementVersion } from './agreement/agreement-version.entity.js';
import { AgreementVersionResolver } from './agreement/agreement-version.resolver.js';
import { AgreementResolver, ClientAgreementsResolver } from './agreement/agreement.resolver.js';
import { tellRenewals } from './agreement/tell-renewals.js';
import { Obligation } from './obligation/obligation.entity.js';
import { AgreementObligationsResolver, ObligationResolver } from './obligation/obligation.resolver.js';
import { tellObligations } from './obligation/tell-obligations.js';
import { SigningCeremony } from './ceremony/ceremony.entity.js';
import { SigningActResolver } from './ceremony/signing-act.resolver.js';
import { SigningResolver } from './ceremony/signing.resolver.js';
import { Clause, ClauseVersion } from './clause/clause.entity.js';
import { ClauseResolver, ClauseVersionResolver } from './clause/clause.resolver.js';
import { SigningConnectionActResolver } from './connection/connection-act.resolver.js';
import { SigningConnection } from './connection/connection.entity.js';
import { SigningConnectionResolver, SigningConsentResolver } from './connection/connection.resolver.js';
import { SigningConsent } from './connection/consent.entity.js';
import { SigningConsentActResolver } from './connection/consent.resolver.js';
import { tendConnections } from './connection/tend-connections.js';
import { ClauseNameTaken, ContractTemplateNameTaken, PackageNameTaken, ProposalAccepted, VersionImmutable } from './errors.js';
import { CreateAgreements } from './migrations/2026-11-22-0900-create-agreements.js';
import { ForgetWhatIsApplied } from './migrations/2026-11-25-2200-forget-what-is-applied.js';
import { ConnectProviders } from './migrations/2026-11-26-0030-connect-providers.js';
import { CreateTemplates } from './migrations/2026-11-26-0900-create-templates.js';
import { CreateProposals } from './migrations/2026-11-26-1000-create-proposals.js';
import { AgreementsWithVersions } from './migrations/2026-11-26-1100-agreements-with-versions.js';
import { CreatePackets } from './migrations/2026-11-26-1200-create-packets.js';
import { WhoSignsForClients } from './migrations/2026-11-26-1300-who-signs-for-clients.js';
import { LookAtSigning } from './migrations/2026-11-26-1400-look-at-signing.js';
import { SignInThePortal } from './migrations/2026-11-26-1500-sign-in-the-portal.js';
import { ConnectByConsent } from './migrations/2026-11-26-1530-connect-by-consent.js';
import { KeepReceipts } from './migrations/2026-11-26-1700-keep-receipts.js';
import { ProposalsThatChangeAgreements } from './migrations/2026-11-26-2100-proposals-that-change-agreements.js';
import { Duties } from './migrations/2026-11-27-1300-duties.js';
import { ServicePackage } from './package/service-package.entity.js';
import { ServicePackageResolver } from './package/service-package.resolver.js';
import { carryPackets } from './packet/carry-packets.js';
import { Errand } from './packet/errand.entity.js';
import { expirePackets } from './packet/expire-packets.js';
import { followProviders } from './packet/follow-providers.js';
import { PacketActResolver } from './packet/packet-act.resolver.js';
import { SignaturePacket } from './packet/packet.entity.js';
import { AgreementPacketsResolver, PacketResolver } from './packet/packet.resolver.js';
import { RecipientActResolver } from './packet/recipient-act.resolver.js';
import { PacketRecipient } from './packet/recipient.entity.js';
import { remindRecipients } from './packet/remind-recipients.js';
import { KnownPerson } from './party/known-person.entity.js';
import { nameListeners } from './party/on-names.js';
import { peopleListeners } from './party/on-people.js';
import { FirmName, Party } from './party/party.entity.js';
import { userListeners } from './party/on-users.js';
import { Person, Signatory } from './party/signatory.entity.js';
import { permissions, portalPermissions } from './permissions.js';
import { config, openPorts } from './ports.js';
import { expireProposals } from './proposal/expire-proposals.js';
import { OfferQuoteResolver } from './proposal/offer-quote.resolver.js';
import { ProposalActResolver } from './proposal/proposal-act.resolver.js';
import { ProposalAnswerResolver } from './proposal/proposal-answer.resolver.js';
import { ProposalStandingResolver } from './proposal/proposal-standing.resolver.js';
import { Proposal } from './proposal/proposal.entity.js';
import { ClientProposalsResolver, ProposalResolver } from './proposal/proposal.resolver.js';
import { forgetReceipts } from './receipt/forget-receipts.js';
import { hearProvider } from './receipt/hear-provider.js';
import { ClientRef, ProjectRef } from './stubs.js';
import { ContractTemplate, ContractTemplateVersion } from './template/contract-template.entity.js';
import { ContractTemplateResolver, ContractTemplateVersionResolver } from './template/contract-template.resolver.js';

/** What a firm and a client agree on. */
export default defineSubgraph({
  name: 'agreements',
  entities: [Agreement, AgreementVersion, Clause, ClauseVersion, ContractTemplate, ContractTemplateVersion, ServicePackage, Party, FirmName, Person, Signatory, Proposal, SignaturePacket, PacketRecipient, Errand, SigningConnection, SigningConsent, SigningCeremony, KnownPerson, Obligation],
  resolvers: [
    AgreementResolver, AgreementActResolver, AgreementVersionResolver, ClientAgreementsResolver, ClauseResolver, ClauseVersionResolver, ContractTemplateResolver, ContractTemplateVersionResolver, ServicePackageResolver, ProposalResolver, ProposalActResolver, ProposalAnswerResolver, ClientProposalsResolver,
    PacketResolver, PacketActResolver, RecipientActResolver, AgreementPacketsResolver, SigningConnectionResolver, SigningConnectionActResolver, SigningConsentResolver, SigningConsentActResolver, SigningResolver, SigningActResolver, OfferQuoteResolver, ProposalStandingResolver, ObligationResolver, AgreementObligationsResolver,
  ],
  orphans: [ClientRef, ProjectRef],
  references: {
    Agreement: byId(Agreement, 'agreements.agreement.view'), AgreementVersion: byId(AgreementVersion, 'agreements.agreement.view'), Client: stub(ClientRef, 'agreements.agreement.view'),
    Clause: byId(Clause, 'agreements.clause.view'), ClauseVersion: byId(ClauseVersion, 'agreements.clause.view'), ServicePackage: byId(ServicePackage, 'agreements.package.view'),
    ContractTemplate: byId(ContractTemplate, 'agreements.template.view'), ContractTemplateVersion: byId(ContractTemplateVersion, 'agreements.template.view'), Proposal: byId(Proposal, 'agreements.proposal.view'),
    SignaturePacket: byId(SignaturePacket, 'agreements.packet.view'), PacketRecipient: byId(PacketRecipient, 'agreements.packet.view'),
    Obligation: byId(Obligation, 'agreements.obligation.view'), SigningConnection: byId(SigningConnection, 'agreements.connection.view'), SigningConsent: byId(SigningConsent, 'agreements.connection.edit'),
  },
  emits: [
    agreementDrafted, agreementSigned, agreementActivated, agreementAmended, agreementEnded, agreementRenewalDue, obligationRecorded, obligationDue, obligationClosed, clausePublished, contractTemplatePublished, deviationApproved, proposalSent, proposalViewed, proposalAccepted, proposalRejected, proposalExpired, proposalSuperseded,
    packetCompleted, packetCreated, packetDeclined, packetDelayed, packetExpired, packetExtended, packetSent, packetSignedLate, packetVoided,
    providerReceiptRecorded, recipientDeclined, recipientExpired, recipientInvited, recipientReassigned, recipientReminded, recipientSigned, recipientViewed, connectionConnected, connectionDisconnected, connectionNeedsReauth,
  ],
  listens: [...nameListeners, ...peopleListeners, ...userListeners],
  migrations: [CreateAgreements, ForgetWhatIsApplied, ConnectProviders, CreateTemplates, CreateProposals, AgreementsWithVersions, CreatePackets, WhoSignsForClients, LookAtSigning, SignInThePortal, ConnectByConsent, KeepReceipts, ProposalsThatChangeAgreements, Duties],
  permissions, portalPermissions,
  config,
  ports: openPorts,
  constraints: {
    clause_name_unique: () => new ClauseNameTaken(), contract_template_name_unique: () => new ContractTemplateNameTaken(), package_name_unique: () => new PackageNameTaken(), published_version_immutable: () => new VersionImmutable(),
    proposal_accepted: () => new ProposalAccepted(),
  },
  clientTables: { 'agreements.agreements': 'client_id', 'agreements.agreement_versions': 'client_id', 'agreements.parties': 'client_id', 'agreements.proposals': 'client_id', 'agreements.packets': 'client_id', 'agreements.recipients': 'client_id', 'agreements.errands': 'client_id', 'agreements.signatories': 'client_id', 'agreements.ceremonies': 'client_id', 'agreements.obligations': 'client_id' },
  sweeps: [expireProposals, tellRenewals, tellObligations, carryPackets, followProviders, expirePackets, remindRecipients, forgetReceipts, tendConnections, rotateVaultKeys('agreements')],
  hooks: { signing: hearProvider },
});
