import { mailReceived, messageFailed, messageSent } from '@firmament/events';
import { byId, defineSubgraph, stub } from '@firmament/kit';
import { forgetContacts, mergeContacts, onContactCreated, onContactLinked, onContactUpdated } from './directory/on-crm-facts.js';
import { MailFirm, MailMember, PortalPerson } from './directory/directory.entity.js';
import { onFirmRegistered, onUserAdded, onUserDeactivated } from './directory/on-identity-facts.js';
import { InboundAddress } from './inbound/inbound-address.entity.js';
import { InboundAddressResolver } from './inbound/inbound-address.resolver.js';
import { takeInbound } from './inbound/take-inbound.js';
import { OutboundMessage } from './message/message.entity.js';
import { ClientMessagesResolver, MessageResolver } from './message/message.resolver.js';
import { onAppointmentBooked, onAppointmentCancelled, onAppointmentConfirmed, onAppointmentLinked, onAppointmentRescheduled, onHoldPlaced } from './message/on-appointment-facts.js';
import { onClientErased } from './message/on-client-erased.js';
import { agreementNotices } from './message/on-agreement-facts.js';
import { onRequestLinkIssued, onScanFailed } from './message/on-file-facts.js';
import { moneyMails, moneyNotices } from './message/on-money-facts.js';
import { paperMails } from './message/on-paper-facts.js';
import { onPortalLinkIssued, onPortalUserInvited } from './message/on-portal-facts.js';
import { onProjectActivated } from './message/on-project-facts.js';
import { sendDue } from './message/send-due.js';
import { CreateCommunications } from './migrations/2026-11-22-0900-create-communications.js';
import { KnowContacts } from './migrations/2026-11-25-0900-know-contacts.js';
import { ForgetWhatIsApplied } from './migrations/2026-11-25-2200-forget-what-is-applied.js';
import { MailsThatComeIn } from './migrations/2026-11-28-1000-mails-that-come-in.js';
import { KnowWhoIsBilled } from './migrations/2026-11-28-1722-know-who-is-billed.js';
import { Notification } from './notification/notification.entity.js';
import { NotificationResolver } from './notification/notification.resolver.js';
import { NotifyResolver } from './notification/notify.resolver.js';
import { config, openPorts } from './ports.js';
import { ClientRef } from './stubs.js';

export default defineSubgraph({
  name: 'communications',
  entities: [OutboundMessage, Notification, MailFirm, MailMember, PortalPerson, InboundAddress],
  resolvers: [MessageResolver, ClientMessagesResolver, NotificationResolver, NotifyResolver, InboundAddressResolver],
  orphans: [ClientRef],
  references: {
    OutboundMessage: byId(OutboundMessage, 'communications.message.view'), Notification: byId(Notification, 'communications.notification.view'), Client: stub(ClientRef, 'communications.message.view'),
  },
  emits: [messageSent, messageFailed, mailReceived],
  listens: [
    onFirmRegistered, onUserAdded, onUserDeactivated, onAppointmentBooked, onAppointmentConfirmed, onAppointmentRescheduled, onAppointmentCancelled, onAppointmentLinked, onHoldPlaced,
    onPortalUserInvited, onPortalLinkIssued, onContactCreated, onContactUpdated, onContactLinked, mergeContacts, forgetContacts, onRequestLinkIssued, onScanFailed, ...agreementNotices, ...paperMails, ...moneyMails, ...moneyNotices, onProjectActivated, onClientErased,
  ],
  migrations: [CreateCommunications, KnowContacts, ForgetWhatIsApplied, MailsThatComeIn, KnowWhoIsBilled],
  permissions: { 'communications.message.view': 'See which mails left', 'communications.notification.view': 'See one\'s own notices', 'communications.notification.send': 'Tell members of the firm something',
    'communications.inbound.view': 'See the addresses at which the firm is written to', 'communications.inbound.edit': 'Make new ones' },
  config,
  ports: openPorts,
  clientTables: { 'communications.messages': 'client_id', 'communications.notifications': 'client_id', 'communications.portal_people': 'client_id', 'communications.client_contacts': 'client_id' },
  sweeps: [sendDue, takeInbound],
});
