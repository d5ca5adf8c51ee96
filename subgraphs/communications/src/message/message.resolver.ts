import { Arg, Args, Authorized, Ctx as Context, FieldResolver, ID, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { connectionOf, NotFound, PageArgs, type Ctx, type Page } from '@firmament/kit';
import { isId } from '@firmament/kit/ids';
import { ClientRef } from '../stubs.js';
import { OutboundMessage } from './message.entity.js';

/** A page of mails. */
@ObjectType({ description: 'A page of mails.' })
export class OutboundMessageConnection extends connectionOf(OutboundMessage) {}

/** What left the house. */
@Resolver(() => OutboundMessage)
export class MessageResolver {
  @Authorized('communications.message.view')
  @Query(() => OutboundMessageConnection, { description: 'Mails, the latest first.' })
  async messages(
    @Args(() => PageArgs) page: PageArgs,
    @Context() ctx: Ctx,
    @Arg('clientId', () => ID, { nullable: true, description: 'Only those about this client.' }) clientId?: string | null,
  ): Promise<Page<OutboundMessage>> {
    if (clientId && !isId('cli', clientId)) throw new NotFound();
    return ctx.read.page(OutboundMessage, clientId ? { clientId } : {}, { first: page.first, after: page.after ?? null, orderBy: { queuedAt: 'DESC' } });
  }

  @Authorized('communications.message.view')
  @Query(() => OutboundMessage, { description: 'One mail.' })
  async message(@Arg('id', () => ID, { description: 'The mail.' }) id: string, @Context() ctx: Ctx): Promise<OutboundMessage> {
    const found = isId('msg', id) ? await ctx.read.load(OutboundMessage, id) : null;
    if (!found) throw new NotFound();
    return found;
  }

  @FieldResolver(() => ClientRef, { nullable: true, description: 'The client it is about.' })
  client(@Root() message: OutboundMessage): ClientRef | null {
    return message.clientId ? Object.assign(new ClientRef(), { id: message.clientId }) : null;
  }
}

/** What this domain adds to a client. */
@Resolver(() => ClientRef)
export class ClientMessagesResolver {
  @FieldResolver(() => [OutboundMessage], { nullable: true, description: 'The latest mails about the client, at most fifty.' })
  async messages(@Root() client: ClientRef, @Context() ctx: Ctx): Promise<OutboundMessage[]> {
    return ctx.read.children(OutboundMessage, 'clientId', client.id, { orderBy: { queuedAt: 'desc' }, limit: 50 });
  }
}
