import { Field, ID, InputType, Int } from 'type-graphql';
import { DateTimeScalar, TimeZoneScalar } from '@firmament/kit';
import { AppointmentParty } from './appointment.entity.js';

/** An answer to one of the type's questions. */
@InputType({ description: 'An answer to one of the questions of the appointment type.' })
export class IntakeAnswerInput {
  @Field(() => String, { description: 'The question\'s key.' }) key!: string;
  @Field(() => String, { description: 'The answer.' }) answer!: string;
}

/** Who comes. */
@InputType({ description: 'Who comes to the appointment.' })
export class AttendeeInput {
  @Field(() => String, { description: 'Their name.' }) name!: string;
  @Field(() => String, { description: 'Their e-mail address; the confirmation goes there.' }) email!: string;
  @Field(() => String, { nullable: true, description: 'Their phone number.' }) phone?: string | null;
  @Field(() => String, { nullable: true, description: 'The organisation they come for.' }) organisation?: string | null;
}

/** When, said in one of two ways. */
@InputType({ description: 'When, said as a moment or as a wall clock.' })
export class WantedTime {
  @Field(() => DateTimeScalar, { nullable: true, description: 'The start as a moment. Give this or `localStart`.' }) start?: Date | null;
  @Field(() => String, { nullable: true, description: 'The start as a wall clock in `zone` shows it, `YYYY-MM-DDTHH:MM`. Give this or `start`.' }) localStart?: string | null;
  @Field(() => TimeZoneScalar, { description: 'The zone of the person who books; the confirmation speaks in it.' }) zone!: string;
}

/** A booking from a page. */
@InputType({ description: 'A booking from a booking page.' })
export class BookAppointmentInput extends WantedTime {
  @Field(() => String, { description: 'The firm, as in the address of the page.' }) firm!: string;
  @Field(() => String, { description: 'The page, as in its address.' }) page!: string;
  @Field(() => ID, { nullable: true, description: 'The kind of appointment; needed when the page offers several.' }) typeId?: string | null;
  @Field(() => AttendeeInput, { description: 'Who comes.' }) attendee!: AttendeeInput;
  @Field(() => [IntakeAnswerInput], { description: 'Answers to the questions of the type.', defaultValue: [] }) answers!: IntakeAnswerInput[];
  @Field(() => Boolean, { description: 'True when the visitor agreed to the consent text.', defaultValue: false }) consent!: boolean;
}

/** The code from the mail. */
@InputType({ description: 'The code from the mail, for a time that is held.' })
export class ConfirmBookingInput {
  @Field(() => String, { description: 'The firm, as in the address of the page.' }) firm!: string;
  @Field(() => ID, { description: 'The hold that the booking answered with.' }) holdId!: string;
  @Field(() => String, { description: 'Six digits.' }) code!: string;
}

/** A new time for a booking, from its own link. */
@InputType({ description: 'A new time for a booking, from its own link.' })
export class RescheduleBookingInput extends WantedTime {
  @Field(() => String, { description: 'The firm, as in the address of the page.' }) firm!: string;
  @Field(() => String, { description: 'The secret of the link.' }) token!: string;
}

/** A booking called off from its own link. */
@InputType({ description: 'A booking called off from its own link.' })
export class CancelBookingInput {
  @Field(() => String, { description: 'The firm, as in the address of the page.' }) firm!: string;
  @Field(() => String, { description: 'The secret of the link.' }) token!: string;
  @Field(() => String, { nullable: true, description: 'Why, in the visitor\'s words.' }) reason?: string | null;
}

/** A booking made by the firm. */
@InputType({ description: 'A booking that the firm makes for a client.' })
export class BookForClientInput extends WantedTime {
  @Field(() => ID, { description: 'The client.' }) clientId!: string;
  @Field(() => ID, { nullable: true, description: 'The contact who comes.' }) contactId?: string | null;
  @Field(() => ID, { description: 'The kind of appointment.' }) typeId!: string;
  @Field(() => AttendeeInput, { description: 'Who comes.' }) attendee!: AttendeeInput;
}

/** A new time for an appointment, set by the firm. */
@InputType({ description: 'A new time for an appointment, set by the firm.' })
export class RescheduleAppointmentInput {
  @Field(() => ID, { description: 'The appointment.' }) id!: string;
  @Field(() => DateTimeScalar, { description: 'The new start.' }) start!: Date;
  @Field(() => Int, { nullable: true, description: 'The version that was read.' }) ifVersion?: number | null;
}

/** An appointment called off by the firm. */
@InputType({ description: 'An appointment called off by the firm.' })
export class CancelAppointmentInput {
  @Field(() => ID, { description: 'The appointment.' }) id!: string;
  @Field(() => String, { nullable: true, description: 'Why; the attendee reads it.' }) reason?: string | null;
  @Field(() => Int, { nullable: true, description: 'The version that was read.' }) ifVersion?: number | null;
}

/** The appointment that an act is about. */
@InputType({ description: 'The appointment that an act is about.' })
export class AppointmentActInput {
  @Field(() => ID, { description: 'The appointment.' }) id!: string;
  @Field(() => Int, { nullable: true, description: 'The version that was read.' }) ifVersion?: number | null;
}

/** Somebody did not come. */
@InputType({ description: 'Says that somebody did not come.' })
export class MarkNoShowInput {
  @Field(() => ID, { description: 'The appointment.' }) id!: string;
  @Field(() => AppointmentParty, { description: 'Who did not come.', defaultValue: AppointmentParty.ATTENDEE }) party!: AppointmentParty;
  @Field(() => Int, { nullable: true, description: 'The version that was read.' }) ifVersion?: number | null;
}

/** Ties an appointment to a client. */
@InputType({ description: 'Ties an appointment to the client and contact it turned out to be for.' })
export class LinkAppointmentToClientInput {
  @Field(() => ID, { description: 'The appointment.' }) appointmentId!: string;
  @Field(() => ID, { description: 'The client.' }) clientId!: string;
  @Field(() => ID, { description: 'The contact who comes.' }) contactId!: string;
}
