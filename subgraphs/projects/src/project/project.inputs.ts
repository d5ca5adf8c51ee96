import { IsInt, IsOptional, Length, Matches } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar, PageArgs } from '@firmament/kit';
import { idPattern, plainText } from '../text.rules.js';
import { Project, ProjectStatus } from './project.entity.js';

const unkept = { message: 'the text holds characters that cannot be kept' };
const notAnId = (what: string) => ({ message: `this is not the id of ${what}` });

/** What became of a project whose appointment fell through. */
export enum SkeletonOutcome { CANCELLED = 'CANCELLED', KEPT = 'KEPT', NONE = 'NONE' }
registerEnumType(SkeletonOutcome, { name: 'SkeletonOutcome', description: 'What became of a project whose appointment fell through.', valuesConfig: {
  CANCELLED: { description: 'Nobody had begun; it is cancelled.' }, KEPT: { description: 'Somebody had begun; it stays, and a person decides.' }, NONE: { description: 'There was none.' } } });

@ArgsType()
export class ProjectListArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only projects of this client.' }) @IsOptional() @Matches(idPattern('cli'), notAnId('a client')) clientId?: string | null;
  @Field(() => [ProjectStatus], { nullable: true, description: 'Only projects that stand here.' }) @IsOptional() status?: ProjectStatus[] | null;
}
@InputType({ description: 'Work to lay out for a client.' })
export class CreateProjectFromTemplateInput {
  @Field(() => ID, { description: 'The client.' }) clientId!: string;
  @Field(() => ID, { description: 'The published version of the template.' }) templateVersionId!: string;
  @Field(() => ID, { nullable: true, description: 'The appointment that brings it; the first day follows it.' }) @IsOptional() @Matches(idPattern('apt'), notAnId('an appointment')) appointmentId?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'The first day of the work.' }) @IsOptional() kickOffOn?: string | null;
  @Field(() => ID, { nullable: true, description: 'Who owns the project and prepares it; without, those tasks need an owner.' }) @IsOptional() @Matches(idPattern('usr'), notAnId('a member of staff')) ownerUserId?: string | null;
  @Field(() => String, { nullable: true, description: 'What {client} stands for in the name.' }) @IsOptional() @Length(1, 200) @Matches(plainText, unkept) clientName?: string | null;
  @Field(() => String, { nullable: true, description: 'What {period} stands for; the month of the first day when left out.' }) @IsOptional() @Length(1, 80) @Matches(plainText, unkept) period?: string | null;
  @Field(() => Boolean, { defaultValue: false, description: 'Answer the open skeleton of this template that the client has, if there is one, instead of laying out another.' }) onlyIfNoOpenSkeleton!: boolean;
}
@ObjectType({ description: 'The project that now stands.' })
export class CreateProjectFromTemplatePayload {
  @Field(() => Project, { description: 'The project.' }) project!: Project;
  @Field(() => Boolean, { description: 'False when an open skeleton was there already.' }) created!: boolean;
}
@InputType({ description: 'Another first day for the project of an appointment.' })
export class MoveProjectKickOffInput {
  @Field(() => ID, { description: 'The appointment.' }) @Matches(idPattern('apt'), notAnId('an appointment')) appointmentId!: string;
  @Field(() => DateScalar, { description: 'The first day of the work.' }) kickOffOn!: string;
}
@ObjectType({ description: 'The project of the appointment, if it has one.' })
export class MoveProjectKickOffPayload {
  @Field(() => Project, { nullable: true, description: 'The project.' }) project!: Project | null;
  @Field(() => Boolean, { description: 'False when there was none, it has begun, or the day is the same.' }) moved!: boolean;
}
@InputType({ description: 'The appointment that fell through.' })
export class CancelUntouchedSkeletonInput {
  @Field(() => ID, { description: 'The appointment.' }) @Matches(idPattern('apt'), notAnId('an appointment')) appointmentId!: string;
  @Field(() => String, { description: 'Why.' }) @Length(1, 500) @Matches(plainText, unkept) reason!: string;
}
@ObjectType({ description: 'What became of the project.' })
export class CancelUntouchedSkeletonPayload {
  @Field(() => Project, { nullable: true, description: 'The project.' }) project!: Project | null;
  @Field(() => SkeletonOutcome, { description: 'What became of it.' }) outcome!: SkeletonOutcome;
}
@InputType({ description: 'Work to begin.' })
export class ActivateProjectInput {
  @Field(() => ID, { description: 'The project.' }) @Matches(idPattern('prj'), notAnId('a project')) projectId!: string;
  @Field(() => DateScalar, { nullable: true, description: 'The first day of the work, when it is not the one that was planned.' }) @IsOptional() kickOffOn?: string | null;
  @Field(() => Int, { nullable: true, description: 'Refuse when the project has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
