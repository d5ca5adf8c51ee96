import { agreementDrafted, clausePublished, contractTemplatePublished } from '@firmament/events';
import { byId, defineSubgraph, stub } from '@firmament/kit';
import { Agreement } from './agreement/agreement.entity.js';
import { AgreementResolver, ClientAgreementsResolver } from './agreement/agreement.resolver.js';
import { Clause, ClauseVersion } from './clause/clause.entity.js';
import { ClauseResolver, ClauseVersionResolver } from './clause/clause.resolver.js';
import { ClauseNameTaken, ContractTemplateNameTaken, PackageNameTaken, VersionImmutable } from './errors.js';
import { CreateAgreements } from './migrations/2026-11-22-0900-create-agreements.js';
import { ForgetWhatIsApplied } from './migrations/2026-11-25-2200-forget-what-is-applied.js';
import { CreateTemplates } from './migrations/2026-11-26-0900-create-templates.js';
import { ServicePackage } from './package/service-package.entity.js';
import { ServicePackageResolver } from './package/service-package.resolver.js';
import { permissions, portalPermissions } from './permissions.js';
import { ClientRef } from './stubs.js';
import { ContractTemplate, ContractTemplateVersion } from './template/contract-template.entity.js';
import { ContractTemplateResolver, ContractTemplateVersionResolver } from './template/contract-template.resolver.js';

/** What a firm and a client agree on. */
export default defineSubgraph({
  name: 'agreements',
  entities: [Agreement, Clause, ClauseVersion, ContractTemplate, ContractTemplateVersion, ServicePackage],
  resolvers: [AgreementResolver, ClientAgreementsResolver, ClauseResolver, ClauseVersionResolver, ContractTemplateResolver, ContractTemplateVersionResolver, ServicePackageResolver],
  orphans: [ClientRef],
  references: {
    Agreement: byId(Agreement, 'agreements.agreement.view'), Client: stub(ClientRef, 'agreements.agreement.view'),
    Clause: byId(Clause, 'agreements.clause.view'), ClauseVersion: byId(ClauseVersion, 'agreements.clause.view'), ServicePackage: byId(ServicePackage, 'agreements.package.view'),
    ContractTemplate: byId(ContractTemplate, 'agreements.template.view'), ContractTemplateVersion: byId(ContractTemplateVersion, 'agreements.template.view'),
  },
  emits: [agreementDrafted, clausePublished, contractTemplatePublished],
  migrations: [CreateAgreements, ForgetWhatIsApplied, CreateTemplates],
  permissions, portalPermissions,
  constraints: {
    clause_name_unique: () => new ClauseNameTaken(), contract_template_name_unique: () => new ContractTemplateNameTaken(), package_name_unique: () => new PackageNameTaken(), published_version_immutable: () => new VersionImmutable(),
  },
  clientTables: { 'agreements.agreements': 'client_id' },
});
