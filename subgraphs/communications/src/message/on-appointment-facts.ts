import { appointmentBooked, appointmentCancelled, appointmentClientLinked, appointmentConfirmed, appointmentRescheduled, holdPlaced } from '@firmament/events';
import { idToUuid } from '@firmament/kit/ids';
import { on, type Ctx } from '@firmament/kit';
import type { Letter } from '../letter/letter.rules.js';
import { bookedLetter, cancelledLetter, codeLetter, confirmedLetter, hostLetter, movedLetter } from '../letter/letters.rules.js';
import { shortWhen } from '../letter/when.rules.js';
import { portsOf } from '../ports.js';
import { firmOf, invitationFile, reachableHosts, wordsOf, type ToldAppointment } from './appointment-words.js';
import { queueMessage } from './queue-message.js';

interface News { readonly kind: string; readonly about: string; readonly key: string; readonly clientId: string | null; readonly contactId: string | null }

async function tellAttendee(ctx: Ctx, news: News, told: ToldAppointment, letter: Letter): Promise<void> {
  await queueMessage(ctx, {
    dedupeKey: `${news.key}:attendee`, kind: news.kind, about: news.about, to: { address: told.attendee.email, name: told.attendee.name }, letter, attachments: invitationFile(told),
    clientId: news.clientId, contactId: news.contactId, notifyUserId: told.hostUserIds[0] ?? null,
  });
}

/** Hosts learn of it in the app at once, mail server or not, and by mail. */
async function tellHosts(ctx: Ctx, news: News, told: ToldAppointment, letter: Letter, title: string): Promise<void> {
  for (const userId of told.hostUserIds) {
    await portsOf(ctx).notifier.notify(ctx, {
      dedupeKey: `${news.key}:${userId}`, userId, kind: news.kind, title, body: `${told.typeName}, ${shortWhen(told.start, told.zone)} (${told.zone})`, about: news.about, clientId: news.clientId,
    });
  }
  for (const host of await reachableHosts(ctx, told)) {
    await queueMessage(ctx, { dedupeKey: `${news.key}:host:${host.id}`, kind: `${news.kind}.host`, about: news.about, to: { address: host.email, name: host.name }, letter, clientId: news.clientId, notifyUserId: host.id });
  }
}

/** A booking: the confirmation with its calendar file to the attendee, the answers to the host. */
export const onAppointmentBooked = on(appointmentBooked, async (event, ctx) => {
  const told = event.data;
  const words = wordsOf(ctx, told, await firmOf(ctx));
  const news = { kind: 'appointment.booked', about: told.appointmentId, key: `booked:${told.appointmentId}`, clientId: told.clientId, contactId: told.contactId ?? null };
  await tellAttendee(ctx, news, told, bookedLetter(words, told.awaitsHost === true));
  await tellHosts(ctx, news, told, hostLetter({ ...words, manageUrl: undefined }, 'New booking', told.intake, null), `New booking: ${told.attendee.name}`);
});

/** The host said yes to a booking that awaited it. */
export const onAppointmentConfirmed = on(appointmentConfirmed, async (event, ctx) => {
  const { appointmentId, typeName, start, end, zone, hostUserIds, hostNames, attendee, place, invitation, clientId } = event.data;
  if (!typeName || !start || !end || !zone || !hostUserIds || !hostNames || !attendee) return;
  const told: ToldAppointment = { typeName, start, end, zone, hostUserIds, hostNames, attendee, place, invitation };
  await tellAttendee(ctx, { kind: 'appointment.confirmed', about: appointmentId, key: `confirmed:${appointmentId}`, clientId: clientId ?? null, contactId: null }, told, confirmedLetter(wordsOf(ctx, told, await firmOf(ctx))));
});

/** Another time: one mail with the same invitation, moved. */
export const onAppointmentRescheduled = on(appointmentRescheduled, async (event, ctx) => {
  const told = event.data;
  const words = wordsOf(ctx, told, await firmOf(ctx));
  const news = { kind: 'appointment.rescheduled', about: told.appointmentId, key: `moved:${event.id}`, clientId: told.clientId, contactId: null };
  await tellAttendee(ctx, news, told, movedLetter(words, told.previousStart));
  await tellHosts(ctx, news, told, hostLetter({ ...words, manageUrl: undefined }, 'Moved', [], null), `Moved: ${told.attendee.name}`);
});

/** Called off: the calendar event is taken back, and both sides know why. */
export const onAppointmentCancelled = on(appointmentCancelled, async (event, ctx) => {
  const told = event.data;
  const words = wordsOf(ctx, told, await firmOf(ctx));
  const news = { kind: 'appointment.cancelled', about: told.appointmentId, key: `cancelled:${told.appointmentId}`, clientId: told.clientId, contactId: null };
  await tellAttendee(ctx, news, told, cancelledLetter(words, told.reason, told.by));
  await tellHosts(ctx, news, told, hostLetter({ ...words, manageUrl: undefined }, 'Cancelled', [], told.reason), `Cancelled: ${told.attendee.name}`);
});

/** A held time: the code, of use only while the time is held. */
export const onHoldPlaced = on(holdPlaced, async (event, ctx) => {
  const { holdId, code, attendee, expiresAt } = event.data;
  const words = wordsOf(ctx, { ...event.data, hostNames: [], hostUserIds: [] }, await firmOf(ctx));
  await queueMessage(ctx, { dedupeKey: `code:${holdId}`, kind: 'booking.code', about: holdId, to: { address: attendee.email, name: attendee.name }, letter: codeLetter(words, code), notAfter: expiresAt });
});

/** What was written before the client was known belongs to that client from the start. */
export const onAppointmentLinked = on(appointmentClientLinked, async (event, ctx) => {
  const { appointmentId, clientId, contactId } = event.data;
  await ctx.sql(`update communications.messages set client_id = $2, contact_id = case when kind like '%.host' then contact_id else coalesce(contact_id, $3::uuid) end where about = $1 and client_id is null`, [appointmentId, idToUuid(clientId), idToUuid(contactId)]);
  await ctx.sql('update communications.notifications set client_id = $2 where about = $1 and client_id is null', [appointmentId, idToUuid(clientId)]);
});
