import { agreementDrafted, clausePublished, contractTemplatePublished, deviationApproved, proposalAccepted, proposalExpired, proposalRejected, proposalSent, proposalSuperseded, proposalViewed } from '@firmament/events';
import { byId, defineSubgraph, stub } from '@firmament/kit';
import { Agreement } from './agreement/agreement.entity.js';
import { AgreementResolver, ClientAgreementsResolver } from './agreement/agreement.resolver.js';
import { Clause, ClauseVersion } from './clause/clause.entity.js';
import { ClauseResolver, ClauseVersionResolver } from './clause/clause.resolver.js';
import { ClauseNameTaken, ContractTemplateNameTaken, PackageNameTaken, ProposalAccepted, VersionImmutable } from './errors.js';
import { CreateAgreements } from './migrations/2026-11-22-0900-create-agreements.js';
import { ForgetWhatIsApplied } from './migrations/2026-11-25-2200-forget-what-is-applied.js';
import { CreateTemplates } from './migrations/2026-11-26-0900-create-templates.js';
import { CreateProposals } from './migrations/2026-11-26-1000-create-proposals.js';
import { ServicePackage } from './package/service-package.entity.js';
import { ServicePackageResolver } from './package/service-package.resolver.js';
import { nameListeners } from './party/on-names.js';
import { FirmName, Party } from './party/party.entity.js';
import { permissions, portalPermissions } from './permissions.js';
import { expireProposals } from './proposal/expire-proposals.js';
import { ProposalActResolver } from './proposal/proposal-act.resolver.js';
import { ProposalAnswerResolver } from './proposal/proposal-answer.resolver.js';
import { Proposal } from './proposal/proposal.entity.js';
import { ClientProposalsResolver, ProposalResolver } from './proposal/proposal.resolver.js';
import { ClientRef } from './stubs.js';
import { ContractTemplate, ContractTemplateVersion } from './template/contract-template.entity.js';
import { ContractTemplateResolver, ContractTemplateVersionResolver } from './template/contract-template.resolver.js';

/** What a firm and a client agree on. */
export default defineSubgraph({
  name: 'agreements',
  entities: [Agreement, Clause, ClauseVersion, ContractTemplate, ContractTemplateVersion, ServicePackage, Party, FirmName, Proposal],
  resolvers: [AgreementResolver, ClientAgreementsResolver, ClauseResolver, ClauseVersionResolver, ContractTemplateResolver, ContractTemplateVersionResolver, ServicePackageResolver, ProposalResolver, ProposalActResolver, ProposalAnswerResolver, ClientProposalsResolver],
  orphans: [ClientRef],
  references: {
    Agreement: byId(Agreement, 'agreements.agreement.view'), Client: stub(ClientRef, 'agreements.agreement.view'),
    Clause: byId(Clause, 'agreements.clause.view'), ClauseVersion: byId(ClauseVersion, 'agreements.clause.view'), ServicePackage: byId(ServicePackage, 'agreements.package.view'),
    ContractTemplate: byId(ContractTemplate, 'agreements.template.view'), ContractTemplateVersion: byId(ContractTemplateVersion, 'agreements.template.view'), Proposal: byId(Proposal, 'agreements.proposal.view'),
  },
  emits: [agreementDrafted, clausePublished, contractTemplatePublished, deviationApproved, proposalSent, proposalViewed, proposalAccepted, proposalRejected, proposalExpired, proposalSuperseded],
  listens: nameListeners,
  migrations: [CreateAgreements, ForgetWhatIsApplied, CreateTemplates, CreateProposals],
  permissions, portalPermissions,
  constraints: {
    clause_name_unique: () => new ClauseNameTaken(), contract_template_name_unique: () => new ContractTemplateNameTaken(), package_name_unique: () => new PackageNameTaken(), published_version_immutable: () => new VersionImmutable(),
    proposal_accepted: () => new ProposalAccepted(),
  },
  clientTables: { 'agreements.agreements': 'client_id', 'agreements.parties': 'client_id', 'agreements.proposals': 'client_id' },
  sweeps: [expireProposals],
});
