import { z } from 'zod';
import { defineEvent, personal } from '../define-event.js';
import { email, id, instant, personName, phone, timeZone } from './shapes.js';

const appointment = {
  appointmentId: id('apt'), typeId: id('apy'), typeName: z.string(), start: instant, end: instant, zone: timeZone,
  hostUserIds: z.array(id('usr')).min(1), hostNames: z.array(personName),
};
/** What the mail to the attendee needs: the calendar invitation as it stands now, and a fresh secret for the move-or-cancel link. */
const letter = {
  place: z.string().optional(), invitation: personal(z.string()).optional(), manageToken: personal(z.string()).optional(), pageSlug: z.string().optional(),
};
const attendee = z.object({ name: personName, email, phone: phone.nullable() });
const answers = personal(z.array(z.object({ key: z.string(), question: z.string(), answer: z.string() })));

export const appointmentBooked = defineEvent('scheduling.appointment.booked', 1, 'Somebody took a slot.',
  z.object({ ...appointment, ...letter, attendee, intake: answers, consentAt: instant.nullable(), channel: z.enum(['PAGE', 'STAFF', 'PORTAL']), bookingPageId: id('bpg').nullable(),
    clientKind: z.enum(['PERSON', 'ORG', 'HOUSEHOLD']), organisation: z.string().nullable(), folderTemplateId: id('ftp').nullable(), projectTemplateVersionId: id('ptv').nullable(), clientId: id('cli').nullable(),
    contactId: id('con').nullable().optional(), awaitsHost: z.boolean().optional() }));
export const appointmentConfirmed = defineEvent('scheduling.appointment.confirmed', 1, 'The booking stands.',
  z.object({ ...appointment, ...letter, attendee, clientId: id('cli').nullable() }).partial().extend({ appointmentId: id('apt') }));
export const appointmentClientLinked = defineEvent('scheduling.appointment.client_linked', 1, 'The appointment was tied to a client; its story belongs to that client from the start.',
  z.object({ appointmentId: id('apt'), clientId: id('cli'), contactId: id('con'), start: instant, end: instant, zone: timeZone, typeName: z.string(), hostUserIds: z.array(id('usr')) }));
export const appointmentRescheduled = defineEvent('scheduling.appointment.rescheduled', 1, 'The appointment moved to another time.',
  z.object({ ...appointment, ...letter, previousStart: instant, previousEnd: instant, by: z.enum(['ATTENDEE', 'STAFF', 'PORTAL']), attendee, clientId: id('cli').nullable() }));
export const appointmentCancelled = defineEvent('scheduling.appointment.cancelled', 1, 'The appointment will not take place.',
  z.object({ ...appointment, ...letter, by: z.enum(['ATTENDEE', 'STAFF', 'PORTAL']), reason: z.string().nullable(), attendee, clientId: id('cli').nullable() }));
export const appointmentCompleted = defineEvent('scheduling.appointment.completed', 1, 'The appointment took place.',
  z.object({ ...appointment, clientId: id('cli').nullable() }));
export const appointmentNoShow = defineEvent('scheduling.appointment.no_show', 1, 'Somebody did not come.',
  z.object({ ...appointment, party: z.enum(['ATTENDEE', 'HOST']), clientId: id('cli').nullable() }));
export const holdExpired = defineEvent('scheduling.hold.expired', 1, 'A held slot was not confirmed in time.',
  z.object({ holdId: id('hld'), start: instant }));
export const holdPlaced = defineEvent('scheduling.hold.placed', 1, 'A slot is kept until its code arrives; the mail with the code goes out.',
  z.object({ holdId: id('hld'), start: instant, end: instant, zone: timeZone, typeName: z.string(), expiresAt: instant, attendee, code: personal(z.string()) }));
