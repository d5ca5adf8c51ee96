import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, connectionPrefix, DateTimeScalar, IdField, IdProperty, Key, TenantField, VersionField } from '@firmament/kit';
import { MomentProperty, TimeProperty } from '../../columns.types.js';
import type { LedgerKind as Kind } from '../ledger.types.js';
import { LedgerKind } from '../queue/ledger-item.entity.js';

/** Which side of a difference is right. */
export const DriftResolution = { KEEP_OURS: 'KEEP_OURS', KEEP_THEIRS: 'KEEP_THEIRS', ACCEPTED: 'ACCEPTED', MENDED: 'MENDED' } as const;
/** One of them. */
export type DriftResolution = keyof typeof DriftResolution;
registerEnumType(DriftResolution, { name: 'LedgerDriftResolution', description: 'Which side of a difference is right.', valuesConfig: {
  KEEP_OURS: { description: 'Ours: it is written to the ledger anew.' }, KEEP_THEIRS: { description: 'The ledger\'s: what was taken back there is taken back here.' }, ACCEPTED: { description: 'Both stay as they are, and somebody knows.' }, MENDED: { description: 'Nobody had to decide: somebody mended it in the ledger.' } } });
/** Whether somebody has decided. */
export const DriftState = { OPEN: 'OPEN', RESOLVED: 'RESOLVED' } as const;
/** One of them. */
export type DriftState = keyof typeof DriftState;
registerEnumType(DriftState, { name: 'LedgerDriftState', description: 'Whether somebody has decided about a difference.', valuesConfig: { OPEN: { description: 'Nobody has.' }, RESOLVED: { description: 'Somebody has.' } } });

/** Something that stands otherwise in the ledger than with us. Neither side is changed until somebody decides. */
@ObjectType({ description: 'Something that stands otherwise in the ledger than with us. Neither side is changed until somebody decides.' })
@Key('id')
@Entity({ tableName: 'ledger_drifts', schema: 'revenue' })
export class LedgerDrift {
  @IdField('dft') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @IdProperty('cli', { fieldName: 'client_id', nullable: true }) clientId!: string | null;
  @IdProperty(connectionPrefix, { fieldName: 'connection_id' }) connectionId!: string;
  @Field(() => LedgerKind, { description: 'What it is.' }) @Property({ type: 'text' }) kind!: Kind;
  @Field(() => ID, { description: 'Our id of it; the ledger\'s, where we have none.' }) @Property({ type: 'text', fieldName: 'our_id' }) ourId!: string;
  @Property({ type: 'text', fieldName: 'external_id' }) externalId!: string;
  @Property({ type: 'text', nullable: true }) number!: string | null;
  @Field(() => String, { description: 'What people call it.' }) @Property({ type: 'text' }) label!: string;
  @Field(() => String, { description: 'What differs: `total`, `tax`, `currency`, `number`, `day`, `dueOn`, `party`, `status`, `amount` or `payment`; `document` where the whole was written there.' }) @Property({ type: 'text' }) field!: string;
  @Field(() => String, { description: 'How it stands with us.' }) @Property({ type: 'text' }) ours!: string;
  @Field(() => String, { description: 'How it stands in the ledger.' }) @Property({ type: 'text' }) theirs!: string;
  @Field(() => Boolean, { description: 'True for what was written or approved in the ledger past the people who must agree here.' }) @Property({ type: 'boolean' }) bypass!: boolean;
  @Field(() => DriftState, { description: 'Whether somebody has decided.' }) @Property({ type: 'text' }) state!: DriftState;
  @Field(() => DriftResolution, { nullable: true, description: 'How it was decided.' }) @Property({ type: 'text', nullable: true }) resolution!: DriftResolution | null;
  @Field(() => ID, { nullable: true, description: 'Who decided.' }) @Property({ type: 'text', fieldName: 'resolved_by', nullable: true }) resolvedBy!: string | null;
  @Field(() => DateTimeScalar, { description: 'When it was found.' }) @TimeProperty('found_at') foundAt!: Date;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was decided.' }) @MomentProperty('resolved_at') resolvedAt!: Date | null;
}

@ObjectType({ description: 'A page of differences.' })
export class LedgerDriftConnection extends connectionOf(LedgerDrift) {}
