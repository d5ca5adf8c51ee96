import { ArrayMaxSize, ArrayMinSize, IsEmail, IsInt, IsOptional, Length, Matches, Min, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { DateScalar, DateTimeScalar } from '@firmament/kit';

const plainText = /^[^\u0000-\u0008\u000b-\u001f]*$/;
const plain = { message: 'the text holds characters that cannot be kept' };

@InputType({ description: 'One thing to ask for.' })
export class FileRequestItemInput {
  @Field(() => String, { description: 'What is asked for.' }) @Length(1, 200) @Matches(plainText, plain) title!: string;
  @Field(() => Boolean, { defaultValue: true, description: 'Whether the request is incomplete without it.' }) required!: boolean;
  @Field(() => String, { nullable: true, description: 'How to find it, or an example.' }) @IsOptional() @Length(0, 1000) @Matches(plainText, plain) hint?: string | null;
}
@InputType({ description: 'Who gets the link.' })
export class FileRequestRecipientInput {
  @Field(() => String, { description: 'Name.' }) @Length(1, 200) @Matches(plainText, plain) name!: string;
  @Field(() => String, { description: 'E-mail address.' }) @IsEmail() email!: string;
}
@InputType({ description: 'What a request says.' })
export class FileRequestWordsInput {
  @Field(() => String, { description: 'What it is about.' }) @Length(1, 200) @Matches(plainText, plain) title!: string;
  @Field(() => String, { nullable: true, description: 'A word to the client.' }) @IsOptional() @Length(0, 2000) @Matches(plainText, plain) note?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'By which day.' }) @IsOptional() dueOn?: string | null;
  @Field(() => [DateTimeScalar], { nullable: true, description: 'When to remind, at most 10 times; three days before, on the day and three days after when left out.' }) @IsOptional() @ArrayMaxSize(10) remindAt?: Date[] | null;
  @Field(() => ID, { nullable: true, description: 'Into which folder the files go.' }) folderId?: string | null;
  @Field(() => FileRequestRecipientInput, { nullable: true, description: 'Who gets the link; the main contact when left out.' }) @IsOptional() @ValidateNested() recipient?: FileRequestRecipientInput | null;
  @Field(() => [FileRequestItemInput], { description: 'The lines, 1 to 100.' }) @ArrayMinSize(1) @ArrayMaxSize(100) @ValidateNested({ each: true }) items!: FileRequestItemInput[];
}
@InputType({ description: 'A request to write down.' })
export class CreateFileRequestInput extends FileRequestWordsInput {
  @Field(() => ID, { description: 'The client who is asked.' }) clientId!: string;
  @Field(() => ID, { nullable: true, description: 'The project it serves.' }) projectId?: string | null;
}
@InputType({ description: 'Other words for a request that was not sent yet.' })
export class ChangeFileRequestInput extends FileRequestWordsInput {
  @Field(() => ID, { description: 'The request.' }) requestId!: string;
  @Field(() => Int, { nullable: true, description: 'Refuse when the request has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'A request to send.' })
export class SendFileRequestInput {
  @Field(() => ID, { description: 'The request.' }) requestId!: string;
  @Field(() => String, { nullable: true, description: 'A passcode that the link asks for, 4 to 64 characters; tell it to the client by another way.' }) @IsOptional() @Length(4, 64) passcode?: string | null;
  @Field(() => Int, { nullable: true, description: 'Refuse when the request has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'A line of a request.' })
export class FileRequestItemIdInput {
  @Field(() => ID, { description: 'The line.' }) itemId!: string;
  @Field(() => Int, { nullable: true, description: 'Refuse when the line has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'A line of a request, and why.' })
export class FileRequestItemReasonInput extends FileRequestItemIdInput {
  @Field(() => String, { description: 'Why, in words for the client.' }) @Length(1, 500) @Matches(plainText, plain) reason!: string;
}
@InputType({ description: 'A request.' })
export class FileRequestIdInput {
  @Field(() => ID, { description: 'The request.' }) requestId!: string;
}
@InputType({ description: 'A request, and why.' })
export class CancelFileRequestInput extends FileRequestIdInput {
  @Field(() => String, { nullable: true, description: 'Why.' }) @IsOptional() @Length(1, 500) @Matches(plainText, plain) reason?: string | null;
}
@InputType({ description: 'A reminder that is due.' })
export class RemindFileRequestInput extends FileRequestIdInput {
  @Field(() => Int, { description: 'The round for which the reminder was planned.' }) @IsInt() @Min(1) round!: number;
  @Field(() => Int, { description: 'Which reminder of the round it is, from 1.' }) @IsInt() @Min(1) reminderNo!: number;
}
@InputType({ description: 'A request as a project lays it out.' })
export class ProjectFileRequestInput {
  @Field(() => String, { description: 'What makes it one request of the project: the same key is never laid out twice.' }) @Length(1, 120) key!: string;
  @Field(() => String, { description: 'What it is about.' }) @Length(1, 200) @Matches(plainText, plain) title!: string;
  @Field(() => [FileRequestItemInput], { description: 'The lines, 1 to 100.' }) @ArrayMinSize(1) @ArrayMaxSize(100) @ValidateNested({ each: true }) items!: FileRequestItemInput[];
  @Field(() => DateScalar, { nullable: true, description: 'By which day.' }) @IsOptional() dueOn?: string | null;
}
@InputType({ description: 'The requests of a project.' })
export class CreateFileRequestsForProjectInput {
  @Field(() => ID, { description: 'The project.' }) projectId!: string;
  @Field(() => ID, { description: 'The client.' }) clientId!: string;
  @Field(() => [ProjectFileRequestInput], { description: 'The requests, at most 50.' }) @ArrayMaxSize(50) @ValidateNested({ each: true }) requests!: ProjectFileRequestInput[];
}
