import { IsInt, IsOptional, Length } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from '@firmament/kit';
import { LedgerHealth } from '../../../ledger/connection/ledger-connection.entity.js';
import type { PaymentServiceName as Name } from '../online-payment.types.js';

/** Which payment services there are. */
export const PaymentServiceName = { SANDBOX_PAY: 'SANDBOX_PAY' } as const satisfies Record<Name, Name>;
registerEnumType(PaymentServiceName, { name: 'PaymentServiceName', description: 'A service that takes payments.', valuesConfig: { SANDBOX_PAY: { description: 'Sandbox Pay, at which no money moves.' } } });

@ObjectType({ description: 'The firm\'s account at a payment service, and how it is. What it is connected with is never shown.' })
export class MerchantAccount {
  @Field(() => ID, { description: 'Opaque id.' }) id!: string;
  @Field(() => Int, { description: 'Rises with each change of the connection.' }) version!: number;
  @Field(() => LedgerHealth, { description: 'How it stands.' }) health!: keyof typeof LedgerHealth;
  @Field(() => DateTimeScalar, { description: 'When it was connected, the last time.' }) connectedAt!: Date;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When the service last answered.' }) lastSyncAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'Why it last failed, in a sentence; null once it answered again.' }) lastError!: string | null;
  @Field(() => String, { description: 'Where the service sends its callbacks: to be entered there.' }) callbackAddress!: string;
}
@ObjectType({ description: 'A service that takes payments, and the firm\'s account at it.' })
export class PaymentService {
  @Field(() => PaymentServiceName, { description: 'Which.' }) name!: Name;
  @Field(() => String, { description: 'What it is called.' }) label!: string;
  @Field(() => String, { description: 'What connecting it means.' }) summary!: string;
  @Field(() => Boolean, { description: 'True where this house knows where it is.' }) offered!: boolean;
  @Field(() => MerchantAccount, { nullable: true, description: 'The firm\'s account at it.' }) account!: MerchantAccount | null;
}

@InputType({ description: 'An account at a payment service.' })
export class ConnectPaymentServiceInput {
  @Field(() => PaymentServiceName, { description: 'The service.' }) service!: Name;
  @Field(() => String, { description: 'The key of the account. It goes into the vault.' }) @Length(8, 500, { message: 'the key has 8 to 500 characters' }) apiKey!: string;
  @Field(() => String, { description: 'The secret under which the service signs its callbacks. It goes into the vault.' }) @Length(8, 500, { message: 'the secret has 8 to 500 characters' }) callbackKey!: string;
}
@InputType({ description: 'An account at a payment service.' })
export class MerchantAccountIdInput {
  @Field(() => ID, { description: 'Which.' }) accountId!: string;
  @Field(() => Int, { nullable: true, description: 'Refuse when it has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
