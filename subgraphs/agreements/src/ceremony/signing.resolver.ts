import { Arg, Authorized, Ctx as Context, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Audience, DateTimeScalar, isId, NotFound, type Ctx } from '@firmament/kit';
import { DocumentDownload } from '../agreement/agreement-version.resolver.js';
import { OnlyWhoIsAsked } from '../errors.js';
import { PacketState } from '../packet/packet.entity.js';
import type { PacketStanding, RecipientStanding, Role } from '../packet/packet.types.js';
import { PacketRecipient, RecipientRole, RecipientState } from '../packet/recipient.entity.js';
import { KnownPerson } from '../party/known-person.entity.js';
import { portsOf } from '../ports.js';
import { filledFields } from './filled-fields.js';
import { consentOf, wayElsewhere, whyNot } from './may-sign.js';
import { Signing, SigningDocument, SigningField, SigningPerson, SigningPlace } from './signing.graph.js';
import { builtIn, inCeremony, isSomebody, mineOf, seen, standingOf } from './signing-view.js';

/** Among those of the same turn, whoever has more to do comes first. */
const asked = ['SIGNER', 'APPROVER', 'VIEWER', 'COPY'];

/** What a person is asked to sign, of the client in the portal or of the firm itself. They see their own part of a packet, and of the others how far they are. */
@Resolver(() => Signing)
export class SigningResolver {
  @Authorized('agreements.packet.sign')
  @Audience('portal')
  @Query(() => Signing, { description: 'What the person who looks is asked to sign in a packet.' })
  async mySigning(@Arg('packetId', () => ID, { description: 'The packet.' }) packetId: string, @Context() ctx: Ctx): Promise<Signing> {
    if (!isSomebody(ctx.actor.kind)) throw new OnlyWhoIsAsked();
    if (!isId('pkt', packetId)) throw new NotFound();
    const me = mineOf(await ctx.read.children(PacketRecipient, 'packetId', packetId), await ctx.read.one(KnownPerson, { knownAs: ctx.actor.id }));
    if (!me) throw new NotFound();
    return { id: me.id };
  }

  @FieldResolver(() => ID, { description: 'The packet.' })
  async packetId(@Root() { id }: Signing, @Context() ctx: Ctx): Promise<string> { return (await seen(ctx, id)).packet.id; }

  @FieldResolver(() => RecipientRole, { description: 'What the person is asked for.' })
  async role(@Root() { id }: Signing, @Context() ctx: Ctx): Promise<Role> { return (await seen(ctx, id)).me.role; }

  @FieldResolver(() => RecipientState, { description: 'Where the person stands.' })
  async state(@Root() { id }: Signing, @Context() ctx: Ctx): Promise<RecipientStanding> { const { ceremony, me } = await seen(ctx, id); return standingOf(ceremony, me); }

  @FieldResolver(() => PacketState, { description: 'Where the packet stands. It hears of a signature a moment after it was given.' })
  async packetState(@Root() { id }: Signing, @Context() ctx: Ctx): Promise<PacketStanding> { return (await seen(ctx, id)).packet.state; }

  @FieldResolver(() => Boolean, { description: 'True when the person can sign, approve or decline here and now.' })
  async mayActNow(@Root() { id }: Signing, @Context() ctx: Ctx): Promise<boolean> { return whyNot(await seen(ctx, id), ctx.now) === null; }

  @FieldResolver(() => String, { nullable: true, description: 'Why not, in a sentence.' })
  async whyNotYet(@Root() { id }: Signing, @Context() ctx: Ctx): Promise<string | null> { return whyNot(await seen(ctx, id), ctx.now)?.sentence ?? null; }

  @FieldResolver(() => SigningPlace, { description: 'Where it is signed.' })
  async where(@Root() { id }: Signing, @Context() ctx: Ctx): Promise<SigningPlace> { return (await seen(ctx, id)).packet.provider === builtIn ? 'HERE' : 'ELSEWHERE'; }

  @FieldResolver(() => String, { nullable: true, description: 'Where it is signed elsewhere: how to get there, in a sentence.' })
  async wayThere(@Root() { id }: Signing, @Context() ctx: Ctx): Promise<string | null> { return (await seen(ctx, id)).packet.provider === builtIn ? null : wayElsewhere; }

  @FieldResolver(() => String, { description: 'What it is about.' })
  async title(@Root() { id }: Signing, @Context() ctx: Ctx): Promise<string> { return (await seen(ctx, id)).packet.title; }

  @FieldResolver(() => String, { nullable: true, description: 'A word of the firm to the people who sign.' })
  async message(@Root() { id }: Signing, @Context() ctx: Ctx): Promise<string | null> { return (await seen(ctx, id)).packet.message; }

  @FieldResolver(() => DateTimeScalar, { nullable: true, description: 'Until when this person can sign.' })
  async expiresAt(@Root() { id }: Signing, @Context() ctx: Ctx): Promise<Date | null> { const { packet, me } = await seen(ctx, id); return me.expiresAt ?? packet.expiresAt; }

  @FieldResolver(() => String, { description: 'The sentence that the person agrees to; `signPacket` takes it letter by letter.' })
  async consent(@Root() { id }: Signing, @Context() ctx: Ctx): Promise<string> { return consentOf(await seen(ctx, id)); }

  @FieldResolver(() => [SigningDocument], { description: 'What is signed, as it went out.' })
  async documents(@Root() { id }: Signing, @Context() ctx: Ctx): Promise<SigningDocument[]> {
    const { packet, ceremony } = await seen(ctx, id);
    const links = portsOf(ctx).documents;
    return Promise.all(packet.documents.map(async ({ key, name, sha256 }, at) => ({ id: String(at), name, sha256, pages: ceremony?.documents[at]?.pages ?? null, download: await links.downloadUrl(key, name) })));
  }

  @FieldResolver(() => [SigningField], { description: 'The places that this person fills by signing here; none where it is signed elsewhere.' })
  async fields(@Root() { id }: Signing, @Context() ctx: Ctx): Promise<SigningField[]> {
    const { ceremony, me } = await seen(ctx, id);
    const there = inCeremony(ceremony, me);
    return there ? filledFields(there) : [];
  }

  @FieldResolver(() => [SigningPerson], { description: 'Who signs, in the order of their turns, and how far they are.' })
  async people(@Root() { id }: Signing, @Context() ctx: Ctx): Promise<SigningPerson[]> {
    const { people, ceremony, me } = await seen(ctx, id);
    return people.filter((one) => one.state !== 'REPLACED').sort((a, b) => a.order - b.order || asked.indexOf(a.role) - asked.indexOf(b.role)).map((one) => ({ name: one.name, role: one.role, order: one.order, state: standingOf(ceremony, one), isMe: one.id === me.id }));
  }

  @FieldResolver(() => DateTimeScalar, { nullable: true, description: 'When the person signed or approved.' })
  async signedAt(@Root() { id }: Signing, @Context() ctx: Ctx): Promise<Date | null> { const { ceremony, me } = await seen(ctx, id); return me.signedAt ?? inCeremony(ceremony, me)?.doneAt ?? null; }

  @FieldResolver(() => String, { nullable: true, description: 'Why the person would not sign.' })
  async declinedReason(@Root() { id }: Signing, @Context() ctx: Ctx): Promise<string | null> { const { ceremony, me } = await seen(ctx, id); return me.state === 'DECLINED' ? me.reason : (inCeremony(ceremony, me)?.reason ?? null); }

  @FieldResolver(() => DocumentDownload, { nullable: true, description: 'Fetches the signed document; null until all have signed.' })
  async signedDownload(@Root() { id }: Signing, @Context() ctx: Ctx): Promise<DocumentDownload | null> {
    const { packet } = await seen(ctx, id);
    return packet.signedDocument ? portsOf(ctx).documents.downloadUrl(packet.signedDocument.key, `${packet.title} (signed).pdf`) : null;
  }

  @FieldResolver(() => DocumentDownload, { nullable: true, description: 'Fetches the page that tells how it was signed; null until all have signed, and where it is part of the signed document.' })
  async certificateDownload(@Root() { id }: Signing, @Context() ctx: Ctx): Promise<DocumentDownload | null> {
    const { packet } = await seen(ctx, id);
    return packet.certificate ? portsOf(ctx).documents.downloadUrl(packet.certificate.key, `${packet.title} (certificate).pdf`) : null;
  }
}
