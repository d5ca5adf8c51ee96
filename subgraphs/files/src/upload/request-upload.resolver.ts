import { Arg, Authorized, Ctx as Context, ID, Mutation, Query, Resolver } from 'type-graphql';
import { idToUuid, isId } from '@firmament/events';
import { Audience, NotFound, Tenantless, type Ctx } from '@firmament/kit';
import { readToken } from '../link-secret.js';
import { enterByLink, pageOf } from '../request/request-by-link.js';
import type { RequestLink } from '../request/request.entity.js';
import { FileRequestByLink } from '../request/request.types.js';
import { begin, lineGoal } from './begin.js';
import { addresses, complete, giveUp } from './steps.js';
import { Upload } from './upload.entity.js';
import { BeginRequestUploadInput, CompleteRequestUploadInput, PresignRequestUploadPartsInput, RequestLinkInput, RequestUploadIdInput, UploadPartAddress } from './upload.inputs.js';

/** The link by which somebody comes in; null for somebody who is signed in. */
const doorOf = (ctx: Ctx, link: RequestLinkInput | null | undefined): Promise<RequestLink> | null => {
  if (link?.token) return enterByLink(ctx, link);
  if (ctx.actor.kind === 'public') throw new NotFound('This link is not known here.');
  return null;
};

/** The upload that this person began: by a link only what came by a link of the same request. */
async function ownUpload(ctx: Ctx, input: RequestUploadIdInput): Promise<Upload> {
  const door = await doorOf(ctx, input.link);
  const upload = await ctx.load(Upload, input.uploadId);
  if (upload.itemId === null || (door && upload.linkId !== door.id)) throw new NotFound();
  return upload;
}

/** Handing in files for a line of a request, with or without signing in. Only adding is possible: nothing that others sent can be listed or read. */
@Resolver(() => Upload)
export class RequestUploadResolver {
  @Tenantless()
  @Authorized('files.link.use')
  @Audience('public', 'portal')
  @Query(() => FileRequestByLink, { description: 'What the page behind an upload link may show. A link that is over is refused with its reason and `gone: true`.' })
  requestByLink(
    @Arg('token', () => String, { description: 'The secret from the address.' }) token: string, @Context() ctx: Ctx,
    @Arg('passcode', () => String, { nullable: true, description: 'The passcode, where the link asks for one.' }) passcode?: string | null,
  ): Promise<FileRequestByLink> { return pageOf(ctx, { token, passcode: passcode ?? null }); }

  @Tenantless()
  @Authorized('files.link.use')
  @Audience('public')
  @Query(() => Upload, { description: 'An upload that was begun by this link: how far it is, and which parts are missing.' })
  async requestUpload(@Arg('id', () => ID, { description: 'The upload.' }) id: string, @Arg('token', () => String, { description: 'The secret from the address.' }) token: string, @Context() ctx: Ctx): Promise<Upload> {
    const { firm, tokenHash } = readToken(token);
    await ctx.enterTenant(firm);
    const [row] = isId('upl', id) ? await ctx.read.sql<{ state: Upload['state']; reason: string | null; name: string; size: string; part_size: number; storage_key: string; storage_upload_id: string; expires_at: Date; version: number }>(
      'select * from files.upload_behind($1, $2)', [tokenHash, idToUuid(id)]) : [];
    if (!row) throw new NotFound();
    return Object.assign(Object.create(Upload.prototype as object) as Upload, {
      id, state: row.state, reason: row.reason, name: row.name, size: Number(row.size), partSize: row.part_size, storageKey: row.storage_key, storageUploadId: row.storage_upload_id, expiresAt: row.expires_at, version: row.version, fileId: null,
    });
  }

  @Tenantless()
  @Authorized('files.link.use')
  @Audience('public', 'portal')
  @Mutation(() => Upload, { description: 'Begins an upload into a line of a request.' })
  async beginRequestUpload(@Arg('input', () => BeginRequestUploadInput, { description: 'What, and for which line.' }) input: BeginRequestUploadInput, @Context() ctx: Ctx): Promise<Upload> {
    return begin(ctx, input, await lineGoal(ctx, input.itemId, await doorOf(ctx, input.link)));
  }

  @Tenantless()
  @Authorized('files.link.use')
  @Audience('public', 'portal')
  @Mutation(() => [UploadPartAddress], { description: 'Addresses for parts of an open upload into a line, for five minutes.' })
  async presignRequestUploadParts(@Arg('input', () => PresignRequestUploadPartsInput, { description: 'Which parts.' }) input: PresignRequestUploadPartsInput, @Context() ctx: Ctx): Promise<UploadPartAddress[]> {
    return addresses(ctx, await ownUpload(ctx, input), input.numbers);
  }

  @Tenantless()
  @Authorized('files.link.use')
  @Audience('public', 'portal')
  @Mutation(() => Upload, { description: 'Says that all parts are sent. The line is received when the file was checked.' })
  async completeRequestUpload(@Arg('input', () => CompleteRequestUploadInput, { description: 'Which, and its parts.' }) input: CompleteRequestUploadInput, @Context() ctx: Ctx): Promise<Upload> {
    return complete(ctx, await ownUpload(ctx, input), input.parts);
  }

  @Tenantless()
  @Authorized('files.link.use')
  @Audience('public', 'portal')
  @Mutation(() => Upload, { description: 'Gives an upload into a line up.' })
  async abortRequestUpload(@Arg('input', () => RequestUploadIdInput, { description: 'Which.' }) input: RequestUploadIdInput, @Context() ctx: Ctx): Promise<Upload> { return giveUp(ctx, await ownUpload(ctx, input)); }
}
