import { ArrayMaxSize, IsOptional, Length, Matches, ValidateNested } from 'class-validator';
import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { BigIntScalar, CurrencyCodeScalar, DateScalar } from '@firmament/kit';
import { plain, plainText } from '../text.rules.js';
import { PaymentMethod } from './payment.entity.js';
import type { PaymentWay } from './payment.types.js';

/** What becomes of the invoice when its money is given back. */
export const RefundEffect = { REOPEN: 'REOPEN', CREDIT: 'CREDIT' } as const;
export type RefundEffect = keyof typeof RefundEffect;
registerEnumType(RefundEffect, { name: 'RefundEffect', description: 'What becomes of an invoice when its money is given back.', valuesConfig: { REOPEN: { description: 'It is owed again.' }, CREDIT: { description: 'A credit note takes the place of the money.' } } });

@InputType({ description: 'What a payment settles of an invoice.' })
export class AllocationInput {
  @Field(() => ID, { description: 'The invoice.' }) invoiceId!: string;
  @Field(() => BigIntScalar, { nullable: true, description: 'How much in minor units; all that is owed, as far as the money reaches, when left out.' }) amountMinor?: bigint | number | null;
}
@InputType({ description: 'Money that came, or is on its way.' })
export class RecordPaymentInput {
  @Field(() => ID, { description: 'The client.' }) clientId!: string;
  @Field(() => BigIntScalar, { description: 'How much, in minor units.' }) amountMinor!: bigint | number;
  @Field(() => CurrencyCodeScalar, { description: 'The currency.' }) currency!: string;
  @Field(() => PaymentMethod, { description: 'How it came.' }) method!: PaymentWay;
  @Field(() => DateScalar, { description: 'The day from which it counts.' }) receivedOn!: string;
  @Field(() => String, { nullable: true, description: 'What the payer wrote.' }) @IsOptional() @Length(1, 200) @Matches(plainText, plain) reference?: string | null;
  @Field(() => String, { nullable: true, description: 'Its number at whoever carried it. The same number is the same payment.' }) @IsOptional() @Length(1, 120) @Matches(plainText, plain) providerRef?: string | null;
  @Field(() => Boolean, { defaultValue: false, description: 'True for money that is still on its way.' }) pending!: boolean;
  @Field(() => [AllocationInput], { nullable: true, description: 'What it settles; what is due first when left out; nothing when empty.' }) @IsOptional() @ArrayMaxSize(100) @ValidateNested({ each: true }) allocations?: AllocationInput[] | null;
}
@InputType({ description: 'A payment.' })
export class PaymentIdInput {
  @Field(() => ID, { description: 'The payment.' }) paymentId!: string;
}
@InputType({ description: 'A payment, and why it failed.' })
export class FailPaymentInput extends PaymentIdInput {
  @Field(() => String, { description: 'Why.' }) @Length(1, 500) @Matches(plainText, plain) reason!: string;
}
@InputType({ description: 'A payment, and what else it settles.' })
export class AllocatePaymentInput extends PaymentIdInput {
  @Field(() => [AllocationInput], { nullable: true, description: 'What it settles; what is due first when left out.' }) @IsOptional() @ArrayMaxSize(100) @ValidateNested({ each: true }) allocations?: AllocationInput[] | null;
}
@InputType({ description: 'Money to give back.' })
export class RefundPaymentInput extends PaymentIdInput {
  @Field(() => BigIntScalar, { description: 'How much, in minor units.' }) amountMinor!: bigint | number;
  @Field(() => ID, { nullable: true, description: 'The invoice from which the money is taken; what settles nothing is given back when left out.' }) invoiceId?: string | null;
  @Field(() => RefundEffect, { defaultValue: 'REOPEN', description: 'What becomes of that invoice.' }) effect!: RefundEffect;
  @Field(() => String, { description: 'Why.' }) @Length(1, 500) @Matches(plainText, plain) reason!: string;
}
