import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar, IdField, TenantField, VersionField } from '@firmament/kit';
import type { InboundPurpose } from './address.rules.js';

/** What a firm reads mails for. */
export const InboundMailPurpose = { BILLS: 'BILLS' } as const satisfies Record<InboundPurpose, InboundPurpose>;
registerEnumType(InboundMailPurpose, { name: 'InboundMailPurpose', description: 'What a firm reads mails for.', valuesConfig: { BILLS: { description: 'Bills of vendors.' } } });

/** An address at which the house reads for a firm. Whoever knows it can write to it: it has an end. */
@ObjectType({ description: 'An address at which the house reads mails for the firm.' })
@Entity({ tableName: 'inbound_addresses', schema: 'communications' })
export class InboundAddress {
  @IdField('iad') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @Field(() => InboundMailPurpose, { description: 'What for.' }) @Property({ type: 'text' }) purpose!: InboundPurpose;
  @Property({ type: 'text' }) word!: string;
  @Field(() => DateTimeScalar, { description: 'Since when.' }) @Property({ type: 'datetime', columnType: 'timestamptz', fieldName: 'created_at' }) createdAt!: Date;
  @Property({ type: 'datetime', columnType: 'timestamptz', fieldName: 'ended_at', nullable: true }) endedAt!: Date | null;
}
