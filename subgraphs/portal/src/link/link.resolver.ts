import { idToUuid, isId } from '@firmament/events';
import { Audience, type Ctx, Tenantless } from '@firmament/kit';
import { Arg, Authorized, Ctx as Context, ID, Mutation, Query, Resolver } from 'type-graphql';
import { firstNameOf, linkState, maskedEmail, type LinkPurpose } from './link.rules.js';
import { isSecret, secretHash } from './link-token.js';
import { ConsumePortalLinkInput, ConsumePortalLinkPayload, PortalLinkView, RequestPortalLinkInput, RequestPortalLinkPayload, ViewPortalLinkInput, ViewPortalLinkPayload } from './link.types.js';
import { requestLink, sameAnswer } from './request-link.js';
import { consumeLink, viewLink } from './use-link.js';

type LinkRow = {
  purpose: LinkPurpose; expires_at: Date; consumed_at: Date | null; revoked_at: Date | null; browser_hash: string | null;
  person_name: string; person_email: string; firm_name: string;
};

/** Coming in by a link from a mail. */
@Resolver()
export class LinkResolver {
  /** Looks at a link; a mail scanner may do so as often as it likes. */
  @Tenantless()
  @Authorized('portal.link.open')
  @Audience('public', 'portal')
  @Query(() => PortalLinkView, { nullable: true, description: 'What the page behind a link may show; null for a link that was never sent. Uses nothing up.' })
  async portalLink(
    @Arg('firm', () => ID, { description: 'The firm, from the address.' }) firm: string,
    @Arg('token', () => String, { description: 'The secret, from the address.' }) token: string,
    @Context() ctx: Ctx,
  ): Promise<PortalLinkView | null> {
    if (!isId('firm', firm) || !isSecret(token)) return null;
    const [row] = await ctx.read.sql<LinkRow>('select * from portal.link_by_hash($1, $2)', [idToUuid(firm), secretHash(token)]);
    if (row === undefined) return null;
    const state = linkState({ consumedAt: row.consumed_at, revokedAt: row.revoked_at, expiresAt: row.expires_at }, ctx.now);
    return {
      state, purpose: row.purpose, firstName: firstNameOf(row.person_name), firmName: row.firm_name, maskedEmail: maskedEmail(row.person_email),
      openedInABrowser: row.browser_hash !== null, usedAt: row.consumed_at,
    };
  }

  /** A person pressed «continue»: binds the link to their browser. */
  @Tenantless()
  @Authorized('portal.link.open')
  @Audience('public', 'portal')
  @Mutation(() => ViewPortalLinkPayload, { description: 'Binds an open link to this browser. Send it when a person acts on the page, not when the page loads.' })
  viewPortalLink(@Arg('input', () => ViewPortalLinkInput, { description: 'The link.' }) input: ViewPortalLinkInput, @Context() ctx: Ctx): Promise<ViewPortalLinkPayload> {
    return viewLink(input, ctx);
  }

  /** Uses the link, at the one door that can keep a session: elsewhere it would be used up for nothing. */
  @Tenantless()
  @Authorized('portal.link.open')
  @Audience('portal')
  @Mutation(() => ConsumePortalLinkPayload, { description: 'Uses the link up, once and by the browser that opened it, and signs the person in.' })
  consumePortalLink(@Arg('input', () => ConsumePortalLinkInput, { description: 'The link and the browser’s proof.' }) input: ConsumePortalLinkInput, @Context() ctx: Ctx): Promise<ConsumePortalLinkPayload> {
    return consumeLink(input, ctx);
  }

  /** Asks for a new link. */
  @Tenantless()
  @Authorized('portal.link.request')
  @Audience('public', 'portal')
  @Mutation(() => RequestPortalLinkPayload, { description: 'Sends a link to an address that the firm knows. Everybody gets the same answer.' })
  async requestPortalLink(@Arg('input', () => RequestPortalLinkInput, { description: 'Who asks.' }) input: RequestPortalLinkInput, @Context() ctx: Ctx): Promise<RequestPortalLinkPayload> {
    await requestLink(input, ctx);
    return { sentence: sameAnswer };
  }
}
