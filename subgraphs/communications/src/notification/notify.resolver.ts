import { Arg, Args, Authorized, Ctx as Context, Mutation, Query, Resolver } from 'type-graphql';
import { Action, Invalid, NotFound, PageArgs, type Ctx, type Page } from '@firmament/kit';
import { idToUuid, isId } from '@firmament/kit/ids';
import { MailMember } from '../directory/directory.entity.js';
import { write } from '../letter/letter.rules.js';
import { firmOf } from '../message/appointment-words.js';
import { queueMessage } from '../message/queue-message.js';
import { portsOf, settingsOf } from '../ports.js';
import { Notification } from './notification.entity.js';
import { NotificationConnection } from './notification.resolver.js';
import { NotificationPreference, NotifyUserInput, NotifyUserPayload, SetNotificationPreferenceInput } from './notify.inputs.js';

/** Who is told: the named person while they are of the firm, else its owner; a notice to nobody would be lost silently. */
async function readerOf(ctx: Ctx, wanted: string | null | undefined): Promise<MailMember> {
  if (wanted && !isId('usr', wanted)) throw new Invalid('COMMUNICATIONS_USER', 'This is nobody’s id.', 'input.userId');
  const named = wanted ? await ctx.em.findOne(MailMember, { id: wanted }) : null;
  if (wanted && !named) throw new NotFound('This person is not of the firm.', 'input.userId');
  if (named?.active) return named;
  const firm = await firmOf(ctx);
  const owner = await ctx.em.findOne(MailMember, { id: firm.ownerUserId });
  if (!owner) throw new NotFound('The owner of the firm is not known here yet.', 'input.userId');
  return owner;
}

async function byMail(ctx: Ctx, userId: string): Promise<boolean> {
  const [row] = await ctx.sql<{ by_mail: boolean }>('select by_mail from communications.notification_preferences where user_id = $1', [idToUuid(userId)]);
  return row?.by_mail ?? true;
}

const keyOf = (input: NotifyUserInput): string => `told:${input.dedupeKey}`;

async function mail(ctx: Ctx, reader: MailMember, input: NotifyUserInput): Promise<void> {
  const firm = await firmOf(ctx);
  const letter = write({ subject: input.subject, lines: [{ text: input.text }, { link: settingsOf(ctx).FIRMAMENT_PUBLIC_URL, label: 'Open Firmament' }], signature: firm.name });
  await queueMessage(ctx, { dedupeKey: keyOf(input), kind: 'notification', about: input.about?.id ?? null, to: { address: reader.email, name: reader.name }, letter, notifyUserId: reader.id });
}

/** Telling the firm's people. */
@Resolver(() => Notification)
export class NotifyResolver {
  @Authorized('communications.notification.send')
  @Action()
  @Mutation(() => NotifyUserPayload, { description: 'Tells a member of the firm something, once: in the app, and by mail unless they said no to that.' })
  async notifyUser(@Arg('input', () => NotifyUserInput, { description: 'Whom and what.' }) input: NotifyUserInput, @Context() ctx: Ctx): Promise<NotifyUserPayload> {
    const reader = await readerOf(ctx, input.userId);
    const before = await ctx.sql('select 1 from communications.notifications where dedupe_key = $1', [keyOf(input)]);
    await portsOf(ctx).notifier.notify(ctx, { dedupeKey: keyOf(input), userId: reader.id, kind: 'notification', title: input.subject, body: input.text, about: input.about?.id ?? null, aboutKind: input.about?.kind ?? null, clientId: null });
    const told = before.length === 0;
    if (told && (await byMail(ctx, reader.id))) await mail(ctx, reader, input);
    const notification = await ctx.em.findOneOrFail(Notification, { dedupeKey: keyOf(input) });
    return { notification, told };
  }

  @Authorized('communications.notification.view')
  @Query(() => NotificationConnection, { description: 'One’s own notices, unread and read, the latest first.' })
  async myNotifications(@Args(() => PageArgs) page: PageArgs, @Context() ctx: Ctx): Promise<Page<Notification>> {
    if (!isId('usr', ctx.actor.id)) throw new NotFound();
    return ctx.read.page(Notification, { userId: ctx.actor.id }, { first: page.first, after: page.after ?? null, orderBy: { createdAt: 'DESC' } });
  }

  @Authorized('communications.notification.view')
  @Mutation(() => NotificationPreference, { description: 'Says whether one’s own notices come by mail, too.' })
  async setNotificationPreference(@Arg('input', () => SetNotificationPreferenceInput, { description: 'How.' }) input: SetNotificationPreferenceInput, @Context() ctx: Ctx): Promise<NotificationPreference> {
    if (!isId('usr', ctx.actor.id)) throw new NotFound();
    await ctx.sql(
      `insert into communications.notification_preferences (tenant_id, user_id, by_mail) values (sec.tenant_id(), $1, $2) on conflict (tenant_id, user_id) do update set by_mail = excluded.by_mail`,
      [idToUuid(ctx.actor.id), input.byMail]);
    return { byMail: input.byMail };
  }
}
