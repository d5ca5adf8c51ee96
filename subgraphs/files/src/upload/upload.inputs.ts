import { ArrayMaxSize, ArrayMinSize, IsInt, IsOptional, Length, Matches, Max, Min, ValidateNested } from 'class-validator';
import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Audience, Personal } from '@firmament/kit';
import { largestFile } from './parts.rules.js';

@InputType({ description: 'What is to be uploaded, as its sender declares it.' })
export class FileDeclarationInput {
  @Field(() => String, { description: 'Name of the file.' }) @Length(1, 255) name!: string;
  @Field(() => Float, { description: 'Bytes, 1 to 5 GiB.' }) @IsInt() @Min(1) @Max(largestFile) size!: number;
  @Field(() => String, { description: 'Media type, such as `application/pdf`.' }) @Length(3, 120) @Matches(/^[\w.+-]+\/[\w.+-]+$/, { message: 'the type must be a media type such as application/pdf' }) contentType!: string;
  @Field(() => String, { description: 'SHA-256 of the whole file, lower-case hex. What arrives is compared with it.' }) @Matches(/^[0-9a-f]{64}$/, { message: 'the sha256 must be 64 lower-case hex digits' }) sha256!: string;
}
@InputType({ description: 'An upload into a folder, to the top of a client, or as a newer version of a file. Name one of the three.' })
export class BeginUploadInput extends FileDeclarationInput {
  @Field(() => ID, { nullable: true, description: 'The folder.' }) folderId?: string | null;
  @Field(() => ID, { nullable: true, description: 'The client at whose top it shall lie.' }) clientId?: string | null;
  @Field(() => ID, { nullable: true, description: 'The file of which it is a newer version.' }) fileId?: string | null;
}
@InputType({ description: 'What opens a link; left out by somebody who is signed in.' })
export class RequestLinkInput {
  @Field(() => String, { nullable: true, description: 'The secret from the address.' }) @IsOptional() @Length(1, 200) token?: string | null;
  @Field(() => String, { nullable: true, description: 'The passcode, where the link asks for one.' }) @IsOptional() @Length(1, 64) passcode?: string | null;
}
@InputType({ description: 'An upload into a line of a request.' })
export class BeginRequestUploadInput extends FileDeclarationInput {
  @Field(() => ID, { description: 'The line.' }) itemId!: string;
  @Field(() => RequestLinkInput, { nullable: true, description: 'The link, for somebody who is not signed in.' }) @IsOptional() @ValidateNested() link?: RequestLinkInput | null;
}
@InputType({ description: 'Parts for which addresses are wanted.' })
export class PresignUploadPartsInput {
  @Field(() => ID, { description: 'The upload.' }) uploadId!: string;
  @Field(() => [Int], { description: 'Numbers of the parts, from 1, at most 50 at a time.' }) @ArrayMinSize(1) @ArrayMaxSize(50) numbers!: number[];
}
@InputType({ description: 'Parts for which addresses are wanted, of an upload into a line.' })
export class PresignRequestUploadPartsInput extends PresignUploadPartsInput {
  @Field(() => RequestLinkInput, { nullable: true, description: 'The link, for somebody who is not signed in.' }) @IsOptional() @ValidateNested() link?: RequestLinkInput | null;
}
@InputType({ description: 'A part that was sent.' })
export class SentPartInput {
  @Field(() => Int, { description: 'Its number.' }) @IsInt() @Min(1) number!: number;
  @Field(() => String, { description: 'The ETag with which the store answered.' }) @Length(1, 100) etag!: string;
}
@InputType({ description: 'An upload whose parts are all sent.' })
export class CompleteUploadInput {
  @Field(() => ID, { description: 'The upload.' }) uploadId!: string;
  @Field(() => [SentPartInput], { description: 'All parts.' }) @ArrayMinSize(1) @ArrayMaxSize(1000) @ValidateNested({ each: true }) parts!: SentPartInput[];
}
@InputType({ description: 'An upload into a line whose parts are all sent.' })
export class CompleteRequestUploadInput extends CompleteUploadInput {
  @Field(() => RequestLinkInput, { nullable: true, description: 'The link, for somebody who is not signed in.' }) @IsOptional() @ValidateNested() link?: RequestLinkInput | null;
}
@InputType({ description: 'An upload.' })
export class UploadIdInput {
  @Field(() => ID, { description: 'The upload.' }) uploadId!: string;
}
@InputType({ description: 'An upload into a line.' })
export class RequestUploadIdInput extends UploadIdInput {
  @Field(() => RequestLinkInput, { nullable: true, description: 'The link, for somebody who is not signed in.' }) @IsOptional() @ValidateNested() link?: RequestLinkInput | null;
}
@ObjectType({ description: 'Where one part goes: PUT exactly `size` bytes there, with this content type.' })
@Audience('portal', 'public')
export class UploadPartAddress {
  @Field(() => Int, { description: 'Number of the part.' }) number!: number;
  @Personal() @Field(() => String, { description: 'Address, for five minutes.' }) url!: string;
  @Field(() => Float, { description: 'Bytes that it takes, no more and no less.' }) size!: number;
  @Field(() => String, { description: 'The content-type header to send.' }) contentType!: string;
}
