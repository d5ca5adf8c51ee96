import { IsInt, IsOptional, Length, Matches, MaxLength } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar, Personal } from '@firmament/kit';
import { plain, plainText } from '../../text.rules.js';
import type { LedgerName as Name } from '../ledger-port.js';
import { LedgerConnection, LedgerConsent, LedgerName } from './ledger-connection.entity.js';

@ObjectType({ description: 'What is on its way to a ledger.' })
export class LedgerQueueStanding {
  @Field(() => Int, { description: 'How much waits for its turn, or for the ledger.' }) waiting!: number;
  @Field(() => Int, { description: 'How much is stuck until somebody mends what the ledger named.' }) stuck!: number;
  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when the oldest of it waits; null when nothing does.' }) since!: Date | null;
}
@ObjectType({ description: 'A ledger, and how the firm is connected to it.' })
export class LedgerService {
  @Field(() => LedgerName, { description: 'Which.' }) name!: Name;
  @Field(() => String, { description: 'What it is called.' }) label!: string;
  @Field(() => String, { description: 'What connecting it means.' }) summary!: string;
  @Field(() => Boolean, { description: 'True where people can consent at its own page.' }) offered!: boolean;
  @Field(() => LedgerConnection, { nullable: true, description: 'The firm\'s connection to it.' }) connection!: LedgerConnection | null;
}
/** What a code is for. */
export const LedgerCodeKind = { INCOME: 'INCOME', EXPENSE: 'EXPENSE', TAX: 'TAX' } as const;
registerEnumType(LedgerCodeKind, { name: 'LedgerCodeKind', description: 'What a code of a ledger is for.', valuesConfig: { INCOME: { description: 'On what invoices are booked.' }, EXPENSE: { description: 'On what bills are booked.' }, TAX: { description: 'A tax.' } } });
@ObjectType({ description: 'A code of the ledger that lines can carry.' })
export class LedgerCodeRow {
  @Field(() => String, { description: 'What people call it: this goes onto a line.' }) code!: string;
  @Field(() => String, { description: 'Its name.' }) name!: string;
  @Field(() => LedgerCodeKind, { description: 'What it is for.' }) kind!: keyof typeof LedgerCodeKind;
  @Field(() => Int, { nullable: true, description: 'The rate of a tax, in hundredths of a percent.' }) rateBasisPoints!: number | null;
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
