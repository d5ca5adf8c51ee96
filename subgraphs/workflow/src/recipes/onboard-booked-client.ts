import type { WorkflowDocument } from '../definition/document.types.js';

/** From a booking to a client with contact, portal access, folders and a project skeleton. */
export const onboardBookedClient: WorkflowDocument = {
  format: 1,
  name: 'Onboard a booked client',
  description: 'When somebody who is not yet tied to a client books an appointment: finds or creates the client, invites the person to the portal, lays out folders and a project.',
  trigger: {
    event: 'scheduling.appointment.booked',
    when: "event.data.clientId == null && event.data.channel != 'PORTAL'",
    businessKey: 'event.data.appointmentId',
  },
  client: 'steps.resolveClient.client.id',
  subject: "event.data.typeName + ' with ' + event.data.attendee.name",
  steps: [
    {
      key: 'resolveClient', name: 'Find or create the client', icon: 'user-plus', kind: 'action', action: 'resolveClient', dependsOn: [],
      input: {
        name: 'event.data.attendee.name', email: 'event.data.attendee.email', phone: 'event.data.attendee.phone',
        kind: 'event.data.clientKind', organisation: 'event.data.organisation', ownerUserId: 'event.data.hostUserIds[0]',
        source: "'BOOKING'", sourceEventId: 'event.id', intake: 'event.data.intake',
      },
      words: "steps.resolveClient.matched == 'EXACT' ? event.data.attendee.name + ' is known' : 'New: ' + event.data.attendee.name",
    },
    {
      key: 'linkAppointmentToClient', name: 'Tie the appointment to the client', icon: 'link', kind: 'action', action: 'linkAppointmentToClient', dependsOn: ['resolveClient'],
      input: { appointmentId: 'event.data.appointmentId', clientId: 'steps.resolveClient.client.id', contactId: 'steps.resolveClient.contact.id' },
      words: "event.data.typeName + ', ' + dateIn(event.data.start, event.data.zone)",
    },
    {
      key: 'invitePortalUser', name: 'Invite to the portal', icon: 'mail', kind: 'action', action: 'invitePortalUser', dependsOn: ['resolveClient'],
      when: "steps.resolveClient.matched != 'EXACT'",
      input: {
        contactId: 'steps.resolveClient.contact.id', clientId: 'steps.resolveClient.client.id', name: 'event.data.attendee.name', email: 'event.data.attendee.email',
      },
      words: "steps.invitePortalUser.alreadyInvited ? 'Was invited already' : 'Invitation to ' + event.data.attendee.email",
    },
    {
      key: 'createFoldersFromTemplate', name: 'Lay out the folders', icon: 'folder', kind: 'action', action: 'createFoldersFromTemplate', dependsOn: ['resolveClient'],
      when: "steps.resolveClient.matched != 'EXACT' && event.data.folderTemplateId != null",
      input: {
        clientId: 'steps.resolveClient.client.id', templateId: 'event.data.folderTemplateId',
        tokens: { clientName: 'steps.resolveClient.client.displayName', year: 'now.getFullYear()' },
      },
      words: "'Folders from the template'",
    },
    {
      key: 'createProjectFromTemplate', name: 'Prepare the project', icon: 'list-check', kind: 'action', action: 'createProjectFromTemplate', dependsOn: ['resolveClient'],
      when: 'event.data.projectTemplateVersionId != null',
      input: {
        clientId: 'steps.resolveClient.client.id', clientName: 'steps.resolveClient.client.displayName',
        templateVersionId: 'event.data.projectTemplateVersionId', appointmentId: 'event.data.appointmentId',
        kickOffOn: 'dateIn(event.data.start, event.data.zone)', ownerUserId: 'event.data.hostUserIds[0]', onlyIfNoOpenSkeleton: 'true',
      },
      words: "steps.createProjectFromTemplate.created ? 'Skeleton from the template' : 'A skeleton was open already'",
    },
  ],
};
