import { ArrayMaxSize, ArrayMinSize, IsEmail, IsInt, IsOptional, Length, Matches, Max, Min, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { DateTimeScalar } from '@firmament/kit';
import { plain, plainText } from '../text.rules.js';
import type { Role } from './packet.types.js';
import { RecipientRole } from './recipient.entity.js';

@InputType({ description: 'A person of a packet.' })
export class PacketRecipientInput {
  @Field(() => RecipientRole, { defaultValue: RecipientRole.SIGNER, description: 'What they do.' }) role!: Role;
  @Field(() => Int, { defaultValue: 1, description: 'Whose turn it is first; all of one number at once.' }) @IsInt() @Min(1) @Max(50) order!: number;
  @Field(() => String, { description: 'Name.' }) @Length(1, 200) @Matches(plainText, plain) name!: string;
  @Field(() => String, { description: 'E-mail address.' }) @IsEmail() email!: string;
  @Field(() => ID, { nullable: true, description: 'The person of the client, where it is one: it then waits on their own list in the portal.' }) contactId?: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when they can sign, where it is sooner than for the others.' }) @IsOptional() expiresAt?: Date | null;
}
@InputType({ description: 'How long a packet waits, and how it reminds.' })
export class PacketTermsInput {
  @Field(() => String, { nullable: true, description: 'A word to the people who sign.' }) @IsOptional() @Length(0, 2000) @Matches(plainText, plain) message?: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when it can be signed; thirty days when left out.' }) @IsOptional() expiresAt?: Date | null;
  @Field(() => Int, { defaultValue: 3, description: 'After how many days a person is first reminded; 0 for never.' }) @IsInt() @Min(0) @Max(90) remindAfterDays!: number;
  @Field(() => Int, { defaultValue: 3, description: 'How many days stand between two reminders.' }) @IsInt() @Min(1) @Max(90) remindEveryDays!: number;
  @Field(() => String, { nullable: true, description: 'The signing service; the usual one when left out.' }) @IsOptional() @Length(1, 40) @Matches(plainText, plain) provider?: string | null;
}
@InputType({ description: 'Documents to put together for signing.' })
export class CreatePacketInput extends PacketTermsInput {
  @Field(() => [ID], { description: 'The agreements whose newest version is signed, 1 to 10 of one client; the first one gives its title.' }) @ArrayMinSize(1) @ArrayMaxSize(10) agreementIds!: string[];
  @Field(() => [PacketRecipientInput], { nullable: true, description: 'The people, 1 to 30; all who sign for the client, at once, when left out.' }) @IsOptional() @ArrayMinSize(1) @ArrayMaxSize(30) @ValidateNested({ each: true }) recipients?: PacketRecipientInput[] | null;
}
@InputType({ description: 'A packet.' })
export class PacketIdInput {
  @Field(() => ID, { description: 'The packet.' }) packetId!: string;
}
@InputType({ description: 'A packet to take back.' })
export class CancelPacketInput extends PacketIdInput {
  @Field(() => String, { nullable: true, description: 'Why.' }) @IsOptional() @Length(1, 500) @Matches(plainText, plain) reason?: string | null;
}
@InputType({ description: 'A packet that gets more time.' })
export class ExtendPacketInput extends PacketIdInput {
  @Field(() => DateTimeScalar, { description: 'Until when it can be signed.' }) expiresAt!: Date;
}
@InputType({ description: 'A packet that goes out again.' })
export class ReviseAndResendPacketInput extends PacketTermsInput {
  @Field(() => ID, { description: 'The packet that was declined, expired or taken back.' }) packetId!: string;
  @Field(() => [PacketRecipientInput], { nullable: true, description: 'The people, where they are others.' }) @IsOptional() @ArrayMinSize(1) @ArrayMaxSize(30) @ValidateNested({ each: true }) recipients?: PacketRecipientInput[] | null;
}
@InputType({ description: 'A packet that goes by another signing service.' })
export class SwitchPacketProviderInput extends PacketIdInput {
  @Field(() => String, { description: 'The signing service.' }) @Length(1, 40) @Matches(plainText, plain) provider!: string;
}
@InputType({ description: 'A person who signs in place of another one.' })
export class ReplaceRecipientInput {
  @Field(() => ID, { description: 'Who was named wrongly.' }) recipientId!: string;
  @Field(() => String, { description: 'Name of the right person.' }) @Length(1, 200) @Matches(plainText, plain) name!: string;
  @Field(() => String, { description: 'Their e-mail address.' }) @IsEmail() email!: string;
  @Field(() => ID, { nullable: true, description: 'The person of the client, where it is one.' }) contactId?: string | null;
  @Field(() => String, { nullable: true, description: 'Why.' }) @IsOptional() @Length(1, 500) @Matches(plainText, plain) reason?: string | null;
}
