import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';
import { BigIntScalar, connectionPrefix, DateTimeScalar, IdField, IdProperty, TenantField, VersionField } from '@firmament/kit';
import { MinorProperty, MomentProperty, TimeProperty } from '../../columns.types.js';
import type { LedgerKind as Kind } from '../ledger.types.js';

/** A line of a paper there. */
export interface LinkedLine { readonly key: string; readonly externalId: string }

/** Which of our papers is which in the ledger. By these ids alone they are matched. */
@ObjectType({ description: 'Where a paper of ours stands in the ledger.' })
@Entity({ tableName: 'ledger_links', schema: 'revenue' })
export class LedgerLink {
  @IdField('llk') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @IdProperty('cli', { fieldName: 'client_id', nullable: true }) clientId!: string | null;
  @IdProperty(connectionPrefix, { fieldName: 'connection_id' }) connectionId!: string;
  @Property({ type: 'text' }) kind!: Kind;
  @Property({ type: 'text', fieldName: 'our_id' }) ourId!: string;
  @Field(() => String, { description: 'The ledger\'s id of it.' }) @Property({ type: 'text', fieldName: 'external_id' }) externalId!: string;
  @Property({ type: 'text', fieldName: 'sync_token', nullable: true }) syncToken!: string | null;
  @Property({ type: 'json' }) lines!: LinkedLine[];
  @MinorProperty('total_minor') totalMinor!: bigint;
  @Field(() => String, { nullable: true, description: 'Its page in the ledger.' }) @Property({ type: 'text', nullable: true }) url!: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was taken back there.' }) @MomentProperty('ended_at') endedAt!: Date | null;
  @Field(() => BigIntScalar, { nullable: true, description: 'What a processor kept of a payment, in minor units, where the ledger knows.' }) @MinorProperty('fee_minor', { nullable: true }) feeMinor!: bigint | null;
  /** When it was last held against ours. */
  @MomentProperty('compared_at') comparedAt!: Date | null;
  @Field(() => DateTimeScalar, { description: 'When it came to stand there.' }) @TimeProperty('pushed_at') pushedAt!: Date;
}
