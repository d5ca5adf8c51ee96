import { connectionOf, NotFound, PageArgs, type Ctx, type Page } from '@firmament/kit';
import { isId } from '@firmament/events';
import type { FilterQuery } from '@mikro-orm/core';
import { Arg, Args, ArgsType, Authorized, Ctx as Context, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { TimelineEntry } from '../entry/entry.entity.js';
import { gatePermissions } from '../entry/gate.rules.js';
import { Sentence, TopicEnum } from '../sentence/sentence.graph.js';
import type { Topic } from '../sentence/sentence.types.js';
import { ClientRef } from '../stubs.js';
import { Story } from './story.entity.js';
import { titleOf, visibleEntries } from './tell-story.js';

/** A page of stories. */
@ObjectType({ description: 'A page of stories, the latest first.' })
export class StoryConnection extends connectionOf(Story) {}

/** Which stories of a client. */
@ArgsType()
export class ClientStoriesArgs extends PageArgs {
  @Field(() => TopicEnum, { nullable: true, description: 'Only stories that touch this topic.' }) topic?: Topic | null;
}

/** Which stories of the firm. */
@ArgsType()
export class StoriesArgs extends ClientStoriesArgs {
  @Field(() => ID, { nullable: true, description: 'Only stories of this client.' }) clientId?: string | null;
}

/** The permissions of this reader that open at least one entry. */
const held = (ctx: Ctx): string[] => gatePermissions.filter((permission) => ctx.can(permission));

async function storiesOf(args: ClientStoriesArgs, clientId: string | null, ctx: Ctx): Promise<Page<Story>> {
  const where = {
    gates: { $overlap: held(ctx) },
    ...(clientId === null ? {} : { clientId }),
    ...(args.topic ? { topics: { $contains: [args.topic] } } : {}),
  };
  return ctx.read.page(Story, where as FilterQuery<Story>, { first: args.first, after: args.after ?? null, orderBy: { lastAt: 'DESC' } });
}

/** Stories: what happened, folded by the act that set it off. */
@Resolver(() => Story)
export class StoryResolver {
  /** One story. */
  @Authorized('timeline.story.view')
  @Query(() => Story, { description: 'One story with its entries.' })
  async story(@Arg('id', () => ID, { description: 'Id of the story, or the correlation id of its facts.' }) id: string, @Context() ctx: Ctx): Promise<Story> {
    const found = isId('cor', id)
      ? await ctx.read.one(Story, { correlationId: id, gates: { $overlap: held(ctx) } } as FilterQuery<Story>, { orderBy: { startedAt: 'ASC', id: 'ASC' } })
      : isId('sty', id) ? await ctx.read.one(Story, { id, gates: { $overlap: held(ctx) } } as FilterQuery<Story>) : null;
    if (found === null) throw new NotFound();
    return found;
  }

  /** Stories of the firm or of one client. */
  @Authorized('timeline.story.view')
  @Query(() => StoryConnection, { description: 'Stories of the firm or of one client, the latest first.' })
  async stories(@Args(() => StoriesArgs) args: StoriesArgs, @Context() ctx: Ctx): Promise<Page<Story>> {
    if (args.clientId && !isId('cli', args.clientId)) throw new NotFound();
    return storiesOf(args, args.clientId ?? null, ctx);
  }

  /** The sentence of the story. */
  @FieldResolver(() => Sentence, { description: 'The story in one sentence: its workflow’s when one ran, else that of its first fact.' })
  title(@Root() story: Story, @Context() ctx: Ctx): Promise<Sentence> {
    return titleOf(story, ctx);
  }

  /** The entries of the story that the reader may see. */
  @FieldResolver(() => [TimelineEntry], { description: 'Its facts in the order in which they happened, as far as the reader may see them.' })
  async entries(@Root() story: Story, @Context() ctx: Ctx): Promise<TimelineEntry[]> {
    return [...(await visibleEntries(story.id, ctx))];
  }

  /** The client the story belongs to. */
  @FieldResolver(() => ClientRef, { nullable: true, description: 'The client it belongs to.' })
  client(@Root() story: Story): ClientRef | null {
    return story.clientId === null ? null : Object.assign(new ClientRef(), { id: story.clientId });
  }
}

/** What the timeline adds to a client. */
@Resolver(() => ClientRef)
export class ClientStoriesResolver {
  /** The client's history. */
  @Authorized('timeline.story.view')
  @FieldResolver(() => StoryConnection, { nullable: true, description: 'What happened with this client, the latest first.' })
  stories(@Root() client: ClientRef, @Args(() => ClientStoriesArgs) args: ClientStoriesArgs, @Context() ctx: Ctx): Promise<Page<Story>> {
    return storiesOf(args, client.id, ctx);
  }
}
