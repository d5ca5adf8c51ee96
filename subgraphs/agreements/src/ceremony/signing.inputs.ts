import { ArrayMaxSize, IsBase64, IsInt, IsOptional, Length, Matches, Max, Min, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { plain, plainText } from '../text.rules.js';

/** A drawn name is a small picture: the request around it is limited too. */
const mostLetters = 180_000;

@InputType({ description: 'How somebody puts their name: exactly one of the two.' })
export class SignatureMarkInput {
  @Field(() => String, { nullable: true, description: 'Typed, 1 to 100 letters.' }) @IsOptional() @Length(1, 100) @Matches(plainText, plain) typed?: string | null;
  @Field(() => String, { nullable: true, description: 'Drawn: a PNG in base64, at most 180,000 letters.' }) @IsOptional() @Length(1, mostLetters) @IsBase64({}, { message: 'the picture is not base64' }) drawnPng?: string | null;
}
@InputType({ description: 'What a person writes into a field.' })
export class SigningValueInput {
  @Field(() => Int, { description: 'Which field, by its index.' }) @IsInt() @Min(0) @Max(1000) index!: number;
  @Field(() => String, { description: 'What stands there.' }) @Length(0, 500) @Matches(plainText, plain) value!: string;
}
@InputType({ description: 'A packet that somebody was asked to sign.' })
export class SigningInput {
  @Field(() => ID, { description: 'The packet.' }) packetId!: string;
}
@InputType({ description: 'A signature, or an approval.' })
export class SignPacketInput extends SigningInput {
  @Field(() => String, { description: 'The sentence that was agreed to, letter by letter as `Signing.consent` says it.' }) @Length(1, 1000) consent!: string;
  @Field(() => SignatureMarkInput, { nullable: true, description: 'The name as it was put. Whoever only approves needs none.' }) @IsOptional() @ValidateNested() mark?: SignatureMarkInput | null;
  @Field(() => [SigningValueInput], { defaultValue: [], description: 'What was written into text fields.' }) @ArrayMaxSize(200) @ValidateNested({ each: true }) values!: SigningValueInput[];
}
@InputType({ description: 'A no.' })
export class DeclineSigningInput extends SigningInput {
  @Field(() => String, { description: 'Why, 1 to 500 letters.' }) @Length(1, 500) @Matches(plainText, plain) reason!: string;
}
