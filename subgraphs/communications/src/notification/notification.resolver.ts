import { Arg, Args, Authorized, Ctx as Context, ID, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { connectionOf, NotFound, PageArgs, type Ctx, type Page } from '@firmament/kit';
import { isId } from '@firmament/kit/ids';
import { Notification } from './notification.entity.js';

/** A page of notices. */
@ObjectType({ description: 'A page of notices.' })
export class NotificationConnection extends connectionOf(Notification) {}

/** The person who asks; notices are for people, not for services. */
function reader(ctx: Ctx): string {
  if (!isId('usr', ctx.actor.id)) throw new NotFound();
  return ctx.actor.id;
}

/** What the firm's people are told. */
@Resolver(() => Notification)
export class NotificationResolver {
  @Authorized('communications.notification.view')
  @Query(() => NotificationConnection, { description: 'One\'s own notices, the latest first.' })
  async notifications(
    @Args(() => PageArgs) page: PageArgs,
    @Context() ctx: Ctx,
    @Arg('unread', () => Boolean, { nullable: true, description: 'True for unread ones only.' }) unread?: boolean | null,
  ): Promise<Page<Notification>> {
    const mine = { userId: reader(ctx) };
    return ctx.read.page(Notification, unread ? { ...mine, readAt: null } : mine, { first: page.first, after: page.after ?? null, orderBy: { createdAt: 'DESC' } });
  }

  @Authorized('communications.notification.view')
  @Mutation(() => Notification, { description: 'Marks one of one\'s own notices as read.' })
  async markNotificationRead(@Arg('id', () => ID, { description: 'The notice.' }) id: string, @Context() ctx: Ctx): Promise<Notification> {
    if (!isId('ntf', id)) throw new NotFound();
    const notice = await ctx.load(Notification, id);
    if (notice.userId !== reader(ctx)) throw new NotFound();
    notice.read(ctx.now);
    return notice;
  }
}
