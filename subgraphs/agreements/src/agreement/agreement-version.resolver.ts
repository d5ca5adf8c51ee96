import { Ctx as Context, Field, FieldResolver, ObjectType, registerEnumType, Resolver, Root } from 'type-graphql';
import { Audience, DateTimeScalar, Money, type Ctx } from '@firmament/kit';
import { portsOf } from '../ports.js';
import { pricedLine } from '../proposal/kept-line.rules.js';
import { ProposalQuote, shownQuote } from '../proposal/quote.graph.js';
import { quoteOfVersion } from './agreement-facts.js';
import { Agreement } from './agreement.entity.js';
import { AgreementVersion } from './agreement-version.entity.js';
import { lineChanges } from './line-changes.rules.js';

/** What became of a line. */
export enum AgreementLineChangeKind { ADDED = 'ADDED', REMOVED = 'REMOVED', CHANGED = 'CHANGED' }
registerEnumType(AgreementLineChangeKind, { name: 'AgreementLineChangeKind', description: 'What became of a line.', valuesConfig: { ADDED: { description: 'It is new.' }, REMOVED: { description: 'It is gone.' }, CHANGED: { description: 'It is another one.' } } });

@ObjectType({ description: 'What became of a line from one version to the next.' })
@Audience('portal')
export class AgreementLineChange {
  @Field(() => String, { description: 'Its key.' }) key!: string;
  @Field(() => String, { description: 'What it is.' }) title!: string;
  @Field(() => AgreementLineChangeKind, { description: 'What became of it.' }) change!: AgreementLineChangeKind;
  @Field(() => Money, { nullable: true, description: 'What it cost before, with tax.' }) before!: Money | null;
  @Field(() => Money, { nullable: true, description: 'What it costs now, with tax.' }) after!: Money | null;
}
@ObjectType({ description: 'A link that fetches a document.' })
@Audience('portal')
export class DocumentDownload {
  @Field(() => String, { description: 'The address; it works without signing in, for a few minutes.' }) url!: string;
  @Field(() => DateTimeScalar, { description: 'Until when it works.' }) expiresAt!: Date;
}

/** Versions of agreements as people read them. */
@Resolver(() => AgreementVersion)
export class AgreementVersionResolver {
  @Audience('portal')
  @FieldResolver(() => ProposalQuote, { description: 'The lines with their prices, and what is billed when.' })
  quote(@Root() version: AgreementVersion): ProposalQuote { return shownQuote(quoteOfVersion(version), version.currency); }

  @Audience('portal')
  @FieldResolver(() => DocumentDownload, { nullable: true, description: 'Fetches the document as it was written, before signatures.' })
  async download(@Root() version: AgreementVersion, @Context() ctx: Ctx): Promise<DocumentDownload> {
    const agreement = await ctx.read.load(Agreement, version.agreementId);
    return portsOf(ctx).documents.downloadUrl(version.documentKey, `${agreement?.title ?? 'Agreement'} v${version.versionNo}.pdf`);
  }

  @Audience('portal')
  @FieldResolver(() => [AgreementLineChange], { description: 'How its lines differ from the version before; empty for the first one.' })
  async changes(@Root() version: AgreementVersion, @Context() ctx: Ctx): Promise<AgreementLineChange[]> {
    const all = await ctx.read.children(AgreementVersion, 'agreementId', version.agreementId);
    const before = all.find((one) => one.versionNo === version.versionNo - 1);
    if (!before) return [];
    const money = (minor: bigint | null): Money | null => (minor === null ? null : Money.of(minor, version.currency));
    return lineChanges(before.lines.map(pricedLine), version.lines.map(pricedLine)).map((one) => ({ key: one.key, title: one.title, change: AgreementLineChangeKind[one.change], before: money(one.beforeMinor), after: money(one.afterMinor) }));
  }
}
