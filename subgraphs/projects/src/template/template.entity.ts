import type { OptionalProps } from '@mikro-orm/core';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar, IdField, IdProperty, Key, TenantField, VersionField } from '@firmament/kit';
import { MilestoneBilling } from '../project/milestone.entity.js';
import { FileNeedItem } from '../filing/file-need.entity.js';
import { StageConditionKind } from '../project/section.entity.js';
import { TaskKind, TaskPriority, TaskRole } from '../task/task.entity.js';

@ObjectType({ description: 'A part of the work, in a plan.' })
export class PlannedSection {
  @Field(() => String, { description: 'Its key in the plan.' }) key!: string;
  @Field(() => String, { description: 'What it is called.' }) title!: string;
  @Field(() => Int, { nullable: true, description: 'At most so many open cards in its column; null for any number.' }) wipLimit!: number | null;
  @Field(() => [StageConditionKind], { description: 'What must be met before work goes on in the next section.' }) conditions!: StageConditionKind[];
}

@ObjectType({ description: 'A task, in a plan.' })
export class PlannedTask {
  @Field(() => String, { description: 'Its key in the plan.' }) key!: string;
  @Field(() => String, { description: 'Key of the section it stands in.' }) section!: string;
  @Field(() => String, { description: 'What is to be done.' }) title!: string;
  @Field(() => String, { nullable: true, description: 'The same in words for the client.' }) clientTitle!: string | null;
  @Field(() => TaskKind, { description: 'Who does what sort of work.' }) kind!: TaskKind;
  @Field(() => TaskRole, { description: 'The role that will do it; a person is found when work is laid out.' }) role!: TaskRole;
  @Field(() => Int, { nullable: true, description: 'Due so many working days after the first day.' }) dueAfterDays!: number | null;
  @Field(() => [String], { description: 'Keys of the tasks that come first.' }) dependsOn!: string[];
  @Field(() => Boolean, { description: 'The client sees it.' }) clientVisible!: boolean;
  @Field(() => String, { nullable: true, description: 'Key of the task that it is a part of.' }) parent!: string | null;
  @Field(() => TaskPriority, { description: 'How much it presses.' }) priority!: TaskPriority;
  @Field(() => Int, { nullable: true, description: 'How many minutes it is meant to take.' }) estimateMinutes!: number | null;
  @Field(() => [String], { description: 'What to tick off, in order.' }) checklist!: string[];
  @Field(() => [String], { description: 'Keys of the file requests that come first.' }) needsFiles!: string[];
}

@ObjectType({ description: 'Files that the work needs of the client, in a plan.' })
export class PlannedFileRequest {
  @Field(() => String, { description: 'Its key in the plan.' }) key!: string;
  @Field(() => String, { description: 'What is wanted, as a whole.' }) title!: string;
  @Field(() => String, { nullable: true, description: 'Key of the section that waits for it; the first section when null.' }) section!: string | null;
  @Field(() => Int, { nullable: true, description: 'Due so many working days after the first day.' }) dueAfterDays!: number | null;
  @Field(() => [FileNeedItem], { description: 'The lines, in order.' }) items!: FileNeedItem[];
}

@ObjectType({ description: 'A milestone, in a plan.' })
export class PlannedMilestone {
  @Field(() => String, { description: 'Its key in the plan.' }) key!: string;
  @Field(() => String, { description: 'What is reached.' }) title!: string;
  @Field(() => Int, { nullable: true, description: 'Due so many working days after the first day.' }) dueAfterDays!: number | null;
  @Field(() => MilestoneBilling, { description: 'What reaching it means for billing.' }) billing!: MilestoneBilling;
  @Field(() => Int, { nullable: true, description: 'The share of the price, where the rule is PERCENT.' }) percent!: number | null;
  amountMinor!: string | null;
  currency!: string | null;
}

@ObjectType({ description: 'How a project of this template is laid out.' })
export class ProjectPlan {
  @Field(() => String, { description: 'The name of such a project; {client} and {period} stand for words.' }) namePattern!: string;
  @Field(() => String, { nullable: true, description: 'The same in words for the client.' }) clientTitle!: string | null;
  @Field(() => [PlannedSection], { description: 'The parts of the work, in order.' }) sections!: PlannedSection[];
  @Field(() => [PlannedTask], { description: 'The tasks, in order.' }) tasks!: PlannedTask[];
  @Field(() => [PlannedMilestone], { description: 'The milestones, in order.' }) milestones!: PlannedMilestone[];
  @Field(() => [PlannedFileRequest], { description: 'What files the work needs of the client.' }) fileRequests!: PlannedFileRequest[];
}

type Since<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>;
/** A plan as it was written on its day: earlier ones know less. */
export interface WrittenPlan extends Omit<ProjectPlan, 'sections' | 'tasks' | 'fileRequests'> {
  sections: Since<PlannedSection, 'wipLimit' | 'conditions'>[];
  tasks: Since<PlannedTask, 'parent' | 'priority' | 'estimateMinutes' | 'checklist' | 'needsFiles'>[];
  fileRequests?: PlannedFileRequest[];
}

/** A plan of any day as today's plans are. What nobody could say then gets what is said today when nobody says anything. */
export const wholePlan = (written: WrittenPlan): ProjectPlan => ({
  ...written,
  sections: written.sections.map((section) => ({ wipLimit: null, conditions: [StageConditionKind.TASKS_DONE], ...section })),
  tasks: written.tasks.map((task) => ({ parent: null, priority: TaskPriority.NORMAL, estimateMinutes: null, checklist: [], needsFiles: [], ...task })),
  fileRequests: written.fileRequests ?? [],
});

/** A sort of work that the firm does again and again. */
@ObjectType({ description: 'A sort of work that the firm does again and again.' })
@Key('id')
@Entity({ tableName: 'project_templates', schema: 'projects' })
export class ProjectTemplate {
  @IdField('ptl') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @Field(() => String, { description: 'Name.' }) @Property({ type: 'text' }) name!: string;
  @Field(() => String, { description: 'The sort of work, such as Year-end accounts; boards group by it.' }) @Property({ type: 'text', fieldName: 'project_type' }) projectType!: string;
  @Field(() => DateTimeScalar, { description: 'When it was made.' }) @Property({ type: 'datetime', fieldName: 'created_at' }) createdAt!: Date;

  /** Goes by another name from now on. */
  rename(name: string, projectType: string | null): void {
    this.name = name;
    this.projectType = projectType ?? this.projectType;
  }
}

/** One state of a template. Its plan never changes; another plan is another version. */
@ObjectType({ description: 'One state of a project template. Its plan never changes; another plan is another version.' })
@Key('id')
@Entity({ tableName: 'template_versions', schema: 'projects' })
export class ProjectTemplateVersion {
  declare [OptionalProps]?: 'published' | 'plan';
  @IdField('ptv') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @Field(() => ID, { description: 'The template.' }) @IdProperty('ptl', { fieldName: 'template_id' }) templateId!: string;
  @Field(() => Int, { description: 'Counts from 1 within the template.' }) @Property({ type: 'integer', fieldName: 'version_no' }) versionNo!: number;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was published; null for a draft.' }) @Property({ type: 'datetime', fieldName: 'published_at', nullable: true }) publishedAt!: Date | null;
  @Property({ type: 'json', fieldName: 'plan' }) written!: WrittenPlan;
  @Field(() => DateTimeScalar, { description: 'When it was written.' }) @Property({ type: 'datetime', fieldName: 'created_at' }) createdAt!: Date;

  @Field(() => ProjectPlan, { description: 'How a project is laid out.' })
  get plan(): ProjectPlan { return wholePlan(this.written); }

  @Field(() => Boolean, { description: 'Work can be laid out from it.' })
  get published(): boolean { return this.publishedAt !== null; }

  /** From now on work can be laid out from it. */
  publish(now: Date): void { this.publishedAt = now; }
}

