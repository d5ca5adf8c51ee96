import { Arg, Authorized, Ctx as Context, Mutation, Resolver } from 'type-graphql';
import { shareLinkCreated, shareLinkOpened, shareLinkRevoked } from '@firmament/events';
import { Audience, Conflict, Invalid, NotFound, Tenantless, type Ctx } from '@firmament/kit';
import { LinkGone } from '../errors.js';
import { downloadOf } from '../file/file-answer.resolver.js';
import { FileObject } from '../file/file.entity.js';
import { CreateShareLinkInput, FileDownload, OpenShareLinkInput, ShareLinkIdInput } from '../file/file.inputs.js';
import { doerOf, note } from '../file/history.js';
import { demandPasscode, newToken, passcodeHash, publicUrl, readToken } from '../link-secret.js';
import { CreateShareLinkPayload, ShareLink } from './share-link.entity.js';

const day = 86_400_000;

function lifetime(ctx: Ctx, wanted: Date | null | undefined): Date {
  const expiresAt = wanted ?? new Date(ctx.now.getTime() + 14 * day);
  if (expiresAt <= ctx.now || expiresAt.getTime() > ctx.now.getTime() + 366 * day) throw new Invalid('FILES_LINK_EXPIRY', 'A link holds from now to a year at most.', 'input.expiresAt');
  return expiresAt;
}

/** Links to one file for somebody outside. */
@Resolver(() => ShareLink)
export class ShareLinkResolver {
  @Authorized('files.share.create')
  @Mutation(() => CreateShareLinkPayload, { description: 'Makes a link by which somebody outside can fetch this one file.' })
  async createShareLink(@Arg('input', () => CreateShareLinkInput, { description: 'Which, how long, and whether with a passcode.' }) input: CreateShareLinkInput, @Context() ctx: Ctx): Promise<CreateShareLinkPayload> {
    const file = await ctx.load(FileObject, input.fileId);
    if (file.trashedAt) throw new Conflict('FILES_TRASHED', 'This file lies in the trash.');
    file.demandOpenFor('outside');
    const { token, tokenHash } = newToken(ctx);
    const expiresAt = lifetime(ctx, input.expiresAt);
    const link = ctx.em.create(ShareLink, {
      id: ctx.newId('shl'), tenantId: file.tenantId, version: 1, clientId: file.clientId, fileId: file.id, tokenHash, passcodeHash: await passcodeHash(input.passcode), expiresAt, revokedAt: null, downloads: 0, createdAt: ctx.now, ...doerOf(ctx),
    });
    ctx.em.persist(link);
    note(ctx, file, { act: 'shared' });
    ctx.emit(shareLinkCreated, { shareId: link.id, fileId: file.id, clientId: file.clientId, name: file.name, expiresAt: expiresAt.toISOString(), passcode: link.passcodeHash !== null }, { aggregateId: link.id, clientId: file.clientId });
    return { link, file, url: publicUrl(ctx, `/shared/${token}`) };
  }

  @Authorized('files.share.create')
  @Mutation(() => ShareLink, { description: 'Takes a link back; from now on it opens nothing.' })
  async revokeShareLink(@Arg('input', () => ShareLinkIdInput, { description: 'Which.' }) input: ShareLinkIdInput, @Context() ctx: Ctx): Promise<ShareLink> {
    const link = await ctx.load(ShareLink, input.shareId);
    if (link.revokedAt) return link;
    link.revokedAt = ctx.now;
    const file = await ctx.em.findOneOrFail(FileObject, { id: link.fileId });
    note(ctx, file, { act: 'link revoked' });
    ctx.emit(shareLinkRevoked, { shareId: link.id, fileId: file.id, clientId: file.clientId, name: file.name }, { aggregateId: link.id, clientId: file.clientId });
    return link;
  }

  /** The bearer of the secret may fetch this one file, and nothing else. */
  @Tenantless()
  @Authorized('files.share.open')
  @Audience('public', 'portal')
  @Mutation(() => FileDownload, { description: 'Opens a link: a fresh address to fetch the file, for five minutes. Refused with the reason when the link is over.' })
  async openShareLink(@Arg('input', () => OpenShareLinkInput, { description: 'The link.' }) input: OpenShareLinkInput, @Context() ctx: Ctx): Promise<FileDownload> {
    const { firm, tokenHash } = readToken(input.token);
    await ctx.enterTenant(firm);
    await ctx.actAsSystem('the caller holds the secret of a link to a file');
    const link = await ctx.em.findOne(ShareLink, { tokenHash });
    if (!link) throw new NotFound('This link is not known here.');
    if (link.revokedAt) throw new LinkGone('FILES_LINK_REVOKED');
    if (link.expiresAt <= ctx.now) throw new LinkGone('FILES_LINK_EXPIRED');
    await demandPasscode(link.passcodeHash, input.passcode);
    const file = await ctx.em.findOneOrFail(FileObject, { id: link.fileId });
    if (file.trashedAt) throw new LinkGone('FILES_LINK_REVOKED');
    link.downloads += 1;
    note(ctx, file, { act: 'downloaded', detail: 'by link', by: { byKind: 'public', byId: link.id, byName: null } });
    ctx.emit(shareLinkOpened, { shareId: link.id, fileId: file.id, clientId: file.clientId, name: file.name, downloads: link.downloads }, { aggregateId: link.id, clientId: file.clientId });
    return downloadOf(ctx, file, null);
  }
}
