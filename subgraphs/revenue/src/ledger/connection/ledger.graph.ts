import { IsInt, IsOptional, Length, Matches, MaxLength } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Personal } from '@firmament/kit';
import { plain, plainText } from '../../text.rules.js';
import type { LedgerName as Name } from '../ledger-port.js';
import { LedgerConnection, LedgerConsent, LedgerName } from './ledger-connection.entity.js';

@ObjectType({ description: 'A ledger, and how the firm is connected to it.' })
export class LedgerService {
  @Field(() => LedgerName, { description: 'Which.' }) name!: Name;
  @Field(() => String, { description: 'What it is called.' }) label!: string;
  @Field(() => String, { description: 'What connecting it means.' }) summary!: string;
  @Field(() => Boolean, { description: 'True where people can consent at its own page.' }) offered!: boolean;
  @Field(() => LedgerConnection, { nullable: true, description: 'The firm\'s connection to it.' }) connection!: LedgerConnection | null;
}
@ObjectType({ description: 'A consent that was begun, and where it is given.' })
export class BegunLedgerConsent {
  @Field(() => LedgerConsent, { description: 'The consent.' }) consent!: LedgerConsent;
  @Personal() @Field(() => String, { nullable: true, description: 'The ledger\'s own page, to which the person goes now. Said once: a repeated request does not get it.' }) address!: string | null;
}

@InputType({ description: 'A ledger to ask for consent.' })
export class BeginLedgerConsentInput {
  @Field(() => LedgerName, { description: 'The ledger.' }) ledger!: Name;
  @Field(() => String, { nullable: true, description: 'The secret under which it signs its callbacks, where it is known. It goes into the vault.' }) @IsOptional() @MaxLength(500) callbackKey?: string | null;
}
@InputType({ description: 'What a person brought back from a ledger\'s page.' })
export class FinishLedgerConsentInput {
  @Field(() => String, { description: 'The word that was sent along.' }) @Length(1, 200) state!: string;
  @Field(() => String, { nullable: true, description: 'The code, when they consented.' }) @IsOptional() @Length(1, 4_000) code?: string | null;
  @Field(() => String, { nullable: true, description: 'The ledger\'s word for why not, when they did not.' }) @IsOptional() @MaxLength(200) error?: string | null;
  @Field(() => String, { nullable: true, description: 'The company that they chose, where the ledger says it with the code.' }) @IsOptional() @Matches(/^[\w-]{1,60}$/, { message: 'this is no number of a company' }) realmId?: string | null;
}
@InputType({ description: 'A connection to a ledger.' })
export class LedgerConnectionIdInput {
  @Field(() => ID, { description: 'Which.' }) connectionId!: string;
  @Field(() => Int, { nullable: true, description: 'Refuse when the connection has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'How papers are booked in the ledger.' })
export class ChangeLedgerBookingInput extends LedgerConnectionIdInput {
  @Field(() => String, { nullable: true, description: 'On what lines without an account of their own are booked: what is sold in QuickBooks, an account in Xero.' }) @IsOptional() @Length(1, 60) @Matches(plainText, plain) usualAccount?: string | null;
  @Field(() => String, { nullable: true, description: 'The bank account into which payments are booked, in Xero.' }) @IsOptional() @Length(1, 60) @Matches(plainText, plain) bankAccount?: string | null;
}
