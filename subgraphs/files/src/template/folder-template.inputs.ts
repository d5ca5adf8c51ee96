import { ArrayMaxSize, ArrayMinSize, IsInt, IsOptional, Length, Matches, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { Visibility } from './folder-template.entity.js';

const plainText = /^[^\u0000-\u001f]*$/;

@InputType({ description: 'One folder of a template.' })
export class FolderTemplateLineInput {
  @Field(() => String, { description: 'Path from the root; may hold {client} and {year}.' }) @Length(1, 500) @Matches(plainText, { message: 'the path holds characters that cannot be kept' }) path!: string;
  @Field(() => Visibility, { description: 'Who may see it.' }) visibility!: Visibility;
}
@InputType({ description: 'A new folder template.' })
export class CreateFolderTemplateInput {
  @Field(() => String, { description: 'Name.' }) @Length(1, 120) @Matches(plainText, { message: 'the name holds characters that cannot be kept' }) name!: string;
  @Field(() => [FolderTemplateLineInput], { description: 'The folders, 1 to 200.' }) @ArrayMinSize(1) @ArrayMaxSize(200) @ValidateNested({ each: true }) folders!: FolderTemplateLineInput[];
}
@InputType({ description: 'New folders for a template; clients that have theirs keep them.' })
export class ChangeFolderTemplateInput extends CreateFolderTemplateInput {
  @Field(() => ID, { description: 'The template.' }) templateId!: string;
  @Field(() => Int, { nullable: true, description: 'Refuse when the template has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'A template to delete.' })
export class DeleteFolderTemplateInput {
  @Field(() => ID, { description: 'The template.' }) templateId!: string;
  @Field(() => Boolean, { defaultValue: false, description: 'Delete it even though clients have folders from it.' }) force!: boolean;
}
@InputType({ description: 'A deleted template that is needed again.' })
export class RestoreFolderTemplateInput {
  @Field(() => ID, { description: 'The template.' }) templateId!: string;
}
