import { Arg, Authorized, Ctx as Context, ID, Mutation, Query, Resolver } from 'type-graphql';
import { isId, type Ctx } from '@firmament/kit';
import { __Domain__Note } from './note.entity.js';

@Resolver(() => __Domain__Note)
export class NoteResolver {
  @Authorized('__domain__.note.view') @Query(() => __Domain__Note, { nullable: true, description: 'One note; null when you can see none.' })
  async __domain__Note(@Arg('id', () => ID, { description: 'Its id.' }) id: string, @Context() ctx: Ctx): Promise<__Domain__Note | null> { return isId('nte', id) ? ctx.read.load(__Domain__Note, id) : null; }
  @Authorized('__domain__.note.edit') @Mutation(() => __Domain__Note, { description: 'Writes a note.' })
  async write__Domain__Note(@Arg('text', () => String, { description: 'What it says.' }) text: string, @Context() ctx: Ctx): Promise<__Domain__Note> {
    const note = ctx.em.create(__Domain__Note, { id: ctx.newId('nte'), tenantId: ctx.actor.tenantId ?? '', version: 1, text });
    ctx.em.persist(note);
    return note;
  }
}
