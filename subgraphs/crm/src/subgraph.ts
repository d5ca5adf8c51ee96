import { clientCreated, clientErased, clientMerged, clientStatusChanged, clientUpdated, contactCreated, contactLinked, contactPointFailed, contactUpdated, messageFailed } from '@firmament/events';
import { byId, defineSubgraph, on } from '@firmament/kit';
import { Client } from './client/client.entity.js';
import { ClientResolver } from './client/client.resolver.js';
import { ResolveClientResolver } from './client/resolve-client.resolver.js';
import { ClientContactLink, Contact } from './contact/contact.entity.js';
import { ContactResolver, LinkResolver } from './contact/contact.resolver.js';
import { markAddressBad } from './contact/on-message-failed.js';
import { AlreadyLinked, ContactEmailTaken } from './errors.js';
import { CreateClientsAndContacts } from './migrations/2026-11-22-0900-create-clients-and-contacts.js';
import { ForgetWhatIsApplied } from './migrations/2026-11-25-2200-forget-what-is-applied.js';
import { UserRef } from './stubs.js';

/** The golden record: clients, the people behind them, and how they belong together. */
export default defineSubgraph({
  name: 'crm',
  entities: [Client, Contact, ClientContactLink],
  resolvers: [ClientResolver, ResolveClientResolver, ContactResolver, LinkResolver],
  orphans: [UserRef],
  references: { Client: byId(Client, 'crm.client.view'), Contact: byId(Contact, 'crm.contact.view'), ClientContactLink: byId(ClientContactLink, 'crm.contact.view') },
  emits: [clientCreated, clientUpdated, clientStatusChanged, clientMerged, clientErased, contactCreated, contactUpdated, contactLinked, contactPointFailed],
  listens: [on(messageFailed, markAddressBad)],
  migrations: [CreateClientsAndContacts, ForgetWhatIsApplied],
  permissions: {
    'crm.client.view': 'See clients', 'crm.client.create': 'Add clients', 'crm.client.edit': 'Change clients',
    'crm.contact.view': 'See people', 'crm.contact.edit': 'Add and change people',
  },
  portalPermissions: ['crm.client.view', 'crm.contact.view'],
  constraints: { contact_email_unique: () => new ContactEmailTaken(), link_once: () => new AlreadyLinked() },
});
