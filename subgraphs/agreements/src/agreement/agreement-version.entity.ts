import { OptionalProps } from '@mikro-orm/core';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Audience, DateScalar, DateTimeScalar, IdField, IdProperty, JsonScalar, Key, TenantField, VersionField } from '@firmament/kit';
import type { Body } from '../body/body.types.js';
import { DayProperty, MomentProperty, TimeProperty } from '../columns.types.js';
import type { KeptLine } from '../proposal/kept-line.rules.js';

/** Where a version stands. */
export enum AgreementVersionState { DRAFT = 'DRAFT', IN_SIGNATURE = 'IN_SIGNATURE', SIGNED = 'SIGNED', SUPERSEDED = 'SUPERSEDED' }
registerEnumType(AgreementVersionState, { name: 'AgreementVersionState', description: 'Where a version of an agreement stands.', valuesConfig: {
  DRAFT: { description: 'Written; nobody outside of the firm sees it.' }, IN_SIGNATURE: { description: 'With the people who sign.' }, SIGNED: { description: 'Signed by all: it holds, or will hold.' }, SUPERSEDED: { description: 'A later signed version took its place.' } } });

/** A line of an agreement; it keeps its id from version to version. */
export interface AgreedLine extends KeptLine { readonly serviceLineId: string }

/** What was agreed in one place: the text, the lines and the document. */
@ObjectType({ description: 'One state of an agreement: its text, its lines and its document. None of them changes.' })
@Key('id')
@Entity({ tableName: 'agreement_versions', schema: 'agreements' })
export class AgreementVersion {
  [OptionalProps]?: 'document';
  @Audience('portal') @IdField('agv') id!: string;
  @TenantField() tenantId!: string;
  @Audience('portal') @VersionField() version!: number;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @IdProperty('agr', { fieldName: 'agreement_id' }) agreementId!: string;
  @Audience('portal') @Field(() => Int, { description: 'Counts from 1 within the agreement.' }) @Property({ type: 'integer', fieldName: 'version_no' }) versionNo!: number;
  @Audience('portal') @Field(() => AgreementVersionState, { description: 'Where it stands.' }) @Property({ type: 'text' }) state!: AgreementVersionState;
  @Field(() => ID, { nullable: true, description: 'The accepted proposal from which it was written.' }) @IdProperty('prp', { fieldName: 'proposal_id', nullable: true }) proposalId!: string | null;
  @Field(() => ID, { nullable: true, description: 'The version of the template from which it was written.' }) @IdProperty('ctv', { fieldName: 'template_version_id', nullable: true }) templateVersionId!: string | null;
  @Property({ type: 'text' }) currency!: string;
  @Audience('portal') @Field(() => JsonScalar, { description: 'The text, with every field filled (ProseMirror JSON).' }) @Property({ type: 'json' }) body!: Body;
  @Property({ type: 'json' }) lines!: AgreedLine[];
  @Audience('portal') @Field(() => DateScalar, { nullable: true, description: 'From which day it holds; the day of the last signature when null.' }) @DayProperty('effective_on') effectiveOn!: string | null;
  @Property({ type: 'text', fieldName: 'document_key' }) documentKey!: string;
  @Audience('portal') @Field(() => String, { description: 'SHA-256 of the document, in hex.' }) @Property({ type: 'text', fieldName: 'document_sha256' }) documentSha256!: string;
  @Audience('portal') @Field(() => Int, { description: 'Size of the document in bytes.' }) @Property({ type: 'integer', fieldName: 'document_size' }) documentSize!: number;
  @Audience('portal') @Field(() => DateTimeScalar, { nullable: true, description: 'When all had signed it.' }) @MomentProperty('signed_at') signedAt!: Date | null;
  @Audience('portal') @Field(() => DateTimeScalar, { description: 'When it was written.' }) @TimeProperty('created_at') createdAt!: Date;

  get document() { return { key: this.documentKey, sha256: this.documentSha256, size: this.documentSize }; }
}
