import { uuidToId } from '@firmament/events';
import { NotFound, type Ctx } from '@firmament/kit';
import { LinkGone } from '../errors.js';
import { demandPasscode, readToken } from '../link-secret.js';
import type { RequestLinkInput } from '../upload/upload.inputs.js';
import { RequestLink, type ItemState, RequestState } from './request.entity.js';
import type { FileRequestByLink } from './request.types.js';

interface Line { id: string; title: string; hint: string | null; required: boolean; state: ItemState; reason: string | null; files: number; checking: number }
interface PageRow { requestId: string; title: string; note: string | null; dueOn: string | null; state: RequestState; expiresAt: string; revokedAt: string | null; passcodeHash: string | null; items: Line[] | null }

/** Refuses a link that is over, with the reason that its page can show. */
function demandStanding(link: { readonly revokedAt: unknown; readonly expiresAt: Date; readonly state: RequestState }, ctx: Ctx): void {
  if (link.state === RequestState.CANCELLED || link.state === RequestState.COMPLETED) throw new LinkGone('FILES_REQUEST_CLOSED');
  if (link.revokedAt) throw new LinkGone('FILES_LINK_REVOKED');
  if (link.expiresAt <= ctx.now || link.state === RequestState.EXPIRED) throw new LinkGone('FILES_LINK_EXPIRED');
}

/** What the page behind a link may show. */
export async function pageOf(ctx: Ctx, { token, passcode }: RequestLinkInput): Promise<FileRequestByLink> {
  const { firm, tokenHash } = readToken(token ?? '');
  await ctx.enterTenant(firm);
  const [row] = await ctx.read.sql<{ page: PageRow | null }>('select files.request_page($1) as page', [tokenHash]);
  const page = row?.page;
  if (!page) throw new NotFound('This link is not known here.');
  demandStanding({ revokedAt: page.revokedAt, expiresAt: new Date(page.expiresAt), state: page.state }, ctx);
  await demandPasscode(page.passcodeHash, passcode);
  return {
    firmId: firm, title: page.title, note: page.note, dueOn: page.dueOn, state: page.state, expiresAt: new Date(page.expiresAt),
    items: (page.items ?? []).map(({ files, checking, id, ...line }) => ({ ...line, id: uuidToId('fri', id), fileCount: files, checkingCount: checking })),
  };
}

/** Lets the bearer of a link act on this one request and on nothing else. */
export async function enterByLink(ctx: Ctx, { token, passcode }: RequestLinkInput): Promise<RequestLink> {
  const { firm, tokenHash } = readToken(token ?? '');
  await ctx.enterTenant(firm);
  const link = await ctx.em.findOne(RequestLink, { tokenHash });
  if (!link) throw new NotFound('This link is not known here.');
  await ctx.actAsSystem('the caller holds the secret of an upload link');
  const [request] = await ctx.sql<{ state: RequestState }>('select state from files.requests where id = (select request_id from files.request_links where token_hash = $1)', [tokenHash]);
  demandStanding({ revokedAt: link.revokedAt, expiresAt: link.expiresAt, state: request?.state ?? RequestState.CANCELLED }, ctx);
  await demandPasscode(link.passcodeHash, passcode);
  return link;
}
