import { Field, ID, InputType, Int } from 'type-graphql';
import { BookedClientKind, IntakeQuestion } from './appointment-type.entity.js';

/** A host of a type. */
@InputType({ description: 'Somebody who takes appointments of a type.' })
export class TypeHostInput {
  @Field(() => ID, { description: 'The member of the firm.' }) userId!: string;
  @Field(() => String, { nullable: true, description: 'What this person is to the visitor, for example «partner».' }) title?: string | null;
}

/** The terms that a new type may leave to the house and a change may leave alone. */
@InputType({ description: 'Terms of an appointment type that may be left out.' })
class OptionalTerms {
  @Field(() => String, { nullable: true, description: 'One or two sentences about it.' }) description?: string | null;
  @Field(() => Int, { nullable: true, description: 'How far apart the offered starts are; 30 unless told.' }) stepMinutes?: number | null;
  @Field(() => Int, { nullable: true, description: 'Minutes kept free before each.' }) bufferBeforeMinutes?: number | null;
  @Field(() => Int, { nullable: true, description: 'Minutes kept free after each.' }) bufferAfterMinutes?: number | null;
  @Field(() => Int, { nullable: true, description: 'How long before its start it must be booked; 120 unless told.' }) noticeMinutes?: number | null;
  @Field(() => Int, { nullable: true, description: 'How many days ahead it can be booked; 60 unless told.' }) horizonDays?: number | null;
  @Field(() => Int, { nullable: true, description: 'How many of this type are taken in one day.' }) dailyCap?: number | null;
  @Field(() => String, { nullable: true, description: 'What it costs, in words.' }) priceNote?: string | null;
  @Field(() => [IntakeQuestion], { nullable: true, description: 'What is asked beforehand.' }) questions?: IntakeQuestion[] | null;
  @Field(() => String, { nullable: true, description: 'What the visitor must agree to.' }) consentText?: string | null;
  @Field(() => BookedClientKind, { nullable: true, description: 'What kind of client a booking leads to; a person unless told.' }) clientKind?: BookedClientKind | null;
  @Field(() => ID, { nullable: true, description: 'The folder template for a new client.' }) folderTemplateId?: string | null;
  @Field(() => ID, { nullable: true, description: 'The version of the project template for a new client.' }) projectTemplateVersionId?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'True when the host must say yes first.' }) needsConfirmation?: boolean | null;
}

/** A new kind of appointment. */
@InputType({ description: 'A new kind of appointment.' })
export class CreateAppointmentTypeInput extends OptionalTerms {
  @Field(() => String, { description: 'What the visitor chooses.' }) name!: string;
  @Field(() => Int, { description: 'How long it takes, 5 to 720 minutes.' }) minutes!: number;
  @Field(() => String, { description: 'Where it happens, in words.' }) place!: string;
  @Field(() => [TypeHostInput], { description: 'Who takes them; with several, all must be free.' }) hosts!: TypeHostInput[];
}

/** What changes in a kind of appointment; fields left out stay. */
@InputType({ description: 'What changes in a kind of appointment; fields left out stay as they are.' })
export class ChangeAppointmentTypeInput extends OptionalTerms {
  @Field(() => ID, { description: 'The type.' }) id!: string;
  @Field(() => Int, { nullable: true, description: 'The version that was read.' }) ifVersion?: number | null;
  @Field(() => String, { nullable: true, description: 'What the visitor chooses.' }) name?: string | null;
  @Field(() => Int, { nullable: true, description: 'How long it takes.' }) minutes?: number | null;
  @Field(() => String, { nullable: true, description: 'Where it happens.' }) place?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'False to offer it no longer.' }) active?: boolean | null;
  @Field(() => [TypeHostInput], { nullable: true, description: 'Who takes them from now on.' }) hosts?: TypeHostInput[] | null;
}
