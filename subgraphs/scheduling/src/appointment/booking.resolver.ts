import { Arg, Authorized, Ctx as Context, Mutation, Resolver } from 'type-graphql';
import { Audience, Invalid, type Ctx } from '@firmament/kit';
import { isId } from '@firmament/kit/ids';
import type { AppointmentType } from '../appointment-type/appointment-type.entity.js';
import { TypeHost } from '../appointment-type/type-host.entity.js';
import { BookingVerification, type BookingPage } from '../booking-page/booking-page.entity.js';
import { chosenType } from '../booking-page/booking-slots.resolver.js';
import { holdExpired, refuse } from '../errors.js';
import { placeHold, tryCode } from '../hold/holds.js';
import { writing } from '../rows.js';
import { BookAppointmentInput, ConfirmBookingInput } from './appointment.inputs.js';
import { asAttendee, attendeeFault } from './attendee.rules.js';
import { BookingConfirmation, confirmationOf, heldConfirmation, wrongCode } from './booking-confirmation.type.js';
import type { BookingDraft } from './booking-draft.rules.js';
import { asAnswers, intakeFault } from './intake.rules.js';
import { claimStart, placeBooking, takeTime } from './place-booking.js';
import { wantedStart } from './wanted-start.js';

function draftFrom(ctx: Ctx, input: BookAppointmentInput, page: BookingPage, type: AppointmentType): BookingDraft {
  refuse(intakeFault(type.questions, input.answers, 'input.answers'));
  if (type.consentText !== null && !input.consent) throw new Invalid('CONSENT_MISSING', 'Please agree to the text, or call us instead.', 'input.consent');
  const portal = ctx.actor.kind === 'portal';
  return {
    start: wantedStart(input), zone: input.zone, attendee: asAttendee(input.attendee), intake: asAnswers(type.questions, input.answers),
    consentAt: type.consentText === null ? null : ctx.now.toISOString(), channel: portal ? 'PORTAL' : 'PAGE', pageId: page.id,
    clientId: portal ? (ctx.actor.clientId ?? null) : null, contactId: null,
  };
}

/** Booking without signing in. */
@Resolver(() => BookingConfirmation)
export class BookingResolver {
  @Audience('public', 'portal')
  @Authorized('scheduling.appointment.book')
  @Mutation(() => BookingConfirmation, { description: 'Books a free time. On a page that verifies e-mail addresses the time is held and a code goes out.' })
  async bookAppointment(@Arg('input', () => BookAppointmentInput, { description: 'What, when, and who comes.' }) input: BookAppointmentInput, @Context() ctx: Ctx): Promise<BookingConfirmation> {
    refuse(attendeeFault(input.attendee, 'input.attendee'));
    const { page, type } = await chosenType(writing(ctx), input.page, input.typeId);
    const draft = draftFrom(ctx, input, page, type);
    const field = input.start ? 'input.start' : 'input.localStart';
    if (page.verification === BookingVerification.EMAIL_CODE && draft.channel === 'PAGE') {
      return heldConfirmation(type, draft.start, draft.zone, await placeHold(ctx, type, draft, field));
    }
    const people = await ctx.em.find(TypeHost, { typeId: type.id });
    const hosts = await claimStart(ctx, type, people.map((person) => person.hostUserId), draft.start, field);
    const placed = await placeBooking(ctx, type, hosts, draft, (appointmentId) => takeTime(ctx, type, hosts, draft.start, { appointmentId }));
    return confirmationOf(placed.appointment, hosts.map((host) => host.hostName), placed.manageToken);
  }

  @Audience('public', 'portal')
  @Authorized('scheduling.appointment.book')
  @Mutation(() => BookingConfirmation, { description: 'Confirms a held time with the code from the mail. A wrong code is counted; after five the time is free again.' })
  async confirmBooking(@Arg('input', () => ConfirmBookingInput, { description: 'The hold and its code.' }) input: ConfirmBookingInput, @Context() ctx: Ctx): Promise<BookingConfirmation> {
    if (!isId('hld', input.holdId)) throw holdExpired();
    const outcome = await tryCode(ctx, input.holdId, input.code);
    if ('attemptsLeft' in outcome) return wrongCode(input.holdId, outcome.attemptsLeft);
    const { appointment, hosts, manageToken } = outcome.booked;
    return confirmationOf(appointment, hosts.map((host) => host.hostName), manageToken);
  }
}
