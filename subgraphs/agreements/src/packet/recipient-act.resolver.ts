import { Arg, Authorized, Ctx as Context, Mutation, Resolver } from 'type-graphql';
import { recipientReassigned } from '@firmament/events';
import { isId, NotFound, type Ctx } from '@firmament/kit';
import { notAnyMore } from '../due.js';
import { PacketState as NotInThisState, RecipientsInvalid } from '../errors.js';
import { sendErrand } from './errands.js';
import { holdPacket, inviteNext, personFacts, personPlace, type HeldPacket } from './packet-flow.js';
import { ReplaceRecipientInput } from './packet.inputs.js';
import { isOpen, peopleFault } from './packet.rules.js';
import { PacketRecipient } from './recipient.entity.js';

async function inHand(ctx: Ctx, recipientId: string): Promise<{ held: HeldPacket; wrong: PacketRecipient }> {
  const found = await ctx.em.findOne(PacketRecipient, { id: recipientId });
  if (!found) throw new NotFound();
  const held = await holdPacket(ctx, found.packetId);
  const wrong = held.people.find((one) => one.id === recipientId);
  if (!wrong) throw new NotFound();
  held.packet.demand(['DRAFT', 'SENT', 'PARTIALLY_SIGNED'], 'Nobody can be replaced in this packet at this moment.');
  if (!['WAITING', 'INVITED', 'VIEWED'].includes(wrong.state)) throw new NotInThisState(held.packet.state, 'This person has answered already, or was replaced.');
  return { held, wrong };
}

/** What the firm does about people of packets. */
@Resolver(() => PacketRecipient)
export class RecipientActResolver {
  @Authorized('agreements.packet.send')
  @Mutation(() => PacketRecipient, { description: 'Lets another person sign in place of one who was named wrongly. What others signed stays; the right person is answered.' })
  async replaceRecipient(@Arg('input', () => ReplaceRecipientInput, { description: 'Who, and by whom.' }) input: ReplaceRecipientInput, @Context() ctx: Ctx): Promise<PacketRecipient> {
    const { held, wrong } = await inHand(ctx, input.recipientId);
    const { packet, people } = held;
    if (input.contactId && !isId('con', input.contactId)) throw new RecipientsInvalid('this is no contact');
    const email = input.email.trim().toLowerCase();
    const fault = peopleFault([...people.filter((one) => one.id !== wrong.id && one.state !== 'REPLACED'), { role: wrong.role, order: wrong.order, email }]);
    if (fault !== null) throw new RecipientsInvalid(fault);
    const right = ctx.em.create(PacketRecipient, {
      id: ctx.newId('rcp'), tenantId: packet.tenantId, version: 1, clientId: packet.clientId, packetId: packet.id, contactId: input.contactId ?? null, providerRef: null, role: wrong.role, order: wrong.order, name: input.name.trim(), email, state: 'WAITING',
      replacedById: null, reason: null, remindersSent: 0, expiresAt: wrong.expiresAt, invitedAt: null, viewedAt: null, signedAt: null,
    });
    ctx.em.persist(right);
    Object.assign(wrong, { state: 'REPLACED', replacedById: right.id });
    await notAnyMore(ctx, 'remind', wrong.id);
    ctx.emit(recipientReassigned, { ...personFacts(packet, right), email, replacedRecipientId: wrong.id, replacedName: wrong.name, reason: input.reason ?? null }, personPlace(right));
    if (!isOpen(packet.state)) return right;
    await sendErrand(ctx, packet, 'REPLACE', { recipientId: right.id, replacedRecipientId: wrong.id });
    await inviteNext(ctx, { packet, people: [...people, right] });
    return right;
  }
}
