import { appointmentClientLinked, clientCreated, clientErased, clientMerged, clientUpdated, contactCreated, contactLinked, projectCreated } from '@firmament/events';
import { defineSubgraph, on } from '@firmament/kit';
import { SearchDocument } from './document/document.entity.js';
import { fileClient, followMerge, forgetClient, renameClient } from './document/on-client.js';
import { fileContact, fileLink } from './document/on-contact.js';
import { fileAppointment, fileProject } from './document/on-work.js';
import { SearchResolver } from './document/search.resolver.js';
import { CreateDocuments } from './migrations/2026-11-22-0900-create-documents.js';
import { ForgetWhatIsApplied } from './migrations/2026-11-25-2200-forget-what-is-applied.js';
import { ClientRef } from './stubs.js';

/** One box over all that the firm knows, which finds nothing that the asker may not see. */
export default defineSubgraph({
  name: 'search',
  entities: [SearchDocument],
  resolvers: [SearchResolver],
  orphans: [ClientRef],
  emits: [],
  listens: [
    on(clientCreated, fileClient), on(clientUpdated, renameClient), on(clientMerged, followMerge), on(clientErased, forgetClient),
    on(contactCreated, fileContact), on(contactLinked, fileLink), on(projectCreated, fileProject), on(appointmentClientLinked, fileAppointment),
  ],
  migrations: [CreateDocuments, ForgetWhatIsApplied],
  permissions: { 'search.document.view': 'Search, as far as the records found may be seen' },
  clientTables: { 'search.documents': 'client_id' },
});
