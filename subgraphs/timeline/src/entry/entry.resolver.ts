import { isId } from '@firmament/events';
import { NotFound, type Ctx } from '@firmament/kit';
import { Arg, Authorized, Ctx as Context, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Sentence } from '../sentence/sentence.graph.js';
import { Story } from '../story/story.entity.js';
import { sentenceOf } from '../story/tell-story.js';
import { TimelineEntry } from './entry.entity.js';
import { gateOf } from './gate.rules.js';

/** Single entries of the log. */
@Resolver(() => TimelineEntry)
export class EntryResolver {
  /** One entry; hidden like an unknown one from readers who may not see the record it speaks of. */
  @Authorized('timeline.story.view')
  @Query(() => TimelineEntry, { description: 'One fact of the log.' })
  async entry(@Arg('id', () => ID, { description: 'Id of the entry.' }) id: string, @Context() ctx: Ctx): Promise<TimelineEntry> {
    const found = isId('ent', id) ? await ctx.read.load(TimelineEntry, id) : null;
    if (found === null || !ctx.can(gateOf(found.eventType).permission)) throw new NotFound();
    return found;
  }

  /** The entry as a sentence. */
  @FieldResolver(() => Sentence, { description: 'The fact as a sentence.' })
  sentence(@Root() entry: TimelineEntry, @Context() ctx: Ctx): Promise<Sentence> {
    return sentenceOf(entry, ctx);
  }

  /** The story that holds the entry. */
  @FieldResolver(() => Story, { nullable: true, description: 'The story that it belongs to.' })
  story(@Root() entry: TimelineEntry, @Context() ctx: Ctx): Promise<Story | null> {
    return ctx.read.load(Story, entry.storyId);
  }
}
