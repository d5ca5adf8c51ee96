import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Audience, IdField, IdProperty, Key, TenantField, VersionField } from '@firmament/kit';
import type { Question } from '../appointment/intake.rules.js';

/** What kind of client a booking of this type usually leads to. */
export enum BookedClientKind { PERSON = 'PERSON', ORG = 'ORG', HOUSEHOLD = 'HOUSEHOLD' }
registerEnumType(BookedClientKind, {
  name: 'BookedClientKind', description: 'What kind of client a booking of a type usually leads to.',
  valuesConfig: { PERSON: { description: 'One person.' }, ORG: { description: 'A business or another organisation.' }, HOUSEHOLD: { description: 'People who are served together.' } },
});

/** How a question is answered. */
export enum QuestionKind { TEXT = 'TEXT', LONG_TEXT = 'LONG_TEXT', CHOICE = 'CHOICE', YES_NO = 'YES_NO' }
registerEnumType(QuestionKind, {
  name: 'QuestionKind', description: 'How a question is answered.',
  valuesConfig: { TEXT: { description: 'One line.' }, LONG_TEXT: { description: 'Several lines.' }, CHOICE: { description: 'One of the options.' }, YES_NO: { description: 'Yes or No.' } },
});

/** A question that is asked before an appointment. */
@ObjectType({ description: 'A question that is asked before an appointment.' })
@InputType('IntakeQuestionInput', { description: 'A question to ask before an appointment.' })
export class IntakeQuestion {
  @Audience('public', 'portal') @Field(() => String, { description: 'A short name that stays when the words change.' }) key!: string;
  @Audience('public', 'portal') @Field(() => String, { description: 'The question in words.' }) question!: string;
  @Audience('public', 'portal') @Field(() => QuestionKind, { description: 'How it is answered.', defaultValue: QuestionKind.TEXT }) kind!: QuestionKind;
  @Audience('public', 'portal') @Field(() => Boolean, { description: 'True when the booking needs an answer.', defaultValue: false }) required!: boolean;
  @Audience('public', 'portal') @Field(() => [String], { description: 'The answers to choose from.', defaultValue: [] }) options!: string[];
}

/** Everything about a type that may be chosen and changed. */
export interface TypeTerms {
  name: string; description: string | null; minutes: number; stepMinutes: number; bufferBeforeMinutes: number; bufferAfterMinutes: number;
  noticeMinutes: number; horizonDays: number; dailyCap: number | null; place: string; priceNote: string | null; questions: Question[]; consentText: string | null;
  clientKind: BookedClientKind; folderTemplateId: string | null; projectTemplateVersionId: string | null; needsConfirmation: boolean; active: boolean;
}

/** A kind of appointment that can be booked. */
@ObjectType({ description: 'A kind of appointment that can be booked: how long, with whom, and what is asked beforehand.' })
@Key('id')
@Entity({ tableName: 'appointment_types', schema: 'scheduling' })
export class AppointmentType implements TypeTerms {
  @Audience('public', 'portal') @IdField('apy') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;

  @Audience('public', 'portal') @Field(() => String, { description: 'What the visitor chooses, for example «A first conversation».' })
  @Property({ type: 'text' }) name!: string;

  @Audience('public', 'portal') @Field(() => String, { nullable: true, description: 'One or two sentences about it.' })
  @Property({ type: 'text', nullable: true }) description!: string | null;

  @Audience('public', 'portal') @Field(() => Int, { description: 'How long it takes.' })
  @Property({ type: 'integer' }) minutes!: number;

  @Field(() => Int, { description: 'How far apart the offered starts are.' })
  @Property({ type: 'integer', fieldName: 'step_minutes' }) stepMinutes!: number;

  @Field(() => Int, { description: 'Minutes kept free before each appointment.' })
  @Property({ type: 'integer', fieldName: 'buffer_before_minutes' }) bufferBeforeMinutes!: number;

  @Field(() => Int, { description: 'Minutes kept free after each appointment.' })
  @Property({ type: 'integer', fieldName: 'buffer_after_minutes' }) bufferAfterMinutes!: number;

  @Field(() => Int, { description: 'How long before its start it must be booked.' })
  @Property({ type: 'integer', fieldName: 'notice_minutes' }) noticeMinutes!: number;

  @Audience('public', 'portal') @Field(() => Int, { description: 'How many days ahead it can be booked.' })
  @Property({ type: 'integer', fieldName: 'horizon_days' }) horizonDays!: number;

  @Field(() => Int, { nullable: true, description: 'How many of this type are taken in one day; null is as many as fit.' })
  @Property({ type: 'integer', fieldName: 'daily_cap', nullable: true }) dailyCap!: number | null;

  @Audience('public', 'portal') @Field(() => String, { description: 'Where it happens, in words.' })
  @Property({ type: 'text' }) place!: string;

  @Audience('public', 'portal') @Field(() => String, { nullable: true, description: 'What it costs, in words, for example «Free, nothing to prepare».' })
  @Property({ type: 'text', fieldName: 'price_note', nullable: true }) priceNote!: string | null;

  @Audience('public', 'portal') @Field(() => [IntakeQuestion], { description: 'What is asked before the appointment.' })
  @Property({ type: 'json' }) questions!: Question[];

  @Audience('public', 'portal') @Field(() => String, { nullable: true, description: 'What the visitor must agree to; null when nothing.' })
  @Property({ type: 'text', fieldName: 'consent_text', nullable: true }) consentText!: string | null;

  @Field(() => BookedClientKind, { description: 'What kind of client a booking leads to.' })
  @Property({ type: 'text', fieldName: 'client_kind' }) clientKind!: BookedClientKind;

  @Field(() => ID, { nullable: true, description: 'The folder template that a workflow applies for a new client.' })
  @IdProperty('ftp', { fieldName: 'folder_template_id', nullable: true }) folderTemplateId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The version of the project template that a workflow applies for a new client.' })
  @IdProperty('ptv', { fieldName: 'project_template_version_id', nullable: true }) projectTemplateVersionId!: string | null;

  @Audience('public', 'portal') @Field(() => Boolean, { description: 'True when a booking stands only after the host said yes.' })
  @Property({ type: 'boolean', fieldName: 'needs_confirmation' }) needsConfirmation!: boolean;

  @Field(() => Boolean, { description: 'False when it is no longer offered.' })
  @Property({ type: 'boolean' }) active!: boolean;

  /** Takes over the terms that were named and leaves the others as they are. */
  change(terms: Partial<TypeTerms>): void {
    Object.assign(this, Object.fromEntries(Object.entries(terms).filter(([, value]) => value !== undefined)));
    this.version += 1;
  }
}
