import { Arg, Authorized, Ctx as Context, Mutation, Resolver } from 'type-graphql';
import { Audience, isId, NotFound, type Ctx } from '@firmament/kit';
import { LockMode } from '@mikro-orm/core';
import { CannotSignNow, OnlyWhoIsAsked, OtherConsent } from '../errors.js';
import { lookSoon } from '../packet/look-soon.js';
import { holdPacket } from '../packet/packet-flow.js';
import { PortalPerson } from '../party/portal-person.entity.js';
import { decline, look, put } from '../signing/built-in/ceremony.js';
import type { CeremonyRecipient, CeremonyStanding } from '../signing/built-in/ceremony.types.js';
import { SigningCeremony } from './ceremony.entity.js';
import type { KeptMark } from './kept-ceremony.types.js';
import { markOf, valuesOf } from './marks.js';
import { consentOf, whyNot } from './may-sign.js';
import { Signing } from './signing.graph.js';
import { DeclineSigningInput, SigningInput, SignPacketInput } from './signing.inputs.js';
import { builtIn, mineOf, type SigningView } from './signing-view.js';

/** A person with their part of a ceremony in hand. */
interface Hand { readonly view: SigningView; readonly email: string | null; readonly ceremony: SigningCeremony; readonly standing: CeremonyStanding<KeptMark>; readonly there: CeremonyRecipient<KeptMark> }

/** Packet and ceremony are locked, in this order: whoever takes a packet back and whoever signs it take turns. */
async function viewed(ctx: Ctx, packetId: string): Promise<{ view: SigningView; email: string | null }> {
  if (ctx.actor.kind !== 'portal') throw new OnlyWhoIsAsked();
  if (!isId('pkt', packetId)) throw new NotFound();
  const { packet, people } = await holdPacket(ctx, packetId);
  const person = await ctx.em.findOne(PortalPerson, { id: ctx.actor.id });
  const me = mineOf(people, person);
  if (!me) throw new NotFound();
  const ceremony = packet.provider === builtIn ? await ctx.em.findOne(SigningCeremony, { packetId: packet.id }, { orderBy: { sentAt: 'DESC', id: 'DESC' }, lockMode: LockMode.PESSIMISTIC_WRITE }) : null;
  return { view: { packet, people, me, ceremony }, email: person?.email ?? null };
}

async function inHand(ctx: Ctx, packetId: string): Promise<Hand> {
  const { view, email } = await viewed(ctx, packetId);
  const hindrance = whyNot(view, ctx.now);
  if (hindrance) throw new CannotSignNow(hindrance.reason, hindrance.sentence, view.packet.state);
  const { ceremony, me } = view;
  const standing = ceremony?.standing;
  const there = standing?.recipients.find((one) => one.ref === me.providerRef);
  if (!ceremony || !standing || !there) throw new NotFound();
  return { view, email, ceremony, standing, there };
}

/** What people do about what they are asked to sign. The act is written down here; the sealing follows when nothing is open. */
@Resolver(() => Signing)
export class SigningActResolver {
  @Authorized('agreements.packet.sign')
  @Audience('portal')
  @Mutation(() => Signing, { description: 'The person who is asked opened the documents. Said again, or when it is signed elsewhere or over, it changes nothing.' })
  async viewSigning(@Arg('input', () => SigningInput, { description: 'Which.' }) input: SigningInput, @Context() ctx: Ctx): Promise<Signing> {
    const { view: { packet, me, ceremony } } = await viewed(ctx, input.packetId);
    const standing = ceremony?.standing;
    const there = standing?.recipients.find((one) => one.ref === me.providerRef);
    if (ceremony && standing?.state === 'OPEN' && there?.state === 'NOTIFIED') {
      look(there, ctx.now);
      ceremony.keep(standing);
      await lookSoon(ctx, packet.id);
    }
    return { id: me.id };
  }

  @Authorized('agreements.packet.sign')
  @Audience('portal')
  @Mutation(() => Signing, { description: 'The person who is asked signs or approves. Nobody signs for another one, out of turn, twice, or after the end.' })
  async signPacket(@Arg('input', () => SignPacketInput, { description: 'Which, and how.' }) input: SignPacketInput, @Context() ctx: Ctx): Promise<Signing> {
    const { view, email, ceremony, standing, there } = await inHand(ctx, input.packetId);
    const consent = consentOf(view);
    if (input.consent !== consent) throw new OtherConsent();
    const values = valuesOf(input.values, there);
    const mark = await markOf(ctx, input.mark, { there, packetId: view.packet.id });
    const identity = `signed in to the client portal${ctx.actor.name ? ` as ${ctx.actor.name}` : ''}${email ? `, by a link sent to ${email}` : ''}`;
    put(standing, there, { at: ctx.now, identity, consent, ipHash: ctx.meta.ipHash ?? 'not known', mark, values });
    ceremony.keep(standing);
    await lookSoon(ctx, view.packet.id);
    return { id: view.me.id };
  }

  @Authorized('agreements.packet.sign')
  @Audience('portal')
  @Mutation(() => Signing, { description: 'The person who is asked says no, and why. Then nobody can sign this packet any more.' })
  async declineSigning(@Arg('input', () => DeclineSigningInput, { description: 'Which, and why.' }) input: DeclineSigningInput, @Context() ctx: Ctx): Promise<Signing> {
    const { view, ceremony, standing, there } = await inHand(ctx, input.packetId);
    decline(standing, there, { reason: input.reason.trim(), at: ctx.now });
    ceremony.keep(standing);
    await lookSoon(ctx, view.packet.id);
    return { id: view.me.id };
  }
}
