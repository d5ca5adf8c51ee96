import { Audience, DateTimeScalar } from '@firmament/kit';
import { MaxLength } from 'class-validator';
import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import type { LinkPurpose, LinkState } from './link.rules.js';

/** Where a link stands, as the graph names it. */
export const LinkStateEnum = { OPEN: 'OPEN', USED: 'USED', EXPIRED: 'EXPIRED', REVOKED: 'REVOKED' } as const satisfies Record<LinkState, LinkState>;
registerEnumType(LinkStateEnum, {
  name: 'PortalLinkState', description: 'Where a link stands.',
  valuesConfig: { OPEN: { description: 'It works.' }, USED: { description: 'It was used.' }, EXPIRED: { description: 'It ran out.' }, REVOKED: { description: 'It was taken back, or a newer one was sent.' } },
});

/** What a link is for, as the graph names it. */
export const LinkPurposeEnum = { INVITATION: 'INVITATION', SIGN_IN: 'SIGN_IN' } as const satisfies Record<LinkPurpose, LinkPurpose>;
registerEnumType(LinkPurposeEnum, {
  name: 'PortalLinkPurpose', description: 'What a link is for.',
  valuesConfig: { INVITATION: { description: 'To come in for the first time.' }, SIGN_IN: { description: 'To come in again.' } },
});

/** What the page behind a link may show before anybody is known to stand there. */
@ObjectType({ description: 'What the page behind a link may show. Looking at it uses nothing up.' })
@Audience('public', 'portal')
export class PortalLinkView {
  @Field(() => LinkStateEnum, { description: 'Where the link stands.' }) state!: LinkState;
  @Field(() => LinkPurposeEnum, { description: 'What it is for.' }) purpose!: LinkPurpose;
  @Field(() => String, { description: 'First name of the person it was sent to.' }) firstName!: string;
  @Field(() => String, { description: 'Name of the firm.' }) firmName!: string;
  @Field(() => String, { description: 'The address it was sent to, masked.' }) maskedEmail!: string;
  @Field(() => Boolean, { description: 'True when a browser has opened it: only that browser can use it.' }) openedInABrowser!: boolean;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was used, if it was.' }) usedAt!: Date | null;
}

/** A link as it stands in its address. */
@InputType({ description: 'A link as it stands in its address.' })
export class ViewPortalLinkInput {
  @Field(() => ID, { description: 'The firm, which the address names in the clear.' }) @MaxLength(60) firm!: string;
  @Field(() => String, { description: 'The secret of the link.' }) @MaxLength(200) token!: string;
}

/** A link and the proof of the browser that opened it. */
@InputType({ description: 'A link and the proof of the browser that opened it.' })
export class ConsumePortalLinkInput extends ViewPortalLinkInput {
  @Field(() => String, { description: 'What `viewPortalLink` gave to this browser.' }) @MaxLength(200) browserNonce!: string;
}

/** Who asks for a new link. */
@InputType({ description: 'Who asks for a new link.' })
export class RequestPortalLinkInput {
  @Field(() => ID, { description: 'The firm whose portal it is.' }) @MaxLength(60) firm!: string;
  @Field(() => String, { description: 'The address that the firm knows.' }) @MaxLength(320) email!: string;
}

/** The browser's half of a link. */
@ObjectType({ description: 'The browser’s half of a link.' })
@Audience('public', 'portal')
export class ViewPortalLinkPayload {
  @Field(() => String, { nullable: true, description: 'Told once, to the first browser; keep it for `consumePortalLink`. Null when another look came first.' }) browserNonce!: string | null;
}

/** Somebody is in. */
@ObjectType({ description: 'The link was used; the session begins with this answer.' })
@Audience('public', 'portal')
export class ConsumePortalLinkPayload {
  @Field(() => ID, { description: 'The client on whom the portal opens.' }) clientId!: string;
  @Field(() => String, { description: 'First name of the person.' }) firstName!: string;
  @Field(() => Boolean, { description: 'True when they came for the first time.' }) firstVisit!: boolean;
}

/** The same for everybody, known here or not. */
@ObjectType({ description: 'The same answer for everybody, whether the address is known or not.' })
@Audience('public', 'portal')
export class RequestPortalLinkPayload {
  @Field(() => String, { description: 'What to tell the person.' }) sentence!: string;
}
