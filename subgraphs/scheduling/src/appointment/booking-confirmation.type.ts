import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Audience, DateTimeScalar, TimeZoneScalar } from '@firmament/kit';
import type { AppointmentType } from '../appointment-type/appointment-type.entity.js';
import { readingOf } from '../time/wall-clock.js';
import type { Appointment } from './appointment.entity.js';

/** Where a booking stands for the person who made it. */
export enum BookingState {
  BOOKED = 'BOOKED', AWAITS_HOST = 'AWAITS_HOST', CODE_SENT = 'CODE_SENT', CODE_WRONG = 'CODE_WRONG', CANCELLED = 'CANCELLED', OVER = 'OVER',
}
registerEnumType(BookingState, {
  name: 'BookingState', description: 'Where a booking stands for the person who made it.',
  valuesConfig: {
    BOOKED: { description: 'It stands.' }, AWAITS_HOST: { description: 'The time is taken; the firm has yet to say yes.' },
    CODE_SENT: { description: 'The time is held; the code is on its way by mail.' }, CODE_WRONG: { description: 'The code was wrong; see how often it may be tried.' },
    CANCELLED: { description: 'It will not take place.' }, OVER: { description: 'It took place, or was missed.' },
  },
});

/** What a visitor is told about their own booking: built from what was written, never read again. */
@ObjectType({ description: 'What a visitor is told about their own booking.' })
@Audience('public', 'portal')
export class BookingConfirmation {
  @Field(() => BookingState, { description: 'Where it stands.' }) status!: BookingState;
  @Field(() => ID, { nullable: true, description: 'The appointment, once there is one.' }) appointmentId?: string | null;
  @Field(() => ID, { nullable: true, description: 'The hold, while the code is awaited.' }) holdId?: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when the time is held.' }) holdExpiresAt?: Date | null;
  @Field(() => Int, { nullable: true, description: 'How often the code may still be tried.' }) attemptsLeft?: number | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it starts.' }) start?: Date | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ends.' }) end?: Date | null;
  @Field(() => TimeZoneScalar, { nullable: true, description: 'The zone in which it was booked.' }) zone?: string | null;
  @Field(() => String, { nullable: true, description: 'The start as a wall clock in that zone shows it.' }) local?: string | null;
  @Field(() => String, { nullable: true, description: 'The offset of that zone at the start.' }) offset?: string | null;
  @Field(() => String, { nullable: true, description: 'The kind of appointment.' }) typeName?: string | null;
  @Field(() => ID, { nullable: true, description: 'The kind of appointment, to ask for other times.' }) typeId?: string | null;
  @Field(() => String, { nullable: true, description: 'Where it happens.' }) place?: string | null;
  @Field(() => [String], { nullable: true, description: 'Who will be there.' }) hostNames?: string[] | null;
  /** The visitor's name and secret stay off the fields that the record of a keyed request keeps. */
  once?: { readonly attendeeName: string; readonly manageToken: string | null };

  @Field(() => String, { nullable: true, description: 'Who booked.' })
  attendeeName(): string | null { return this.once?.attendeeName ?? null; }

  @Field(() => String, { nullable: true, description: 'The secret to move or cancel with. Told once: a repeated request is not told it again, the mail has it.' })
  manageToken(): string | null { return this.once?.manageToken ?? null; }
}

const states: Readonly<Record<string, BookingState>> = {
  BOOKED: BookingState.AWAITS_HOST, CONFIRMED: BookingState.BOOKED, CANCELLED: BookingState.CANCELLED, COMPLETED: BookingState.OVER, NO_SHOW: BookingState.OVER,
};

const told = (what: Partial<BookingConfirmation>): BookingConfirmation => Object.assign(new BookingConfirmation(), what);

/** Tells a visitor that the code was wrong. */
export const wrongCode = (holdId: string, attemptsLeft: number): BookingConfirmation => told({ status: BookingState.CODE_WRONG, holdId, attemptsLeft });

/** Tells a visitor about their appointment. */
export function confirmationOf(appointment: Appointment, hostNames: readonly string[], manageToken: string | null): BookingConfirmation {
  const { local, offset } = readingOf(appointment.startsAt.getTime(), appointment.zone);
  return told({
    status: states[appointment.status] ?? BookingState.OVER, appointmentId: appointment.id, start: appointment.startsAt, end: appointment.endsAt, zone: appointment.zone, local, offset,
    typeName: appointment.typeName, typeId: appointment.typeId, place: appointment.place, hostNames: [...hostNames], once: { attendeeName: appointment.attendeeName, manageToken },
  });
}

/** Tells a visitor that their time is held. */
export function heldConfirmation(type: AppointmentType, start: number, zone: string, hold: { holdId: string; expiresAt: Date }): BookingConfirmation {
  const { local, offset } = readingOf(start, zone);
  return told({
    status: BookingState.CODE_SENT, holdId: hold.holdId, holdExpiresAt: hold.expiresAt, start: new Date(start), end: new Date(start + type.minutes * 60_000), zone, local, offset,
    typeName: type.name, typeId: type.id, place: type.place,
  });
}
