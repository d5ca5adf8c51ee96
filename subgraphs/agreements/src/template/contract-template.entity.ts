import { OptionalProps } from '@mikro-orm/core';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar, IdField, IdProperty, JsonScalar, Key, TenantField, VersionField } from '@firmament/kit';
import type { PlannedObligation } from '../obligation/obligation.rules.js';
import type { Body } from '../body/body.types.js';
import { MomentProperty, TimeProperty } from '../columns.types.js';
import { VersionImmutable } from '../errors.js';

/** What makes a signed agreement active. */
export enum ActivationPolicy { ON_SIGNATURE = 'ON_SIGNATURE', AFTER_PAYMENT = 'AFTER_PAYMENT' }
registerEnumType(ActivationPolicy, { name: 'ActivationPolicy', description: 'What makes a signed agreement active.', valuesConfig: {
  ON_SIGNATURE: { description: 'The last required signature.' }, AFTER_PAYMENT: { description: 'The first payment after the last required signature.' } } });

/** A kind of contract that the firm writes again and again. */
@ObjectType({ description: 'A kind of contract that the firm writes again and again.' })
@Key('id')
@Entity({ tableName: 'contract_templates', schema: 'agreements' })
export class ContractTemplate {
  @IdField('ctt') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @Field(() => String, { description: 'Name.' }) @Property({ type: 'text' }) name!: string;
  @Field(() => DateTimeScalar, { description: 'When it was made.' }) @TimeProperty('created_at') createdAt!: Date;
}

/** What a version says. */
export interface TemplateWords { readonly body: Body; readonly activation: ActivationPolicy; readonly termMonths: number | null; readonly renewalNoticeDays: number | null; readonly obligations: readonly PlannedObligation[] }

/** One state of a contract template. */
@ObjectType({ description: 'One state of a contract template. Once published it never changes.' })
@Key('id')
@Entity({ tableName: 'contract_template_versions', schema: 'agreements' })
export class ContractTemplateVersion {
  [OptionalProps]?: 'published';
  @IdField('ctv') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @Field(() => ID, { description: 'The template.' }) @IdProperty('ctt', { fieldName: 'template_id' }) templateId!: string;
  @Field(() => Int, { description: 'Counts from 1 within the template.' }) @Property({ type: 'integer', fieldName: 'version_no' }) versionNo!: number;
  @Field(() => JsonScalar, { description: 'The text with its fields and fixed clauses, as the editor writes it (ProseMirror JSON).' }) @Property({ type: 'json' }) body!: Body;
  @Field(() => ActivationPolicy, { description: 'What makes an agreement of it active.' }) @Property({ type: 'text' }) activation!: ActivationPolicy;
  @Field(() => Int, { nullable: true, description: 'How many months an agreement of it lasts; null when it has no end.' }) @Property({ type: 'integer', fieldName: 'term_months', nullable: true }) termMonths!: number | null;
  @Field(() => Int, { nullable: true, description: 'How many days before its end the firm is told.' }) @Property({ type: 'integer', fieldName: 'renewal_notice_days', nullable: true }) renewalNoticeDays!: number | null;
  @Property({ type: 'json' }) obligations!: PlannedObligation[];
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was published; null for a draft.' }) @MomentProperty('published_at') publishedAt!: Date | null;
  @Field(() => DateTimeScalar, { description: 'When it was written.' }) @TimeProperty('created_at') createdAt!: Date;

  @Field(() => Boolean, { description: 'Contracts can be written from it.' }) get published(): boolean { return this.publishedAt !== null; }

  /** Says something else, as long as it is a draft. */
  rewrite(words: TemplateWords): void {
    if (this.published) throw new VersionImmutable();
    Object.assign(this, words);
  }
}
