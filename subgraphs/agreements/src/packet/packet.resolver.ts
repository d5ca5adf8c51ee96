import { IsOptional, Matches } from 'class-validator';
import { Arg, Args, ArgsType, Authorized, Ctx as Context, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { Audience, connectionOf, isId, NotFound, PageArgs, type Ctx, type Page } from '@firmament/kit';
import { Agreement } from '../agreement/agreement.entity.js';
import { DocumentDownload } from '../agreement/agreement-version.resolver.js';
import { portsOf } from '../ports.js';
import { ClientRef } from '../stubs.js';
import { clientIdPattern } from '../text.rules.js';
import { PacketState, SignaturePacket } from './packet.entity.js';
import type { PacketStanding } from './packet.types.js';
import { PacketRecipient } from './recipient.entity.js';

/** A page of packets. */
@ObjectType({ description: 'A page of packets.' })
export class SignaturePacketConnection extends connectionOf(SignaturePacket) {}

@ObjectType({ description: 'A document of a packet.' })
@Audience('portal')
export class PacketDocumentRow {
  @Field(() => String, { description: 'Its name.' }) name!: string;
  @Field(() => String, { description: 'SHA-256 of what is signed, in hex.' }) sha256!: string;
  @Field(() => Int, { description: 'Size in bytes.' }) size!: number;
  @Field(() => DocumentDownload, { nullable: true, description: 'Fetches it as it went out, before signatures.' }) download!: DocumentDownload | null;
}

@ArgsType()
export class PacketListArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only packets of this client.' }) @IsOptional() @Matches(clientIdPattern, { message: 'this is not the id of a client' }) clientId?: string | null;
  @Field(() => [PacketState], { nullable: true, description: 'Only in one of these places.' }) states?: PacketStanding[] | null;
}

/** Packets as people read them. */
@Resolver(() => SignaturePacket)
export class PacketResolver {
  @Authorized('agreements.packet.view')
  @Audience('portal')
  @Query(() => SignaturePacket, { description: 'A packet.' })
  async signaturePacket(@Arg('id', () => ID, { description: 'The packet.' }) id: string, @Context() ctx: Ctx): Promise<SignaturePacket> {
    return (isId('pkt', id) ? await ctx.read.load(SignaturePacket, id) : null) ?? Promise.reject(new NotFound());
  }

  @Authorized('agreements.packet.view')
  @Audience('portal')
  @Query(() => SignaturePacketConnection, { description: 'Packets, the newest on top.' })
  signaturePackets(@Args(() => PacketListArgs) args: PacketListArgs, @Context() ctx: Ctx): Promise<Page<SignaturePacket>> {
    const where = { ...(args.clientId ? { clientId: args.clientId } : {}), ...(args.states ? { state: { $in: args.states } } : {}) };
    return ctx.read.page(SignaturePacket, where, { first: args.first, after: args.after ?? null, orderBy: { createdAt: 'DESC' } });
  }

  @FieldResolver(() => ClientRef, { nullable: true, description: 'The client.' })
  client(@Root() packet: SignaturePacket): ClientRef { return Object.assign(new ClientRef(), { id: packet.clientId }); }

  @Audience('portal')
  @FieldResolver(() => Agreement, { nullable: true, description: 'The agreement that gave its title.' })
  agreement(@Root() packet: SignaturePacket, @Context() ctx: Ctx): Promise<Agreement | null> { return ctx.read.load(Agreement, packet.agreementId); }

  @Audience('portal')
  @FieldResolver(() => [PacketRecipient], { description: 'The people, in the order of their turns; those who were replaced too.' })
  recipients(@Root() packet: SignaturePacket, @Context() ctx: Ctx): Promise<PacketRecipient[]> { return ctx.read.children(PacketRecipient, 'packetId', packet.id, { orderBy: { order: 'ASC', id: 'ASC' } }); }

  @Audience('portal')
  @FieldResolver(() => [PacketDocumentRow], { description: 'What is signed.' })
  documents(@Root() packet: SignaturePacket, @Context() ctx: Ctx): Promise<PacketDocumentRow[]> {
    return Promise.all(packet.documents.map(async ({ key, name, sha256, size }) => ({ name, sha256, size, download: await portsOf(ctx).documents.downloadUrl(key, name) })));
  }

  @Audience('portal')
  @FieldResolver(() => DocumentDownload, { nullable: true, description: 'Fetches the signed document; null until all have signed.' })
  async signedDownload(@Root() packet: SignaturePacket, @Context() ctx: Ctx): Promise<DocumentDownload | null> {
    return packet.signedDocument ? portsOf(ctx).documents.downloadUrl(packet.signedDocument.key, `${packet.title} (signed).pdf`) : null;
  }

  @FieldResolver(() => [String], { description: 'The signing services that could carry it instead.' })
  async otherProviders(@Root() packet: SignaturePacket, @Context() ctx: Ctx): Promise<string[]> {
    // Only what does not get through goes another way.
    if (packet.state !== 'DRAFT' && packet.state !== 'SENDING') return [];
    return (await portsOf(ctx).carrier.ways(ctx.read)).map((way) => way.provider).filter((one) => one !== packet.provider);
  }

  @FieldResolver(() => SignaturePacket, { nullable: true, description: 'The packet of which it is the revision.' })
  previous(@Root() packet: SignaturePacket, @Context() ctx: Ctx): Promise<SignaturePacket | null> { return ctx.read.load(SignaturePacket, packet.previousId); }
}

/** The packets of an agreement. */
@Resolver(() => Agreement)
export class AgreementPacketsResolver {
  @Audience('portal')
  @FieldResolver(() => [SignaturePacket], { nullable: true, description: 'The packets in which it went out, the newest first.' })
  packets(@Root() agreement: Agreement, @Context() ctx: Ctx): Promise<SignaturePacket[]> {
    ctx.demand('agreements.packet.view');
    return ctx.read.children(SignaturePacket, 'agreementId', agreement.id, { orderBy: { createdAt: 'DESC', id: 'DESC' }, limit: 50 });
  }
}
