import { agreementDrafted } from '@firmament/events';
import { z } from 'zod';
import { byId, defineSubgraph, rotateVaultKeys, stub, vaultConfig } from '@firmament/kit';
import { Agreement } from './agreement/agreement.entity.js';
import { AgreementResolver, ClientAgreementsResolver } from './agreement/agreement.resolver.js';
import { CreateAgreements } from './migrations/2026-11-22-0900-create-agreements.js';
import { ForgetWhatIsApplied } from './migrations/2026-11-25-2200-forget-what-is-applied.js';
import { ConnectProviders } from './migrations/2026-11-26-0030-connect-providers.js';
import { ClientRef } from './stubs.js';

/** What a firm and a client agree on. */
export default defineSubgraph({
  name: 'agreements',
  entities: [Agreement],
  resolvers: [AgreementResolver, ClientAgreementsResolver],
  orphans: [ClientRef],
  references: { Agreement: byId(Agreement, 'agreements.agreement.view'), Client: stub(ClientRef, 'agreements.agreement.view') },
  emits: [agreementDrafted],
  migrations: [CreateAgreements, ForgetWhatIsApplied, ConnectProviders],
  permissions: { 'agreements.agreement.view': 'See agreements', 'agreements.agreement.create': 'Draft agreements' },
  clientTables: { 'agreements.agreements': 'client_id' },
  config: z.object(vaultConfig),
  sweeps: [rotateVaultKeys('agreements')],
});
