import { ArrayMaxSize, IsInt, IsOptional, Length, Matches, MaxLength, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Personal } from '@firmament/kit';
import { plain, plainText } from '../text.rules.js';
import { SigningConnection, SigningServiceName } from './connection.entity.js';
import { SigningConsent } from './consent.entity.js';
import type { SigningProviderName } from '../signing/signing-provider.js';

/** How a field of a form looks. */
export const FieldLook = { LINE: 'LINE', LINES: 'LINES', SWITCH: 'SWITCH' } as const;
registerEnumType(FieldLook, { name: 'ConnectionFieldLook', description: 'How a field of a connection form looks.', valuesConfig: {
  LINE: { description: 'One line.' }, LINES: { description: 'Several lines.' }, SWITCH: { description: 'On (`true`) or off.' } } });

@ObjectType({ description: 'One thing that is asked for when a service is connected.' })
export class ConnectionField {
  @Field(() => String, { description: 'Its name in `settings` or `secrets`.' }) name!: string;
  @Field(() => String, { description: 'What it is called.' }) label!: string;
  @Field(() => String, { description: 'Where it is found.' }) hint!: string;
  @Field(() => Boolean, { description: 'True when it goes into `secrets`, from where it is never shown again.' }) secret!: boolean;
  @Field(() => Boolean, { description: 'True when nothing works without it.' }) required!: boolean;
  @Field(() => FieldLook, { description: 'How it looks.' }) kind!: keyof typeof FieldLook;
}

@ObjectType({ description: 'Something that can carry out signing, and how the firm is connected to it.' })
export class SigningService {
  @Field(() => SigningServiceName, { description: 'Which.' }) name!: SigningProviderName;
  @Field(() => String, { description: 'What it is called.' }) label!: string;
  @Field(() => String, { description: 'What it does.' }) summary!: string;
  @Field(() => [ConnectionField], { description: 'What is asked for when it is connected with keys.' }) fields!: ConnectionField[];
  @Field(() => [ConnectionField], { nullable: true, description: 'What is asked for before people consent at the service\'s own page; null where that way is not open.' }) consentFields!: ConnectionField[] | null;
  @Field(() => Boolean, { description: 'True for the one that packets go to when nobody names another.' }) usual!: boolean;
  @Field(() => Int, { description: 'How many packets are with it now.' }) packetsOut!: number;
  @Field(() => [SigningConnection], { description: 'The firm\'s connections to it; none for the built-in signer, which needs none.' }) connections!: SigningConnection[];
}

@ObjectType({ description: 'A consent that was begun, and where it is given.' })
export class BegunSigningConsent {
  @Field(() => SigningConsent, { description: 'The consent.' }) consent!: SigningConsent;
  @Personal() @Field(() => String, { nullable: true, description: 'The service\'s own page, to which the person goes now. Said once: a repeated request does not get it.' }) address!: string | null;
}

@ObjectType({ description: 'The service that packets go to when nobody names another.' })
export class UsualSigningService {
  @Field(() => SigningServiceName, { description: 'Which.' }) service!: SigningProviderName;
}

@InputType({ description: 'A value that may be seen.' })
export class ConnectionSettingInput {
  @Field(() => String, { description: 'Its name among the fields.' }) @Length(1, 40) name!: string;
  @Field(() => String, { description: 'The value.' }) @MaxLength(500) @Matches(plainText, plain) value!: string;
}
@InputType({ description: 'A value that goes into the vault.' })
export class ConnectionSecretInput {
  @Field(() => String, { description: 'Its name among the fields.' }) @Length(1, 40) name!: string;
  @Field(() => String, { description: 'The secret.' }) @MaxLength(20_000) secret!: string;
}
@InputType({ description: 'An account to connect with keys. Connecting the same account again puts the new keys in the old ones\' place.' })
export class ConnectSigningServiceInput {
  @Field(() => SigningServiceName, { description: 'The service.' }) service!: SigningProviderName;
  @Field(() => String, { nullable: true, description: 'What people call the account; the service\'s name where nothing is said.' }) @IsOptional() @Length(1, 120) @Matches(plainText, plain) label?: string | null;
  @Field(() => [ConnectionSettingInput], { defaultValue: [], description: 'What may be seen of it.' }) @ArrayMaxSize(10) @ValidateNested({ each: true }) settings!: ConnectionSettingInput[];
  @Field(() => [ConnectionSecretInput], { description: 'What goes into the vault.' }) @ArrayMaxSize(10) @ValidateNested({ each: true }) secrets!: ConnectionSecretInput[];
}
@InputType({ description: 'A service to ask for consent.' })
export class BeginSigningConsentInput {
  @Field(() => SigningServiceName, { description: 'The service.' }) service!: SigningProviderName;
  @Field(() => [ConnectionSecretInput], { defaultValue: [], description: 'The secret of callbacks, where it is known.' }) @ArrayMaxSize(10) @ValidateNested({ each: true }) secrets!: ConnectionSecretInput[];
}
@InputType({ description: 'What a person brought back from a service\'s page.' })
export class FinishSigningConsentInput {
  @Field(() => String, { description: 'The word that was sent along.' }) @Length(1, 200) state!: string;
  @Field(() => String, { nullable: true, description: 'The code, when they consented.' }) @IsOptional() @Length(1, 4_000) code?: string | null;
  @Field(() => String, { nullable: true, description: 'The service\'s word for why not, when they did not.' }) @IsOptional() @MaxLength(200) error?: string | null;
}
@InputType({ description: 'A connection.' })
export class SigningConnectionIdInput {
  @Field(() => ID, { description: 'Which.' }) connectionId!: string;
}
@InputType({ description: 'A connection to end.' })
export class DisconnectSigningServiceInput extends SigningConnectionIdInput {
  @Field(() => Int, { nullable: true, description: 'Refuse when the connection has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'A service.' })
export class ChooseSigningServiceInput {
  @Field(() => SigningServiceName, { description: 'Which.' }) service!: SigningProviderName;
}
