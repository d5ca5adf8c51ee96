import {
  clientCreated, clientErased, clientMerged, clientUpdated, contactLinked, contactUpdated, firmRegistered, portalActionCompleted, portalActionCreated, portalInvitationRevoked, portalLinkConsumed, portalLinkIssued, portalLinkViewed,
  portalUserActivated, portalUserInvited, sessionStarted, taskCancelled, taskCompleted, taskCreated, taskReopened,
} from '@firmament/events';
import { byId, defineSubgraph, on, stub } from '@firmament/kit';
import { PortalAccess, PortalFirm } from './access/access.entity.js';
import { followClientName, followContact, noteAccess, noteClientName, noteFirm, noteSeen } from './access/on-contact-linked.js';
import { PortalAction } from './action/action.entity.js';
import { dropTask, noteTask } from './action/keep-actions.js';
import { agreementListeners } from './action/on-agreements.js';
import { invoiceListeners } from './action/on-invoices.js';
import { requestListeners } from './action/on-file-requests.js';
import { portalConfig } from './config.js';
import { AlreadyOpen, EmailTaken } from './errors.js';
import { ClientMovesResolver, PortalActionResolver, PortalHomeResolver } from './home/home.resolver.js';
import { Invitation } from './invitation/invitation.entity.js';
import { InvitationResolver } from './invitation/invitation.resolver.js';
import { forgetPeople, mergeInvitations } from './invitation/on-client-merged.js';
import { MagicLink } from './link/link.entity.js';
import { LinkResolver } from './link/link.resolver.js';
import { CreatePortal } from './migrations/2026-11-22-0900-create-portal.js';
import { FileRequestsOnTheList } from './migrations/2026-11-25-0900-file-requests-on-the-list.js';
import { ForgetWhatIsApplied } from './migrations/2026-11-25-2200-forget-what-is-applied.js';
import { AgreementsOnTheList } from './migrations/2026-11-26-0900-agreements-on-the-list.js';
import { InvoicesOnTheList } from './migrations/2026-11-27-0900-invoices-on-the-list.js';
import { permissions, publicPermissions } from './permissions.js';
import { ClientRef, ContactRef } from './stubs.js';
import { PortalUser } from './user/user.entity.js';
import { ContactPortalResolver, portalPermissions, PortalUserResolver } from './user/user.resolver.js';

/** The portal: who of a client may come in, how they do, and what waits for them there. */
export default defineSubgraph({
  name: 'portal',
  entities: [PortalUser, PortalAccess, PortalFirm, Invitation, MagicLink, PortalAction],
  resolvers: [InvitationResolver, LinkResolver, PortalUserResolver, ContactPortalResolver, PortalHomeResolver, PortalActionResolver, ClientMovesResolver],
  orphans: [ClientRef, ContactRef],
  references: { PortalUser: byId(PortalUser, 'portal.user.view'), Client: stub(ClientRef, 'portal.action.view'), Contact: stub(ContactRef, 'portal.user.view') },
  emits: [portalUserInvited, portalUserActivated, portalInvitationRevoked, portalLinkIssued, portalLinkViewed, portalLinkConsumed, portalActionCreated, portalActionCompleted],
  listens: [
    on(contactLinked, noteAccess), on(contactUpdated, followContact), on(firmRegistered, noteFirm), on(sessionStarted, noteSeen),
    on(taskCreated, noteTask), on(taskReopened, noteTask), on(taskCompleted, dropTask), on(taskCancelled, dropTask), on(clientCreated, noteClientName), on(clientUpdated, followClientName),
    on(clientMerged, mergeInvitations), on(clientErased, forgetPeople),
    ...requestListeners, ...agreementListeners, ...invoiceListeners,
  ],
  migrations: [CreatePortal, FileRequestsOnTheList, ForgetWhatIsApplied, AgreementsOnTheList, InvoicesOnTheList],
  permissions, publicPermissions, portalPermissions,
  constraints: { people_email: () => new EmailTaken(), people_contact: () => new AlreadyOpen(), invitations_one_open: () => new AlreadyOpen() },
  config: portalConfig,
  clientTables: { 'portal.accesses': 'client_id', 'portal.invitations': 'client_id', 'portal.links': 'client_id', 'portal.actions': 'client_id' },
});
