import { OptionalProps } from '@mikro-orm/core';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Audience, CurrencyCodeScalar, DateScalar, DateTimeScalar, IdField, IdProperty, Key, TenantField, VersionField, connectionOf } from '@firmament/kit';
import { DayProperty, MinorProperty, MomentProperty, TimeProperty } from '../columns.types.js';
import { InvoiceImmutable, InvoiceState } from '../errors.js';
import type { StoredDocument } from '../storage/document.types.js';
import { editable, mayStep } from './invoice-state.rules.js';
import type { Discount, InvoiceStanding } from './invoice.types.js';

/** Where an invoice stands. */
export const InvoiceStatus = {
  DRAFT: 'DRAFT', AWAITING_APPROVAL: 'AWAITING_APPROVAL', REJECTED: 'REJECTED', APPROVED: 'APPROVED', ISSUING: 'ISSUING', ISSUED: 'ISSUED', PARTIALLY_PAID: 'PARTIALLY_PAID', PAID: 'PAID', REOPENED: 'REOPENED', VOID: 'VOID',
} as const satisfies Record<InvoiceStanding, InvoiceStanding>;
registerEnumType(InvoiceStatus, { name: 'InvoiceStatus', description: 'Where an invoice stands. Whether it is overdue is derived from its due day.', valuesConfig: {
  DRAFT: { description: 'Being written; the client does not see it.' }, AWAITING_APPROVAL: { description: 'Somebody else has to agree to it.' }, REJECTED: { description: 'Somebody did not agree; a change makes it a draft again.' }, APPROVED: { description: 'Agreed to, word for word; it can go out.' },
  ISSUING: { description: 'It has its number and is on its way out.' }, ISSUED: { description: 'The client has it.' }, PARTIALLY_PAID: { description: 'A part is paid.' }, PAID: { description: 'Nothing is left to pay.' }, REOPENED: { description: 'It was paid, and is owed again.' },
  VOID: { description: 'Taken back; its number stays its own.' } } });

/** What a client owes for work. */
@ObjectType({ description: 'What a client owes for work.' })
@Key('id')
@Entity({ tableName: 'invoices', schema: 'revenue' })
export class Invoice {
  [OptionalProps]?: 'facts' | 'balanceMinor';
  @Audience('portal') @IdField('ivc') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @Field(() => ID, { nullable: true, description: 'The project it is for.' }) @IdProperty('prj', { fieldName: 'project_id', nullable: true }) projectId!: string | null;
  @Audience('portal') @Field(() => String, { nullable: true, description: 'What it is for, in a few words.' }) @Property({ type: 'text', nullable: true }) title!: string | null;
  @MinorProperty('total_minor') totalMinor!: bigint;
  @MinorProperty('net_minor') netMinor!: bigint;
  @MinorProperty('tax_minor') taxMinor!: bigint;
  @MinorProperty('discount_minor') discountMinor!: bigint;
  @MinorProperty('settled_minor') settledMinor!: bigint;
  @Audience('portal') @Field(() => CurrencyCodeScalar, { description: 'In which currency.' }) @Property({ type: 'text' }) currency!: string;
  @Property({ type: 'json', nullable: true }) discount!: Discount | null;
  @Audience('portal') @Field(() => Int, { description: 'How many days the client has to pay.' }) @Property({ type: 'integer', fieldName: 'terms_days' }) termsDays!: number;
  @Audience('portal') @Field(() => String, { nullable: true, description: 'A word to the client.' }) @Property({ type: 'text', nullable: true }) note!: string | null;
  @Audience('portal') @Field(() => String, { nullable: true, description: 'The number of the client\'s own order.' }) @Property({ type: 'text', fieldName: 'purchase_order', nullable: true }) purchaseOrder!: string | null;
  @Audience('portal') @Field(() => InvoiceStatus, { description: 'Where it stands.' }) @Property({ type: 'text' }) status!: InvoiceStanding;
  @Property({ type: 'json', fieldName: 'author_ids' }) authorIds!: string[];
  @Field(() => String, { description: 'SHA-256 of all that somebody wrote on it. Whoever approves says which words they saw.' }) @Property({ type: 'text', fieldName: 'content_hash' }) contentHash!: string;
  @Property({ type: 'text', fieldName: 'approved_hash', nullable: true }) approvedHash!: string | null;
  @Audience('portal') @Field(() => String, { nullable: true, description: 'Its number; null until it goes out.' }) @Property({ type: 'text', nullable: true }) number!: string | null;
  @Property({ type: 'text', nullable: true }) series!: string | null;
  @MinorProperty('series_no', { nullable: true }) seriesNo!: bigint | null;
  @Audience('portal') @Field(() => DateScalar, { nullable: true, description: 'The day on which it went out.' }) @DayProperty('issued_on') issuedOn!: string | null;
  @Audience('portal') @Field(() => DateScalar, { nullable: true, description: 'The last day to pay.' }) @DayProperty('due_on') dueOn!: string | null;
  @Audience('portal') @Field(() => DateScalar, { nullable: true, description: 'The day on which the last of it was paid; null while something is owed.' }) @DayProperty('paid_on') paidOn!: string | null;
  @Field(() => String, { nullable: true, description: 'Why it has not gone out yet, although it has its number.' }) @Property({ type: 'text', nullable: true }) problem!: string | null;
  @Field(() => String, { nullable: true, description: 'Why it was rejected or taken back.' }) @Property({ type: 'text', nullable: true }) reason!: string | null;
  @Property({ type: 'json', nullable: true }) document!: StoredDocument | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was taken back.' }) @MomentProperty('voided_at') voidedAt!: Date | null;
  @Field(() => DateTimeScalar, { description: 'When it was started.' }) @TimeProperty('created_at') createdAt!: Date;

  /** What every fact about it tells. */
  get facts() { return { invoiceId: this.id, clientId: this.clientId, projectId: this.projectId, number: this.number, total: this.money(this.totalMinor) }; }
  /** What is left to pay. */
  get balanceMinor(): bigint { return this.status === 'VOID' ? 0n : BigInt(this.totalMinor) - BigInt(this.settledMinor); }
  /** An amount in its currency, as facts tell it. */
  money(minor: bigint): { minor: string; currency: string } { return { minor: String(minor), currency: this.currency }; }

  /** Refuses unless it stands in one of these places. */
  demand(places: readonly InvoiceStanding[], sentence: string): void {
    if (!places.includes(this.status)) throw new InvoiceState(this.status, sentence);
  }
  /** Refuses a change of words that were told to the world. */
  demandEditable(): void { if (!editable.includes(this.status)) throw new InvoiceImmutable(); }

  /** Goes to another place, if it may from here. */
  step(to: InvoiceStanding, sentence = 'An invoice that stands here cannot go there.'): void {
    if (!mayStep(this.status, to)) throw new InvoiceState(this.status, sentence);
    this.status = to;
  }

  /** A person wrote on it, and so will not approve it. */
  writtenBy(personId: string): void { if (!this.authorIds.includes(personId)) this.authorIds = [...this.authorIds, personId]; }
}

@ObjectType({ description: 'A page of invoices.' })
export class InvoiceConnection extends connectionOf(Invoice) {}
