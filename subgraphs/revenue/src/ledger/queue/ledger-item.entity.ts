import { OptionalProps } from '@mikro-orm/core';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, DateTimeScalar, IdField, IdProperty, Key, TenantField, VersionField } from '@firmament/kit';
import { MomentProperty, TimeProperty } from '../../columns.types.js';
import type { LedgerKind as Kind } from '../ledger.types.js';

/** What a paper is. */
export const LedgerKind = { INVOICE: 'INVOICE', CREDIT_NOTE: 'CREDIT_NOTE', PAYMENT: 'PAYMENT', BILL: 'BILL', BILL_CREDIT: 'BILL_CREDIT' } as const satisfies Record<Kind, Kind>;
registerEnumType(LedgerKind, { name: 'LedgerKind', description: 'What stands in a ledger.', valuesConfig: {
  INVOICE: { description: 'An invoice to a client.' }, CREDIT_NOTE: { description: 'A credit note to a client.' }, PAYMENT: { description: 'Money.' }, BILL: { description: 'A bill of a vendor.' }, BILL_CREDIT: { description: 'What a vendor gives back.' } } });
/** What is done there. */
export const LedgerAct = { CREATE: 'CREATE', REWRITE: 'REWRITE', CANCEL: 'CANCEL' } as const;
/** One of them. */
export type LedgerAct = keyof typeof LedgerAct;
registerEnumType(LedgerAct, { name: 'LedgerAct', description: 'What is to be done in the ledger.', valuesConfig: { CREATE: { description: 'Write it there.' }, REWRITE: { description: 'Write it there anew, over what somebody made of it.' }, CANCEL: { description: 'Take it back there.' } } });
/** How far it has come. */
export const LedgerItemState = { WAITING: 'WAITING', STUCK: 'STUCK', DONE: 'DONE' } as const;
/** One of them. */
export type LedgerItemState = keyof typeof LedgerItemState;
registerEnumType(LedgerItemState, { name: 'LedgerItemState', description: 'How far something on its way to the ledger has come.', valuesConfig: { WAITING: { description: 'It waits for its turn, or for the ledger; it is tried again by itself.' }, STUCK: { description: 'The ledger said no: somebody has to mend what the problem names.' }, DONE: { description: 'It is done there.' } } });

/** Something on its way to the ledger. It outlives the process that wanted it, and stands once however often it is wanted. */
@ObjectType({ description: 'Something on its way to the ledger.' })
@Key('id')
@Entity({ tableName: 'ledger_items', schema: 'revenue' })
export class LedgerItem {
  [OptionalProps]?: 'place';
  @IdField('lqi') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @IdProperty('cli', { fieldName: 'client_id', nullable: true }) clientId!: string | null;
  @Field(() => LedgerKind, { description: 'What it is.' }) @Property({ type: 'text' }) kind!: Kind;
  @Field(() => LedgerAct, { description: 'What is to be done.' }) @Property({ type: 'text' }) act!: LedgerAct;
  @Field(() => ID, { description: 'Our id of it.' }) @Property({ type: 'text', fieldName: 'our_id' }) ourId!: string;
  @Field(() => String, { description: 'What people call it, such as «Invoice INV-0007».' }) @Property({ type: 'text' }) label!: string;
  @Field(() => LedgerItemState, { description: 'How far it has come.' }) @Property({ type: 'text' }) state!: LedgerItemState;
  @Field(() => Int, { description: 'How often it was tried.' }) @Property({ type: 'integer' }) tries!: number;
  @Field(() => String, { nullable: true, description: 'Why it is not done yet, in a sentence.' }) @Property({ type: 'text', nullable: true }) problem!: string | null;
  @Field(() => String, { nullable: true, description: 'The ledger\'s reason as a word for programs.' }) @Property({ type: 'text', fieldName: 'error_code', nullable: true }) errorCode!: string | null;
  @Field(() => String, { nullable: true, description: 'Where in the ledger it is mended.' }) @Property({ type: 'text', fieldName: 'fix_url', nullable: true }) fixUrl!: string | null;
  @Property({ type: 'text', fieldName: 'told_code', nullable: true }) toldCode!: string | null;
  /** It waits for another thing to stand there first, and holds nobody up. */
  @Property({ type: 'boolean' }) asleep!: boolean;
  @Property({ type: 'text', fieldName: 'correlation_id' }) correlationId!: string;
  @Field(() => DateTimeScalar, { description: 'Since when it waits.' }) @TimeProperty('since') since!: Date;
  @MomentProperty('done_at') doneAt!: Date | null;
  /** Its place in the queue, given by the database as it is written down. */
  @Property({ type: 'integer', generated: 'identity' }) place!: number;
}

@ObjectType({ description: 'A page of what is on its way to the ledger.' })
export class LedgerItemConnection extends connectionOf(LedgerItem) {}
