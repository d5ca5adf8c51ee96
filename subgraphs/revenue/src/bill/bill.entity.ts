import { OptionalProps } from '@mikro-orm/core';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { CurrencyCodeScalar, DateScalar, DateTimeScalar, IdField, IdProperty, Key, TenantField, VersionField, connectionOf } from '@firmament/kit';
import { DayProperty, MinorProperty, TimeProperty } from '../columns.types.js';
import { BillState } from '../errors.js';
import { mayStep } from './bill-state.rules.js';
import type { BillChannel, BillFile, BillStanding, DuplicateCheck } from './bill.types.js';

/** Where a bill stands. */
export const BillStatus = {
  RECEIVED: 'RECEIVED', DUPLICATE_SUSPECTED: 'DUPLICATE_SUSPECTED', DUPLICATE: 'DUPLICATE', NEEDS_CODING: 'NEEDS_CODING', HELD: 'HELD', ROUTED: 'ROUTED', REJECTED: 'REJECTED', APPROVED: 'APPROVED', PUSHED: 'PUSHED', PAID: 'PAID', PAYMENT_REVERSED: 'PAYMENT_REVERSED', BYPASSED: 'BYPASSED',
} as const satisfies Record<BillStanding, BillStanding>;
registerEnumType(BillStatus, { name: 'BillStatus', description: 'Where a bill of a vendor stands.', valuesConfig: {
  RECEIVED: { description: 'It was read; it can be sent to the people who must agree.' }, DUPLICATE_SUSPECTED: { description: 'It looks like another one; somebody has to say whether it is.' }, DUPLICATE: { description: 'It came a second time, and is kept beside the first.' },
  NEEDS_CODING: { description: 'Somebody has to read it and say what it is for.' }, HELD: { description: 'Its vendor asks to be paid to another account than before; somebody has to ask the vendor by another way.' }, ROUTED: { description: 'Others have to agree to it.' }, REJECTED: { description: 'Somebody did not agree; it is not paid.' },
  APPROVED: { description: 'Agreed to, word for word; it goes to the ledger, or is paid by hand.' }, PUSHED: { description: 'It stands in the ledger and waits to be paid there.' }, PAID: { description: 'It is paid.' }, PAYMENT_REVERSED: { description: 'It was paid, and the payment was taken back.' },
  BYPASSED: { description: 'It was approved in the ledger past the people who must agree here.' } } });
/** How a bill came in. */
export const BillWay = { UPLOAD: 'UPLOAD', MAIL: 'MAIL', PORTAL: 'PORTAL', LEDGER: 'LEDGER' } as const satisfies Record<BillChannel, BillChannel>;
registerEnumType(BillWay, { name: 'BillChannel', description: 'How a bill came in.', valuesConfig: { UPLOAD: { description: 'Somebody of the firm handed it in.' }, MAIL: { description: 'By mail.' }, PORTAL: { description: 'A client handed it in.' }, LEDGER: { description: 'It was found in the ledger.' } } });

/** What a vendor asks to be paid. Until somebody read it, it is a file and no more. */
@ObjectType({ description: 'What a vendor asks to be paid.' })
@Key('id')
@Entity({ tableName: 'bills', schema: 'revenue' })
export class Bill {
  [OptionalProps]?: 'facts' | 'signedMinor';
  @IdField('bil') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @IdProperty('cli', { fieldName: 'client_id', nullable: true }) clientId!: string | null;
  @IdProperty('vnd', { fieldName: 'vendor_id', nullable: true }) vendorId!: string | null;
  @Property({ type: 'text', fieldName: 'vendor_name', nullable: true }) vendorName!: string | null;
  @Field(() => String, { nullable: true, description: 'The vendor\'s number of it.' }) @Property({ type: 'text', nullable: true }) number!: string | null;
  @Property({ type: 'text', fieldName: 'number_key', nullable: true }) numberKey!: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Its date.' }) @DayProperty('billed_on') billedOn!: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'The last day to pay.' }) @DayProperty('due_on') dueOn!: string | null;
  @Field(() => CurrencyCodeScalar, { nullable: true, description: 'In which currency.' }) @Property({ type: 'text', nullable: true }) currency!: string | null;
  @Field(() => Boolean, { description: 'True for what a vendor gives back: its amounts are shown below nothing.' }) @Property({ type: 'boolean' }) credit!: boolean;
  @MinorProperty('net_minor', { nullable: true }) netMinor!: bigint | null;
  @MinorProperty('tax_minor', { nullable: true }) taxMinor!: bigint | null;
  @MinorProperty('total_minor', { nullable: true }) totalMinor!: bigint | null;
  @Field(() => String, { nullable: true, description: 'A word to those who must agree.' }) @Property({ type: 'text', nullable: true }) note!: string | null;
  @Field(() => BillStatus, { description: 'Where it stands.' }) @Property({ type: 'text' }) status!: BillStanding;
  @Field(() => BillWay, { description: 'How it came in.' }) @Property({ type: 'text' }) channel!: BillChannel;
  @Field(() => ID, { nullable: true, description: 'Who handed it in; null for what came by mail or from the ledger.' }) @Property({ type: 'text', fieldName: 'submitted_by', nullable: true }) submittedBy!: string | null;
  @Field(() => String, { nullable: true, description: 'What they are called, or who sent the mail.' }) @Property({ type: 'text', fieldName: 'submitted_by_name', nullable: true }) submittedByName!: string | null;
  /** Who handed it in or coded it, and so never approves it. */
  @Property({ type: 'json', fieldName: 'author_ids' }) authorIds!: string[];
  @Field(() => String, { nullable: true, description: 'SHA-256 of its file, of what it says and of what it is for; null until it was coded. Whoever approves names it.' }) @Property({ type: 'text', fieldName: 'content_hash', nullable: true }) contentHash!: string | null;
  @Property({ type: 'text', fieldName: 'approved_hash', nullable: true }) approvedHash!: string | null;
  @Field(() => String, { nullable: true, description: 'The last characters of the account to which it is to be paid. The account itself is nowhere.' }) @Property({ type: 'text', fieldName: 'bank_mask', nullable: true }) bankMask!: string | null;
  @Property({ type: 'text', fieldName: 'bank_print', nullable: true }) bankPrint!: string | null;
  @Field(() => String, { nullable: true, description: 'Why it is held; null when it is not.' }) @Property({ type: 'text', fieldName: 'held_reason', nullable: true }) heldReason!: string | null;
  @Field(() => String, { nullable: true, description: 'How the vendor was asked before it was released.' }) @Property({ type: 'text', fieldName: 'released_how', nullable: true }) releasedHow!: string | null;
  @Field(() => ID, { nullable: true, description: 'Who released it.' }) @Property({ type: 'text', fieldName: 'released_by', nullable: true }) releasedBy!: string | null;
  /** The account that somebody released: coded anew with the same one, it is not held again. */
  @Property({ type: 'text', fieldName: 'released_print', nullable: true }) releasedPrint!: string | null;
  @IdProperty('bil', { fieldName: 'duplicate_of', nullable: true }) duplicateOfId!: string | null;
  @Property({ type: 'json', fieldName: 'duplicate_check', nullable: true }) duplicateCheck!: DuplicateCheck | null;
  @Field(() => String, { nullable: true, description: 'Why it was rejected, or what is to be changed.' }) @Property({ type: 'text', nullable: true }) reason!: string | null;
  @Property({ type: 'json', nullable: true }) file!: BillFile | null;
  @Field(() => String, { nullable: true, description: 'SHA-256 of its file.' }) @Property({ type: 'text', fieldName: 'file_sha256', nullable: true }) fileSha256!: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'The day on which it was paid.' }) @DayProperty('paid_on') paidOn!: string | null;
  @Field(() => DateTimeScalar, { description: 'When it came in.' }) @TimeProperty('created_at') createdAt!: Date;

  /** What every fact about it tells. */
  get facts() {
    const { vendorId, vendorName, number, dueOn, credit, clientId } = this;
    return { billId: this.id, clientId, vendorId, vendorName, number, total: this.signedMinor === null || this.currency === null ? null : { minor: String(this.signedMinor), currency: this.currency }, dueOn, credit };
  }
  /** Its total, below nothing for what a vendor gives back. */
  get signedMinor(): bigint | null { return this.signed(this.totalMinor); }
  signed(minor: bigint | null): bigint | null { return minor === null ? null : this.credit ? -BigInt(minor) : BigInt(minor); }

  /** Refuses unless it stands in one of these places. */
  demand(places: readonly BillStanding[], sentence: string): void {
    if (!places.includes(this.status)) throw new BillState(this.status, sentence);
  }
  /** Goes to another place, if it may from here. */
  step(to: BillStanding, sentence = 'A bill that stands here cannot go there.'): void {
    if (!mayStep(this.status, to)) throw new BillState(this.status, sentence);
    this.status = to;
  }
  /** A person handed it in or coded it, and so will not approve it. */
  writtenBy(personId: string): void { if (!this.authorIds.includes(personId)) this.authorIds = [...this.authorIds, personId]; }
}

@ObjectType({ description: 'A page of bills.' })
export class BillConnection extends connectionOf(Bill) {}
