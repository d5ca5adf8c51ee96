import { IsDate, IsInt, IsOptional, Length, Matches } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Audience, DateTimeScalar, Personal } from '@firmament/kit';
import { Visibility } from '../template/folder-template.entity.js';

const plainText = /^[^\u0000-\u0008\u000b-\u001f]*$/;
const plain = { message: 'the text holds characters that cannot be kept' };

@InputType({ description: 'A file.' })
export class FileIdInput {
  @Field(() => ID, { description: 'The file.' }) fileId!: string;
  @Field(() => Int, { nullable: true, description: 'Refuse when the file has another version number by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'Where a file shall lie.' })
export class MoveFileInput extends FileIdInput {
  @Field(() => ID, { nullable: true, description: 'The folder; the top of the client when null.' }) folderId?: string | null;
}
@InputType({ description: 'What a file shall be called.' })
export class RenameFileInput extends FileIdInput {
  @Field(() => String, { description: 'Name.' }) @Length(1, 255) @Matches(/^[^/\\\u0000-\u001f\u202a-\u202e]*$/, { message: 'the name holds characters that cannot be kept' }) name!: string;
}
@InputType({ description: 'An earlier version that shall be the newest again.' })
export class RestoreFileVersionInput extends FileIdInput {
  @Field(() => Int, { description: 'Its number.' }) @IsInt() versionNo!: number;
}
@InputType({ description: 'An answer to a document.' })
export class AnswerFileInput extends FileIdInput {
  @Field(() => Int, { description: 'The version that was looked at; another one by now refuses.' }) @IsInt() versionNo!: number;
  @Field(() => String, { nullable: true, description: 'A word to the firm.' }) @IsOptional() @Length(1, 2000) @Matches(plainText, plain) comment?: string | null;
}
@InputType({ description: 'A reason that keeps a file closed to the client.' })
export class LockFileInput {
  @Field(() => ID, { description: 'The file.' }) fileId!: string;
  @Field(() => String, { description: 'The reason, for example the id of an invoice. Each reason is taken away by itself.' }) @Length(1, 200) @Matches(plainText, plain) reason!: string;
}
@InputType({ description: 'One reason that keeps files of a client closed.' })
export class LockReasonInput {
  @Field(() => ID, { description: 'The client.' }) clientId!: string;
  @Field(() => String, { description: 'The reason, for example the id of an invoice.' }) @Length(1, 200) @Matches(plainText, plain) reason!: string;
}
@InputType({ description: 'Which version of a file is wanted.' })
export class FileDownloadInput {
  @Field(() => ID, { description: 'The file.' }) fileId!: string;
  @Field(() => Int, { nullable: true, description: 'Number of the version; the newest when left out.' }) @IsOptional() @IsInt() versionNo?: number | null;
}
@ObjectType({ description: 'A way to fetch a file, once made and soon over.' })
@Audience('portal', 'public')
export class FileDownload {
  @Personal() @Field(() => String, { description: 'Address; it saves the file and never shows it in the page.' }) url!: string;
  @Field(() => DateTimeScalar, { description: 'Until when the address works.' }) expiresAt!: Date;
  @Personal() @Field(() => String, { description: 'Name of the file.' }) name!: string;
}
@InputType({ description: 'A folder to make.' })
export class CreateFolderInput {
  @Field(() => ID, { description: 'The client.' }) clientId!: string;
  @Field(() => ID, { nullable: true, description: 'The folder in which it stands; the top when null.' }) parentId?: string | null;
  @Field(() => String, { description: 'Name.' }) @Length(1, 200) @Matches(/^[^/\\\u0000-\u001f\u202a-\u202e]*$/, { message: 'the name holds characters that cannot be kept' }) name!: string;
  @Field(() => Visibility, { nullable: true, description: 'Who may see it; as its parent when left out, PRIVATE at the top.' }) @IsOptional() visibility?: Visibility | null;
}
@InputType({ description: 'What a folder shall be called.' })
export class RenameFolderInput {
  @Field(() => ID, { description: 'The folder.' }) folderId!: string;
  @Field(() => String, { description: 'Name.' }) @Length(1, 200) @Matches(/^[^/\\\u0000-\u001f\u202a-\u202e]*$/, { message: 'the name holds characters that cannot be kept' }) name!: string;
  @Field(() => Int, { nullable: true, description: 'Refuse when the folder has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'Where a folder shall stand.' })
export class MoveFolderInput {
  @Field(() => ID, { description: 'The folder.' }) folderId!: string;
  @Field(() => ID, { nullable: true, description: 'The folder in which it shall stand; the top when null.' }) parentId?: string | null;
  @Field(() => Int, { nullable: true, description: 'Refuse when the folder has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'A link to one file for somebody outside.' })
export class CreateShareLinkInput {
  @Field(() => ID, { description: 'The file.' }) fileId!: string;
  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when it opens the file; 14 days when left out, a year at most.' }) @IsOptional() @IsDate() expiresAt?: Date | null;
  @Field(() => String, { nullable: true, description: 'A passcode, 4 to 64 characters.' }) @IsOptional() @Length(4, 64) passcode?: string | null;
}
@InputType({ description: 'A link to a file.' })
export class ShareLinkIdInput {
  @Field(() => ID, { description: 'The link.' }) shareId!: string;
}
@InputType({ description: 'What opens a link to a file.' })
export class OpenShareLinkInput {
  @Field(() => String, { description: 'The secret from the address.' }) @Length(1, 200) token!: string;
  @Field(() => String, { nullable: true, description: 'The passcode, where the link asks for one.' }) @IsOptional() @Length(1, 64) passcode?: string | null;
}
