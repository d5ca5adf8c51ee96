import { newId } from '@firmament/events';
import { Asking, until, type Voice } from './ask.js';
import { bookings, meetings, type StoryBooking } from './harbour-vale.js';
import type { Practice } from './practice.js';
import type { StoryCalendar } from './story-calendar.js';

const book = 'mutation($input: BookAppointmentInput!) { bookAppointment(input: $input) { appointmentId } }';
const runOf = '{ runs(view: ALL, first: 100) { nodes { state businessKey client { id } } } }';

/** First conversations that came in over the public page, and what became of them. */
export async function tellBookings(asking: Asking, calendar: StoryCalendar, practice: Practice): Promise<void> {
  for (const booking of bookings) {
    const appointmentId = await bookOne(asking, calendar, practice, booking, booking.type === 'payroll' ? 'payroll' : 'intro');
    await runEnds(asking, practice, appointmentId, ['COMPLETED']);
    if (booking.then) await conclude(asking, calendar, practice, appointmentId, booking);
  }
}

async function bookOne(asking: Asking, calendar: StoryCalendar, practice: Practice, booking: StoryBooking, page: string): Promise<string> {
  const start = calendar.instant(dayOf(calendar, booking), booking.time);
  const bookedAt = new Date(Math.min(calendar.instant(calendar.date(-booking.bookedAgo), '08:05').getTime(), Date.now()));
  const answers = page === 'health-check' ? [] : [{ key: 'business', answer: booking.organisation }, { key: 'worry', answer: booking.worry }];
  const input = {
    firm: 'harbour-vale', page, start: start.toISOString(), zone: 'Europe/London', answers, consent: true,
    attendee: { name: booking.name, email: booking.email, phone: booking.phone ?? null, organisation: booking.organisation },
  };
  const voice: Voice = { ...practice.owner, at: bookedAt, correlation: newId('cor') };
  const { bookAppointment } = await until(async () => asking.ask<{ bookAppointment: { appointmentId: string } }>(book, { input }, voice), `a time for ${booking.name}`);
  return bookAppointment.appointmentId;
}

const dayOf = (calendar: StoryCalendar, booking: StoryBooking): string => (booking.day <= 0 ? pastWorkingDate(calendar, booking.day) : calendar.workingDate(booking.day));

function pastWorkingDate(calendar: StoryCalendar, offset: number): string {
  const weekday = new Date(`${calendar.date(offset)}T12:00:00Z`).getUTCDay();
  return calendar.date(offset - (weekday === 6 ? 1 : weekday === 0 ? 2 : 0));
}

async function runEnds(asking: Asking, practice: Practice, appointmentId: string, states: readonly string[]): Promise<void> {
  await until(async () => {
    const { runs } = await asking.ask<{ runs: { nodes: { state: string; businessKey: string }[] } }>(runOf, {}, practice.owner);
    const run = runs.nodes.find((one) => one.businessKey === appointmentId);
    if (run && ['STUCK', 'FAILED'].includes(run.state) && !states.includes(run.state)) throw new Error(`the onboarding of ${appointmentId} is ${run.state}`);
    return run && states.includes(run.state);
  }, `the onboarding of ${appointmentId} to be ${states.join(' or ')}`);
}

async function conclude(asking: Asking, calendar: StoryCalendar, practice: Practice, id: string, booking: StoryBooking): Promise<void> {
  const after = new Date(calendar.instant(dayOf(calendar, booking), booking.time).getTime() + 40 * 60_000);
  const voice: Voice = { ...practice.owner, at: new Date(Math.min(after.getTime(), Date.now())), correlation: newId('cor') };
  if (booking.then === 'COMPLETED') await asking.ask('mutation($input: AppointmentActInput!) { completeAppointment(input: $input) { id } }', { input: { id } }, voice);
  if (booking.then === 'NO_SHOW') await asking.ask('mutation($input: MarkNoShowInput!) { markNoShow(input: $input) { id } }', { input: { id, party: 'ATTENDEE' } }, voice);
  if (booking.then === 'CANCELLED') await asking.ask('mutation($input: CancelAppointmentInput!) { cancelAppointment(input: $input) { id } }', { input: { id, reason: 'Found somebody nearer' } }, voice);
}

/** Meetings with clients of long standing, and Marion's and Piers's way into the portal. */
export async function tellMeetings(asking: Asking, calendar: StoryCalendar, practice: Practice): Promise<void> {
  for (const meeting of meetings) {
    const client = practice.clients.get(meeting.client);
    if (!client?.person) continue;
    const date = meeting.day === 0 ? calendar.date(0) : calendar.workingDate(meeting.day);
    const input = { clientId: client.id, contactId: client.contactId, typeId: practice.types[meeting.type], start: calendar.instant(date, meeting.time).toISOString(), zone: 'Europe/London', attendee: client.person };
    await asking.ask('mutation($input: BookForClientInput!) { bookForClient(input: $input) { id } }', { input }, { ...practice.owner, at: calendar.instant(calendar.date(-3), '16:20') });
  }
  const marlowe = practice.clients.get('Marlowe Boatyard Ltd');
  if (!marlowe?.contactId || !marlowe.person) return;
  const input = { clientId: marlowe.id, contactId: marlowe.contactId, ...marlowe.person };
  await until(async () => asking.ask('mutation($input: InvitePortalUserInput!) { invitePortalUser(input: $input) { portalUser { id } } }', { input }, practice.owner), 'the portal to know Marion');
}

/** A run that needs a person: its folder template was deleted although a booking page still leads to it. */
export async function tellStuckRun(asking: Asking, calendar: StoryCalendar, practice: Practice): Promise<void> {
  await asking.ask('mutation($input: DeleteFolderTemplateInput!) { deleteFolderTemplate(input: $input) { id } }', { input: { templateId: practice.oldFolderTemplateId, force: true } }, practice.owner);
  const booking: StoryBooking = { name: 'Digory Tresco', email: 'digory@tresco.test', organisation: 'Tresco Lettings Trust', day: 4, time: '10:30', bookedAgo: 0, worry: '' };
  const appointmentId = await bookOne(asking, calendar, practice, booking, 'health-check');
  await runEnds(asking, practice, appointmentId, ['STUCK']);
}
