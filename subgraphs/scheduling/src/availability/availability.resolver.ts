import { Arg, Authorized, Ctx as Context, Field, ID, InputType, Int, Mutation, Query, Resolver } from 'type-graphql';
import { Invalid, TimeZoneScalar, type Ctx } from '@firmament/kit';
import { mustBeCurrent, mustBeId } from '../errors.js';
import { isKnownZone } from '../time/wall-clock.js';
import { Availability, DateHours, WeeklyHours } from './availability.entity.js';
import { exceptionsFault, weeklyFault } from './hours.rules.js';

/** The hours that somebody keeps from now on. */
@InputType({ description: 'The hours that somebody keeps from now on.' })
export class SetAvailabilityInput {
  @Field(() => ID, { description: 'The member of the firm.' }) hostUserId!: string;
  @Field(() => TimeZoneScalar, { description: 'The zone in which the hours are meant.' }) zone!: string;
  @Field(() => [WeeklyHours], { description: 'The hours of an ordinary week.' }) weekly!: WeeklyHours[];
  @Field(() => [DateHours], { description: 'Dates that differ; past ones may be left out.', defaultValue: [] }) exceptions!: DateHours[];
  @Field(() => Int, { nullable: true, description: 'The version that was read.' }) ifVersion?: number | null;
}

function check(input: SetAvailabilityInput): void {
  if (!isKnownZone(input.zone)) throw new Invalid('UNKNOWN_TIME_ZONE', 'This time zone is not known.', 'input.zone');
  if (input.weekly.length > 50 || input.exceptions.length > 400) throw new Invalid('TOO_MANY_HOURS', 'These are more hours than one person keeps.', 'input');
  const fault = weeklyFault(input.weekly) ?? exceptionsFault(input.exceptions);
  if (fault) throw new Invalid('HOURS_MALFORMED', fault.sentence, `input.${fault.field}`);
}

/** When hosts can be booked. */
@Resolver(() => Availability)
export class AvailabilityResolver {
  @Authorized('scheduling.setup.view')
  @Query(() => [Availability], { description: 'The hours of everybody who can be booked.' })
  async availabilities(@Context() ctx: Ctx): Promise<Availability[]> {
    return ctx.read.rows(Availability, {}, { limit: 500 });
  }

  @Authorized('scheduling.setup.edit')
  @Mutation(() => Availability, { description: 'Sets the hours that somebody keeps. Appointments that stand keep their time.' })
  async setAvailability(@Arg('input', () => SetAvailabilityInput, { description: 'The hours.' }) input: SetAvailabilityInput, @Context() ctx: Ctx): Promise<Availability> {
    check(input);
    const hostUserId = mustBeId('usr', input.hostUserId);
    const known = await ctx.em.findOne(Availability, { hostUserId });
    if (known) {
      mustBeCurrent(known, input.ifVersion);
      known.keep(input.zone, input.weekly, input.exceptions);
      return known;
    }
    const made = ctx.em.create(Availability, {
      id: ctx.newId('avl'), tenantId: ctx.actor.tenantId ?? '', version: 1, hostUserId, zone: input.zone, weekly: input.weekly, exceptions: input.exceptions,
    });
    ctx.em.persist(made);
    return made;
  }
}
