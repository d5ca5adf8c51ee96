import { ArrayMaxSize, IsEmail, IsInt, IsOptional, Length, Matches, MaxLength, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { PageArgs } from '@firmament/kit';
import { Client, ClientKind, ClientStatus } from './client.entity.js';

/** Text without control characters: NUL and its kin cannot be kept and are never meant. */
export const plainText = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f]*$/;

/** Where a client stands once it is bound. */
export enum EngagedStatus { ONBOARDING = 'ONBOARDING', ACTIVE = 'ACTIVE' }
registerEnumType(EngagedStatus, { name: 'EngagedStatus', description: 'Where a client stands once an agreement binds it.', valuesConfig: { ONBOARDING: { description: 'Signed, being set up.' }, ACTIVE: { description: 'Served.' } } });

@InputType('ClientIntakeAnswerInput', { description: 'One answer given at intake.' })
export class IntakeAnswerInput {
  @Field(() => String, { description: 'Key of the question.' }) @Length(1, 80) key!: string;
  @Field(() => String, { description: 'The question as asked.' }) @Length(1, 500) question!: string;
  @Field(() => String, { description: 'The answer.' }) @MaxLength(4000) @Matches(plainText, { message: 'the answer holds characters that cannot be kept' }) answer!: string;
}

@InputType({ description: 'A visitor to recognise, or to add.' })
export class ResolveClientInput {
  @Field(() => String, { description: 'Full name of the person.' }) @Length(1, 200, { message: 'a name has 1 to 200 characters' }) @Matches(plainText, { message: 'the name holds characters that cannot be kept' }) name!: string;
  @Field(() => String, { description: 'E-mail address.' }) @IsEmail({}, { message: 'this is not an e-mail address' }) @MaxLength(320) email!: string;
  @Field(() => String, { nullable: true, description: 'Phone number; kept in E.164 when it can be read.' }) @IsOptional() @MaxLength(40) phone?: string | null;
  @Field(() => ClientKind, { description: 'What sort of client to add.' }) kind!: ClientKind;
  @Field(() => String, { nullable: true, description: 'Name of the organisation or household.' }) @IsOptional() @Length(1, 200) @Matches(plainText, { message: 'the name holds characters that cannot be kept' }) organisation?: string | null;
  @Field(() => ID, { nullable: true, description: 'The member of staff who will own the client.' }) @IsOptional() @Matches(/^usr_/) ownerUserId?: string | null;
  @Field(() => String, { description: 'How the firm came to know the person, such as BOOKING.' }) @Matches(/^[A-Z_]{2,40}$/) source!: string;
  @Field(() => String, { nullable: true, description: 'The event that brought the person.' }) @IsOptional() @MaxLength(60) sourceEventId?: string | null;
  @Field(() => [IntakeAnswerInput], { nullable: true, description: 'What the person answered.' }) @IsOptional() @ArrayMaxSize(50) @ValidateNested({ each: true }) intake?: IntakeAnswerInput[] | null;
}

@InputType({ description: 'A client to add by hand.' })
export class CreateClientInput {
  @Field(() => String, { description: 'The name that the firm uses.' }) @Length(1, 200, { message: 'a name has 1 to 200 characters' }) @Matches(plainText, { message: 'the name holds characters that cannot be kept' }) displayName!: string;
  @Field(() => ClientKind, { description: 'What sort of client it is.' }) kind!: ClientKind;
  @Field(() => ClientStatus, { nullable: true, description: 'Where it stands; LEAD when left out.' }) @IsOptional() status?: ClientStatus | null;
  @Field(() => ID, { nullable: true, description: 'The member of staff who owns it.' }) @IsOptional() @Matches(/^usr_/) ownerUserId?: string | null;
  @Field(() => String, { nullable: true, description: 'Billing currency, ISO 4217.' }) @IsOptional() @Matches(/^[A-Z]{3}$/) currency?: string | null;
  @Field(() => String, { nullable: true, description: 'IANA time zone.' }) @IsOptional() @MaxLength(64) timeZone?: string | null;
  @Field(() => [FactInput], { nullable: true, description: 'Short facts for the header.' }) @IsOptional() @ArrayMaxSize(12) @ValidateNested({ each: true }) facts?: FactInput[] | null;
}

@InputType({ description: 'A short fact of the record.' })
export class FactInput {
  @Field(() => String, { description: 'What it is.' }) @Length(1, 60) label!: string;
  @Field(() => String, { description: 'What it says.' }) @Length(1, 200) value!: string;
}

@InputType({ description: 'A step in the life of a client.' })
export class ChangeClientStatusInput {
  @Field(() => ID, { description: 'The client.' }) clientId!: string;
  @Field(() => ClientStatus, { description: 'Where it goes.' }) status!: ClientStatus;
  @Field(() => String, { nullable: true, description: 'Why; needed for FORMER.' }) @IsOptional() @Length(1, 500) reason?: string | null;
  @Field(() => [ClientStatus], { nullable: true, description: 'The step is taken only from one of these; a client who stands elsewhere stays there.' }) @IsOptional() @ArrayMaxSize(8) onlyFrom?: ClientStatus[] | null;
  @Field(() => String, { nullable: true, description: 'The step is taken only where the client stands for this very reason.' }) @IsOptional() @Length(1, 500) @Matches(plainText, { message: 'the reason holds characters that cannot be kept' }) onlyReason?: string | null;
  @Field(() => Int, { nullable: true, description: 'Refuse when the record has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}

@InputType({ description: 'A client whom an agreement binds.' })
export class EngageClientInput {
  @Field(() => ID, { description: 'The client.' }) clientId!: string;
  @Field(() => EngagedStatus, { defaultValue: EngagedStatus.ACTIVE, description: 'Where it stands from now on.' }) status!: EngagedStatus;
}
@ObjectType({ description: 'The client, and whether anything changed.' })
export class EngageClientPayload {
  @Field(() => Client, { description: 'The client.' }) client!: Client;
  @Field(() => Boolean, { description: 'False when the firm served it already.' }) changed!: boolean;
}

@InputType({ description: 'A person to tie to a client.' })
export class AddContactInput {
  @Field(() => ID, { description: 'The client.' }) clientId!: string;
  @Field(() => String, { description: 'Full name.' }) @Length(1, 200, { message: 'a name has 1 to 200 characters' }) @Matches(plainText, { message: 'the name holds characters that cannot be kept' }) name!: string;
  @Field(() => String, { nullable: true, description: 'E-mail address.' }) @IsOptional() @IsEmail({}, { message: 'this is not an e-mail address' }) @MaxLength(320) email?: string | null;
  @Field(() => String, { nullable: true, description: 'Phone number.' }) @IsOptional() @MaxLength(40) phone?: string | null;
  @Field(() => String, { description: 'What the person is to the client.' }) @Length(1, 80) role!: string;
  @Field(() => Boolean, { defaultValue: false, description: 'The first person to talk to.' }) isPrimary!: boolean;
  @Field(() => Boolean, { defaultValue: false, description: 'May sign.' }) isSignatory!: boolean;
  @Field(() => Boolean, { defaultValue: false, description: 'Receives invoices.' }) isBilling!: boolean;
  @Field(() => Boolean, { defaultValue: false, description: 'May use the portal.' }) portalAccess!: boolean;
}

@ArgsType()
export class ClientListArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Part of a name.' }) @IsOptional() @MaxLength(200) search?: string | null;
  @Field(() => [ClientStatus], { nullable: true, description: 'Only clients that stand here.' }) @IsOptional() status?: ClientStatus[] | null;
  @Field(() => ID, { nullable: true, description: 'Only clients of this member of staff.' }) @IsOptional() ownerUserId?: string | null;
}

@InputType({ description: 'Another name for a client.' })
export class RenameClientInput {
  @Field(() => ID, { description: 'The client.' }) clientId!: string;
  @Field(() => String, { description: 'The name that the firm uses.' }) @Length(1, 200, { message: 'a name has 1 to 200 characters' }) @Matches(plainText, { message: 'the name holds characters that cannot be kept' }) displayName!: string;
  @Field(() => Int, { nullable: true, description: 'Refuse when the record has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}

@InputType({ description: 'Another owner for a client.' })
export class AssignClientOwnerInput {
  @Field(() => ID, { description: 'The client.' }) clientId!: string;
  @Field(() => ID, { nullable: true, description: 'The member of staff; null for nobody.' }) @IsOptional() @Matches(/^usr_/) ownerUserId?: string | null;
  @Field(() => Int, { nullable: true, description: 'Refuse when the record has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
