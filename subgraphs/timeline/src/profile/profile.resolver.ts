import { DateTimeScalar, type Ctx } from '@firmament/kit';
import { Authorized, Ctx as Context, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { ClientRef } from '../stubs.js';
import { StoryRun } from '../story/run.entity.js';
import { AppointmentAhead, OpenWork, Watermark } from './ahead.entity.js';
import { ClientProfile } from './profile.entity.js';

/** The latest word of one side. */
@ObjectType({ description: 'The latest word that one side said to the other.' })
export class LastWord {
  @Field(() => DateTimeScalar, { description: 'When.' }) at!: Date;
  @Field(() => String, { nullable: true, description: 'How: in the portal, on the booking page, by mail.' }) channel!: string | null;
  @Field(() => String, { nullable: true, description: 'Who, when known.' }) name!: string | null;
}

/** How far the log has heard from one domain. */
@ObjectType({ description: 'How far the log has heard from one domain.' })
export class SourceLag {
  @Field(() => String, { description: 'The domain.' }) source!: string;
  @Field(() => Int, { description: 'Seconds between its latest fact and that fact’s arrival here.' }) seconds!: number;
  @Field(() => DateTimeScalar, { description: 'When the domain was last heard.' }) lastSeenAt!: Date;
}

/** The automations of a client that are under way. */
@ObjectType({ description: 'The workflows that are under way for a client.' })
export class AutomationsUnderWay {
  @Field(() => Int, { description: 'Running or waiting.' }) running!: number;
  @Field(() => Int, { description: 'Stuck: each needs a person.' }) stuck!: number;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When the next waiting one goes on, if it waits for a time.' }) nextStepAt!: Date | null;
}

const word = (at: Date | null, channel: string | null, name: string | null): LastWord | null => (at === null ? null : { at, channel, name });

/** The profile's computed facts; each is one batched read for any number of clients. */
@Resolver(() => ClientProfile)
export class ProfileResolver {
  /** The next appointment. */
  @FieldResolver(() => DateTimeScalar, { nullable: true, description: 'Start of the next appointment that lies ahead.' })
  async nextAppointmentAt(@Root() profile: ClientProfile, @Context() ctx: Ctx): Promise<Date | null> {
    const ahead = await ctx.read.children(AppointmentAhead, 'clientId', profile.id, { orderBy: { startsAt: 'ASC' } });
    return ahead.find((appointment) => appointment.startsAt > ctx.now)?.startsAt ?? null;
  }

  /** What they last said. */
  @FieldResolver(() => LastWord, { nullable: true, description: 'The last word from the client.' })
  lastWordFromThem(@Root() { theirWordAt, theirWordChannel, theirWordName }: ClientProfile): LastWord | null {
    return word(theirWordAt, theirWordChannel, theirWordName);
  }

  /** What we last said. */
  @FieldResolver(() => LastWord, { nullable: true, description: 'The last word from the firm.' })
  lastWordFromUs(@Root() { ourWordAt, ourWordChannel, ourWordName }: ClientProfile): LastWord | null {
    return word(ourWordAt, ourWordChannel, ourWordName);
  }

  /** How much work is open. */
  @FieldResolver(() => Int, { description: 'Projects that are not finished, and open tasks outside a project.' })
  async openWork(@Root() profile: ClientProfile, @Context() ctx: Ctx): Promise<number> {
    return (await ctx.read.children(OpenWork, 'clientId', profile.id)).length;
  }

  /** What automations do. */
  @FieldResolver(() => AutomationsUnderWay, { description: 'Workflows under way for the client.' })
  async automations(@Root() profile: ClientProfile, @Context() ctx: Ctx): Promise<AutomationsUnderWay> {
    const runs = (await ctx.read.children(StoryRun, 'clientId', profile.id, { orderBy: { until: 'ASC' } })).filter((run) => run.state !== 'DONE');
    return {
      running: runs.filter((run) => run.state !== 'STUCK').length, stuck: runs.filter((run) => run.state === 'STUCK').length,
      nextStepAt: runs.find((run) => run.state === 'WAITING' && run.until !== null)?.until ?? null,
    };
  }

  /** How old the knowledge is. */
  @FieldResolver(() => DateTimeScalar, { description: 'When the log was last heard to move, from any domain: the profile is true as of then.' })
  async asOf(@Root() profile: ClientProfile, @Context() ctx: Ctx): Promise<Date> {
    const marks = await ctx.read.children(Watermark, 'tenantId', profile.tenantId);
    return marks.reduce((latest, mark) => (mark.seenAt > latest ? mark.seenAt : latest), profile.seenAt);
  }

  /** How late each source is. */
  @FieldResolver(() => [SourceLag], { description: 'Each domain with its lag and the time when it was last heard.' })
  async lag(@Root() profile: ClientProfile, @Context() ctx: Ctx): Promise<SourceLag[]> {
    const marks = await ctx.read.children(Watermark, 'tenantId', profile.tenantId, { orderBy: { source: 'ASC' } });
    return marks.map((mark) => ({ source: mark.source, seconds: mark.lagSeconds, lastSeenAt: mark.seenAt }));
  }
}

/** What the timeline adds to a client. */
@Resolver(() => ClientRef)
export class ClientProfileResolver {
  /** The client at a glance. */
  @Authorized('timeline.profile.view')
  @FieldResolver(() => ClientProfile, { nullable: true, description: 'What is known of the client at a glance; null until the log has heard of it.' })
  profile(@Root() client: ClientRef, @Context() ctx: Ctx): Promise<ClientProfile | null> {
    return ctx.read.load(ClientProfile, client.id);
  }
}
