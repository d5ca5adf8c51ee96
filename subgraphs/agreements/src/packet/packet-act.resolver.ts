import { Arg, Authorized, Ctx as Context, Mutation, Resolver } from 'type-graphql';
import { packetExtended } from '@firmament/events';
import { Action, type Ctx } from '@firmament/kit';
import { OfferInvalid } from '../errors.js';
import { signatoriesOf } from '../party/signatories.js';
import { Errand } from './errand.entity.js';
import { sendErrand } from './errands.js';
import { endPacket, holdPacket, packetPlace, tellProviderItIsOver, watchExpiry, type HeldPacket } from './packet-flow.js';
import { SignaturePacket } from './packet.entity.js';
import { CancelPacketInput, CreatePacketInput, ExtendPacketInput, PacketIdInput, ReviseAndResendPacketInput, SwitchPacketProviderInput, type PacketRecipientInput } from './packet.inputs.js';
import { documentsOf, putTogether, sendOut, wayOf } from './write-packet.js';

/** The same people again; whoever was replaced stays away. */
const samePeople = ({ people }: HeldPacket): PacketRecipientInput[] =>
  people.filter((one) => one.state !== 'REPLACED').map(({ role, order, name, email, contactId }) => ({ role, order, name, email, contactId, expiresAt: null }));

/** A try to send it may have reached the service, even if nobody heard back: then it must be taken back there too. */
async function takeBackThere(ctx: Ctx, packet: SignaturePacket, reason: string): Promise<void> {
  const tried = await ctx.em.findOne(Errand, { packetId: packet.id, kind: 'SEND', tries: { $gt: 0 }, doneAt: null }, { orderBy: { id: 'DESC' } });
  if (packet.providerRef === null && tried) await sendErrand(ctx, packet, 'CANCEL', { ...tried.matter, reason });
  else await tellProviderItIsOver(ctx, packet, reason);
}

/** What the firm does with packets. */
@Resolver(() => SignaturePacket)
export class PacketActResolver {
  @Authorized('agreements.packet.edit')
  @Action()
  @Mutation(() => SignaturePacket, { description: 'Puts the newest versions of agreements together for signing. Nobody has them yet.' })
  async createPacket(@Arg('input', () => CreatePacketInput, { description: 'What, and who signs.' }) input: CreatePacketInput, @Context() ctx: Ctx): Promise<SignaturePacket> {
    const { agreement, documents } = await documentsOf(ctx, input.agreementIds);
    return (await putTogether(ctx, { agreement, documents, terms: input, recipients: input.recipients ?? await signatoriesOf(ctx, agreement.clientId), previous: null })).packet;
  }

  @Authorized('agreements.packet.send')
  @Action()
  @Mutation(() => SignaturePacket, { description: 'Sends a packet to its signing service, which is tried until it takes it. Said again while it is on its way, it changes nothing.' })
  async sendPacket(@Arg('input', () => PacketIdInput, { description: 'Which.' }) input: PacketIdInput, @Context() ctx: Ctx): Promise<SignaturePacket> {
    const { packet } = await holdPacket(ctx, input.packetId);
    if (packet.state === 'SENDING' || packet.state === 'SENT') return packet;
    packet.demand(['DRAFT'], 'This packet was sent already.');
    await sendOut(ctx, packet);
    return packet;
  }

  @Authorized('agreements.packet.send')
  @Action()
  @Mutation(() => SignaturePacket, { description: 'Takes a packet back. Said again, it changes nothing.' })
  async cancelPacket(@Arg('input', () => CancelPacketInput, { description: 'Which, and why.' }) input: CancelPacketInput, @Context() ctx: Ctx): Promise<SignaturePacket> {
    const held = await holdPacket(ctx, input.packetId);
    const { packet } = held;
    if (packet.state === 'VOIDED') return packet;
    packet.demand(['DRAFT', 'SENDING', 'SENT', 'PARTIALLY_SIGNED'], 'This packet is over; there is nothing to take back.');
    await takeBackThere(ctx, packet, input.reason ?? 'The firm took it back.');
    await endPacket(ctx, held, { state: 'VOIDED', by: ctx.actor.name ?? null, reason: input.reason ?? null });
    return packet;
  }

  @Authorized('agreements.packet.send')
  @Action()
  @Mutation(() => SignaturePacket, { description: 'Gives more time to sign. One whose time was over goes out again as a new revision, which is answered.' })
  async extendPacket(@Arg('input', () => ExtendPacketInput, { description: 'Which, and until when.' }) input: ExtendPacketInput, @Context() ctx: Ctx): Promise<SignaturePacket> {
    const held = await holdPacket(ctx, input.packetId);
    const { packet } = held;
    if (input.expiresAt <= ctx.now) throw new OfferInvalid('its time would be over already', 'input.expiresAt');
    packet.demand(['DRAFT', 'SENDING', 'SENT', 'PARTIALLY_SIGNED', 'EXPIRED'], 'This packet is over.');
    if (packet.state === 'EXPIRED') return this.#again(ctx, held, { packetId: packet.id, expiresAt: input.expiresAt, remindAfterDays: packet.remindAfterDays, remindEveryDays: packet.remindEveryDays });
    packet.expiresAt = input.expiresAt;
    for (const person of held.people) person.expiresAt = null;
    if (packet.sentAt !== null) await watchExpiry(ctx, held);
    ctx.emit(packetExtended, { ...packet.facts, expiresAt: input.expiresAt.toISOString() }, packetPlace(packet));
    return packet;
  }

  @Authorized('agreements.packet.send')
  @Action()
  @Mutation(() => SignaturePacket, { description: 'Sends what was declined, expired or taken back once more, as a revision that remembers the one before it.' })
  async reviseAndResendPacket(@Arg('input', () => ReviseAndResendPacketInput, { description: 'Which, and what is different.' }) input: ReviseAndResendPacketInput, @Context() ctx: Ctx): Promise<SignaturePacket> {
    return this.#again(ctx, await holdPacket(ctx, input.packetId), input);
  }

  @Authorized('agreements.packet.send')
  @Mutation(() => SignaturePacket, { description: 'Sends a packet that does not get through by another signing service. What the first one may have is taken back there.' })
  async switchPacketProvider(@Arg('input', () => SwitchPacketProviderInput, { description: 'Which, and by whom.' }) input: SwitchPacketProviderInput, @Context() ctx: Ctx): Promise<SignaturePacket> {
    const { packet } = await holdPacket(ctx, input.packetId);
    packet.demand(['DRAFT', 'SENDING'], 'The signing service has this packet already. Take it back first.');
    const { provider, connectionId } = await wayOf(ctx, input.provider);
    if (provider === packet.provider) return packet;
    if (packet.state === 'SENDING') await takeBackThere(ctx, packet, 'It goes by another service.');
    Object.assign(packet, { provider, connectionId, reference: null, problem: null });
    if (packet.state === 'SENDING') await sendErrand(ctx, packet, 'SEND');
    return packet;
  }

  async #again(ctx: Ctx, held: HeldPacket, input: ReviseAndResendPacketInput): Promise<SignaturePacket> {
    const { packet } = held;
    packet.demand(['DECLINED', 'EXPIRED', 'VOIDED'], 'This packet is not over: it needs no revision.');
    const { agreement, documents } = await documentsOf(ctx, packet.documents.map((one) => one.agreementId));
    const next = await putTogether(ctx, { agreement, documents, terms: { ...input, message: input.message ?? packet.message }, recipients: input.recipients ?? samePeople(held), previous: packet });
    await sendOut(ctx, next.packet);
    return next.packet;
  }
}
