import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';
import { CurrencyCodeScalar, DateTimeScalar, IdField, Key, TenantField, VersionField } from '@firmament/kit';
import { MomentProperty, TimeProperty } from '../columns.types.js';
import type { OfferLine } from '../proposal/offer.types.js';

/** What the firm offers again and again: proposals begin with a copy of it. */
@ObjectType({ description: 'What the firm offers again and again. Proposals take a copy, so a later change touches none of them.' })
@Key('id')
@Entity({ tableName: 'service_packages', schema: 'agreements' })
export class ServicePackage {
  @IdField('spk') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @Field(() => String, { description: 'What it is called.' }) @Property({ type: 'text' }) name!: string;
  @Field(() => String, { nullable: true, description: 'What it is for.' }) @Property({ type: 'text', nullable: true }) description!: string | null;
  @Field(() => CurrencyCodeScalar, { description: 'In which currency it is priced.' }) @Property({ type: 'text' }) currency!: string;
  @Property({ type: 'json' }) lines!: OfferLine[];
  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when it is no longer offered; null while it is.' }) @MomentProperty('archived_at') archivedAt!: Date | null;
  @Field(() => DateTimeScalar, { description: 'When it was made.' }) @TimeProperty('created_at') createdAt!: Date;
}
