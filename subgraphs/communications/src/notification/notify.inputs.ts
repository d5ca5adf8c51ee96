import { IsOptional, Length, ValidateNested } from 'class-validator';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Notification } from './notification.entity.js';

@InputType({ description: 'What a notice is about.' })
export class NotificationAboutInput {
  @Field(() => String, { description: 'What kind of thing, for example `task` or `file_request`.' }) @Length(1, 60) kind!: string;
  @Field(() => ID, { description: 'Its id.' }) @Length(1, 100) id!: string;
}
@InputType({ description: 'Something that a member of the firm should know.' })
export class NotifyUserInput {
  @Field(() => ID, { nullable: true, description: 'Who; the owner of the firm when null, or when the person is no longer active.' }) @IsOptional() userId?: string | null;
  @Field(() => String, { description: 'It in a few words.' }) @Length(1, 200) subject!: string;
  @Field(() => String, { description: 'What to know.' }) @Length(1, 4000) text!: string;
  @Field(() => NotificationAboutInput, { nullable: true, description: 'What it is about.' }) @IsOptional() @ValidateNested() about?: NotificationAboutInput | null;
  @Field(() => String, { description: 'What makes it one notice: the same key tells nobody twice.' }) @Length(1, 200) dedupeKey!: string;
}
@ObjectType({ description: 'What became of a notice.' })
export class NotifyUserPayload {
  @Field(() => Notification, { description: 'The notice.' }) notification!: Notification;
  @Field(() => Boolean, { description: 'False when it was given before.' }) told!: boolean;
}
@InputType({ description: 'How one wants to be told.' })
export class SetNotificationPreferenceInput {
  @Field(() => Boolean, { description: 'True to get notices by mail, too.' }) byMail!: boolean;
}
@ObjectType({ description: 'How a member of the firm wants to be told.' })
export class NotificationPreference {
  @Field(() => Boolean, { description: 'True when notices come by mail, too.' }) byMail!: boolean;
}
