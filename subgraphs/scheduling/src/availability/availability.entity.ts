import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { DateScalar, IdField, IdProperty, Key, TenantField, TimeZoneScalar, VersionField } from '@firmament/kit';
import type { DateException, WeekdayHours } from './hours.rules.js';

/** From one wall-clock time to another, on the same day. */
@ObjectType({ description: 'From one wall-clock time to another, on the same day.' })
@InputType('DayRangeInput', { description: 'From one wall-clock time to another, on the same day.' })
export class DayRange {
  @Field(() => String, { description: '`HH:MM`.' }) from!: string;
  @Field(() => String, { description: '`HH:MM`, later than `from`; `24:00` is midnight.' }) to!: string;
}

/** The hours of a weekday. */
@ObjectType({ description: 'Working hours of one weekday.' })
@InputType('WeeklyHoursInput', { description: 'Working hours of one weekday.' })
export class WeeklyHours {
  @Field(() => Int, { description: '1 for Monday to 7 for Sunday.' }) weekday!: number;
  @Field(() => String, { description: '`HH:MM`.' }) from!: string;
  @Field(() => String, { description: '`HH:MM`, later than `from`.' }) to!: string;
  @Field(() => [DayRange], { description: 'Pauses inside these hours.', defaultValue: [] }) breaks!: DayRange[];
}

/** A date with hours of its own. */
@ObjectType({ description: 'A date whose hours differ from the week.' })
@InputType('DateHoursInput', { description: 'A date whose hours differ from the week.' })
export class DateHours {
  @Field(() => DateScalar, { description: 'The date, in the host\'s zone.' }) date!: string;
  @Field(() => [DayRange], { description: 'The hours of that date; none is a day off.', defaultValue: [] }) ranges!: DayRange[];
}

/** The hours a host keeps. */
@ObjectType({ description: 'When somebody can be booked: a week of hours in their own zone, and dates that differ.' })
@Key('id')
@Entity({ tableName: 'availabilities', schema: 'scheduling' })
export class Availability {
  @IdField('avl') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @Field(() => ID, { description: 'The member of the firm.' })
  @IdProperty('usr', { fieldName: 'host_user_id' }) hostUserId!: string;
  @Field(() => TimeZoneScalar, { description: 'The zone in which these hours are meant.' })
  @Property({ type: 'text' }) zone!: string;
  @Field(() => [WeeklyHours], { description: 'The hours of an ordinary week.' })
  @Property({ type: 'json' }) weekly!: WeekdayHours[];
  @Field(() => [DateHours], { description: 'Dates that differ.' })
  @Property({ type: 'json' }) exceptions!: DateException[];

  /** Replaces the hours. Appointments that stand keep their time. */
  keep(zone: string, weekly: WeekdayHours[], exceptions: DateException[]): void {
    this.zone = zone;
    this.weekly = weekly;
    this.exceptions = exceptions;
    this.version += 1;
  }
}
