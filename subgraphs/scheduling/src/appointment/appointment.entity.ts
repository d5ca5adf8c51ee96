import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Audience, DateTimeScalar, IdField, IdProperty, Key, TenantField, TimeZoneScalar, VersionField } from '@firmament/kit';
import { appointmentOver } from '../errors.js';
import type { Answer } from './intake.rules.js';

/** Where an appointment stands. */
export enum AppointmentStatus { BOOKED = 'BOOKED', CONFIRMED = 'CONFIRMED', CANCELLED = 'CANCELLED', COMPLETED = 'COMPLETED', NO_SHOW = 'NO_SHOW' }
registerEnumType(AppointmentStatus, {
  name: 'AppointmentStatus', description: 'Where an appointment stands.',
  valuesConfig: {
    BOOKED: { description: 'Taken; the host has yet to say yes.' }, CONFIRMED: { description: 'It stands.' }, CANCELLED: { description: 'It will not take place.' },
    COMPLETED: { description: 'It took place.' }, NO_SHOW: { description: 'Somebody did not come.' },
  },
});

/** Where a booking came from. */
export enum BookingChannel { PAGE = 'PAGE', STAFF = 'STAFF', PORTAL = 'PORTAL' }
registerEnumType(BookingChannel, {
  name: 'BookingChannel', description: 'Where a booking came from.',
  valuesConfig: { PAGE: { description: 'The public booking page.' }, STAFF: { description: 'A member of the firm.' }, PORTAL: { description: 'The client portal.' } },
});

/** Who changed or missed an appointment. */
export enum AppointmentParty { ATTENDEE = 'ATTENDEE', HOST = 'HOST' }
registerEnumType(AppointmentParty, {
  name: 'AppointmentParty', description: 'One of the two sides of an appointment.',
  valuesConfig: { ATTENDEE: { description: 'The person who booked.' }, HOST: { description: 'The firm.' } },
});

/** An answer that was given when booking. */
@ObjectType({ description: 'An answer that was given when booking, with the words of the question as it was asked.' })
export class IntakeAnswer {
  @Field(() => String, { description: 'The question\'s key.' }) key!: string;
  @Field(() => String, { description: 'The question as it was asked.' }) question!: string;
  @Field(() => String, { description: 'The answer.' }) answer!: string;
}

const when = { type: 'datetime', columnType: 'timestamptz' } as const;

/** A meeting between the firm and somebody. */
@ObjectType({ description: 'A meeting between the firm and somebody. It keeps the moment and the zone in which it was booked.' })
@Key('id')
@Entity({ tableName: 'appointments', schema: 'scheduling' })
export class Appointment {
  @Audience('portal') @IdField('apt') id!: string;
  @TenantField() tenantId!: string;
  @Audience('portal') @VersionField() version!: number;
  @Field(() => ID, { description: 'The kind of appointment.' })
  @IdProperty('apy', { fieldName: 'type_id' }) typeId!: string;
  @Audience('portal') @Field(() => String, { description: 'The kind in words, as it was when booked.' })
  @Property({ type: 'text', fieldName: 'type_name' }) typeName!: string;
  @IdProperty('bpg', { fieldName: 'page_id', nullable: true }) pageId!: string | null;
  @Audience('portal') @Field(() => AppointmentStatus, { description: 'Where it stands.' })
  @Property({ type: 'text' }) status!: AppointmentStatus;
  @Audience('portal') @Field(() => DateTimeScalar, { name: 'start', description: 'When it starts.' })
  @Property({ ...when, fieldName: 'starts_at' }) startsAt!: Date;
  @Audience('portal') @Field(() => DateTimeScalar, { name: 'end', description: 'When it ends.' })
  @Property({ ...when, fieldName: 'ends_at' }) endsAt!: Date;
  @Audience('portal') @Field(() => TimeZoneScalar, { description: 'The zone in which it was booked.' })
  @Property({ type: 'text' }) zone!: string;
  @Audience('portal') @Field(() => String, { description: 'Where it happens, in words.' })
  @Property({ type: 'text' }) place!: string;
  @Audience('portal') @Field(() => String, { description: 'Who booked.' })
  @Property({ type: 'text', fieldName: 'attendee_name' }) attendeeName!: string;
  @Field(() => String, { description: 'The e-mail address that was given.' })
  @Property({ type: 'text', fieldName: 'attendee_email' }) attendeeEmail!: string;
  @Field(() => String, { nullable: true, description: 'The phone number that was given.' })
  @Property({ type: 'text', fieldName: 'attendee_phone', nullable: true }) attendeePhone!: string | null;
  @Field(() => String, { nullable: true, description: 'The organisation that was given.' })
  @Property({ type: 'text', nullable: true }) organisation!: string | null;
  @Field(() => [IntakeAnswer], { description: 'What was asked and answered when booking.' })
  @Property({ type: 'json' }) intake!: Answer[];
  @Field(() => String, { nullable: true, description: 'What was agreed to.' })
  @Property({ type: 'text', fieldName: 'consent_text', nullable: true }) consentText!: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was agreed to.' })
  @Property({ ...when, fieldName: 'consent_at', nullable: true }) consentAt!: Date | null;
  @Field(() => BookingChannel, { description: 'Where the booking came from.' })
  @Property({ type: 'text' }) channel!: BookingChannel;
  @Field(() => ID, { nullable: true, description: 'The client it belongs to; null until it is linked.' })
  @IdProperty('cli', { fieldName: 'client_id', nullable: true }) clientId!: string | null;
  @Field(() => ID, { nullable: true, description: 'The contact who comes; null until it is linked.' })
  @IdProperty('con', { fieldName: 'contact_id', nullable: true }) contactId!: string | null;
  /** How often the invitation changed; calendars need it. */
  @Property({ type: 'integer' }) sequence!: number;
  @Audience('portal') @Field(() => String, { nullable: true, description: 'Who cancelled: ATTENDEE, STAFF or PORTAL.' })
  @Property({ type: 'text', fieldName: 'cancelled_by', nullable: true }) cancelledBy!: string | null;
  @Audience('portal') @Field(() => String, { nullable: true, description: 'Why it was cancelled, in the words of whoever did.' })
  @Property({ type: 'text', fieldName: 'cancel_reason', nullable: true }) cancelReason!: string | null;
  @Field(() => AppointmentParty, { nullable: true, description: 'Who did not come.' })
  @Property({ type: 'text', fieldName: 'missed_by', nullable: true }) missedBy!: AppointmentParty | null;
  @Field(() => DateTimeScalar, { description: 'When it was booked.' })
  @Property({ ...when, fieldName: 'booked_at' }) bookedAt!: Date;

  @Audience('portal')
  @Field(() => Int, { description: 'How long it takes.' })
  get minutes(): number { return Math.round((this.endsAt.getTime() - this.startsAt.getTime()) / 60_000); }

  /** True while it can still be moved, cancelled or held. */
  get stands(): boolean { return this.status === AppointmentStatus.BOOKED || this.status === AppointmentStatus.CONFIRMED; }

  /** The host said yes. Saying it twice is refused. */
  confirm(): void {
    if (this.status !== AppointmentStatus.BOOKED) throw appointmentOver(this.status);
    this.turn(AppointmentStatus.CONFIRMED);
  }

  /** Moves it to another time of the same length. */
  move(startsAt: Date, endsAt: Date, zone: string): void {
    this.mustStand();
    Object.assign(this, { startsAt, endsAt, zone, sequence: this.sequence + 1, version: this.version + 1 });
  }

  /** Calls it off. */
  cancel(by: string, reason: string | null): void {
    this.mustStand();
    Object.assign(this, { cancelledBy: by, cancelReason: reason, sequence: this.sequence + 1 });
    this.turn(AppointmentStatus.CANCELLED);
  }

  /** It took place. */
  complete(): void {
    this.mustStand();
    this.turn(AppointmentStatus.COMPLETED);
  }

  /** One side did not come. */
  miss(party: AppointmentParty): void {
    this.mustStand();
    this.missedBy = party;
    this.turn(AppointmentStatus.NO_SHOW);
  }

  /** Ties it to a client and a contact. Tells whether that changed anything: linking twice to the same is nothing new. */
  linkTo(clientId: string, contactId: string): boolean {
    if (this.clientId === clientId && this.contactId === contactId) return false;
    Object.assign(this, { clientId, contactId, version: this.version + 1 });
    return true;
  }

  private mustStand(): void {
    if (!this.stands) throw appointmentOver(this.status);
  }

  private turn(status: AppointmentStatus): void {
    this.status = status;
    this.version += 1;
  }
}
