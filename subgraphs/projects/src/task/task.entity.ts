import type { OptionalProps } from '@mikro-orm/core';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Audience, DateScalar, DateTimeScalar, IdField, IdProperty, Key, TenantField, VersionField, connectionOf } from '@firmament/kit';
import { TaskIsCancelled, TaskIsDone, TaskIsNotDone } from '../errors.js';

/** Who does what sort of work. */
export enum TaskKind { STAFF = 'STAFF', CLIENT = 'CLIENT', REVIEW = 'REVIEW' }
registerEnumType(TaskKind, { name: 'TaskKind', description: 'Who does what sort of work.', valuesConfig: {
  STAFF: { description: 'The firm works.' }, CLIENT: { description: 'The client is asked for something.' }, REVIEW: { description: "The firm looks over somebody's work." } } });
/** The role that a template asks for; a person is found when work is laid out. */
export enum TaskRole { OWNER = 'OWNER', PREPARER = 'PREPARER', REVIEWER = 'REVIEWER', CLIENT = 'CLIENT' }
registerEnumType(TaskRole, { name: 'TaskRole', description: 'The role that does a task.', valuesConfig: {
  OWNER: { description: 'Who owns the project.' }, PREPARER: { description: 'Who prepares the work.' }, REVIEWER: { description: 'Who looks it over; never the preparer by itself.' }, CLIENT: { description: 'The client.' } } });
/** Where a task stands. */
export enum TaskState { OPEN = 'OPEN', DONE = 'DONE', CANCELLED = 'CANCELLED' }
registerEnumType(TaskState, { name: 'TaskState', description: 'Where a task stands.', valuesConfig: {
  OPEN: { description: 'To be done.' }, DONE: { description: 'Done.' }, CANCELLED: { description: 'Not to be done any more.' } } });

/** How much a task presses. */
export enum TaskPriority { LOW = 'LOW', NORMAL = 'NORMAL', HIGH = 'HIGH', URGENT = 'URGENT' }
registerEnumType(TaskPriority, { name: 'TaskPriority', description: 'How much a task presses.', valuesConfig: {
  LOW: { description: 'When there is time.' }, NORMAL: { description: 'In its turn.' }, HIGH: { description: 'Before the others.' }, URGENT: { description: 'Now.' } } });

/** A line to tick off. */
@ObjectType({ description: 'A line to tick off.' })
export class ChecklistItem {
  @Field(() => String, { description: 'Its key within the checklist.' }) key!: string;
  @Field(() => String, { description: 'What is to be done.' }) title!: string;
  @Field(() => Boolean, { description: 'It is done.' }) done!: boolean;
}

/** Something that somebody has to do. */
@ObjectType({ description: 'Something that somebody has to do.' })
@Key('id')
@Entity({ tableName: 'tasks', schema: 'projects' })
export class Task {
  declare [OptionalProps]?: 'clientTitle' | 'needsOwner' | 'isOpen';
  @IdField('tsk') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @IdProperty('prj', { fieldName: 'project_id', nullable: true }) projectId!: string | null;
  @IdProperty('sec', { fieldName: 'section_id', nullable: true }) sectionId!: string | null;
  @IdProperty('cli', { fieldName: 'client_id', nullable: true }) clientId!: string | null;
  @Field(() => String, { description: 'What is to be done.' }) @Property({ type: 'text' }) title!: string;
  @Property({ type: 'text', fieldName: 'client_title', nullable: true }) clientWords!: string | null;
  @Audience('portal') @Field(() => TaskKind, { description: 'Who does what sort of work.' }) @Property({ type: 'text' }) kind!: TaskKind;
  @Field(() => TaskRole, { nullable: true, description: 'The role that its template asked for.' }) @Property({ type: 'text', nullable: true }) role!: TaskRole | null;
  @Field(() => Boolean, { description: 'The client sees it.' }) @Property({ type: 'boolean', fieldName: 'client_visible' }) clientVisible!: boolean;
  @IdProperty('usr', { fieldName: 'assignee_user_id', nullable: true }) assigneeUserId!: string | null;
  @Field(() => Int, { nullable: true, description: 'Due so many working days after the first day.' }) @Property({ type: 'integer', fieldName: 'relative_days', nullable: true }) relativeDays!: number | null;
  @Audience('portal') @Field(() => DateScalar, { nullable: true, description: 'Due on this day; null while a laid-out project has not begun.' }) @Property({ type: 'date', fieldName: 'due_on', nullable: true }) dueOn!: string | null;
  @Property({ type: 'json', fieldName: 'depends_on' }) dependsOnIds!: string[];
  @Audience('portal') @Field(() => TaskState, { description: 'Where it stands.' }) @Property({ type: 'text' }) state!: TaskState;
  @Field(() => Boolean, { description: 'It belongs to work that has not begun; nobody is reminded of it.' }) @Property({ type: 'boolean' }) dormant!: boolean;
  @Property({ type: 'integer' }) position!: number;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When a person last changed it.' }) @Property({ type: 'datetime', fieldName: 'touched_at', nullable: true }) touchedAt!: Date | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was done.' }) @Property({ type: 'datetime', fieldName: 'completed_at', nullable: true }) completedAt!: Date | null;
  @Field(() => DateTimeScalar, { description: 'When it was added.' }) @Property({ type: 'datetime', fieldName: 'created_at' }) createdAt!: Date;
  @IdProperty('tsk', { fieldName: 'parent_id', nullable: true }) parentId!: string | null;
  @Field(() => String, { description: 'Its place in its column, as text that sorts.' }) @Property({ type: 'text', fieldName: 'order_key' }) orderKey!: string;
  @Field(() => TaskPriority, { description: 'How much it presses.' }) @Property({ type: 'text' }) priority!: TaskPriority;
  @Field(() => Int, { nullable: true, description: 'How many minutes it is meant to take.' }) @Property({ type: 'integer', fieldName: 'estimate_minutes', nullable: true }) estimateMinutes!: number | null;
  @IdProperty('usr', { fieldName: 'reviewer_user_id', nullable: true }) reviewerUserId!: string | null;
  @Field(() => [ChecklistItem], { description: 'What to tick off, in order.' }) @Property({ type: 'json' }) checklist!: ChecklistItem[];
  @Field(() => DateTimeScalar, { nullable: true, description: 'When somebody began with it; null while nobody has.' }) @Property({ type: 'datetime', fieldName: 'started_at', nullable: true }) startedAt!: Date | null;
  @Property({ type: 'date', fieldName: 'overdue_on', nullable: true }) overdueOn!: string | null;
  @Property({ type: 'json', fieldName: 'file_ids' }) fileIds!: string[];
  @Property({ type: 'json', fieldName: 'needs_file_ids' }) needsFileIds!: string[];
  @Field(() => ID, { nullable: true, description: 'The file request whose files it reviews.' }) @Property({ type: 'text', fieldName: 'review_of_request_id', nullable: true }) reviewOfRequestId!: string | null;

  @Audience('portal')
  @Field(() => String, { description: 'What the client calls it.' })
  get clientTitle(): string { return this.clientWords ?? this.title; }

  @Field(() => Boolean, { description: 'Somebody of the firm must take it and nobody has.' })
  get needsOwner(): boolean { return this.state === TaskState.OPEN && this.kind !== TaskKind.CLIENT && this.assigneeUserId === null; }

  get isOpen(): boolean { return this.state === TaskState.OPEN; }

  /** Somebody begins with it. False when somebody had. */
  start(now: Date): boolean {
    this.demandOpen();
    if (this.startedAt) return false;
    this.startedAt = now;
    this.touchedAt = now;
    return true;
  }

  /** Must be done again. */
  reopen(now: Date): void {
    if (this.state === TaskState.CANCELLED) throw new TaskIsCancelled();
    if (this.state === TaskState.OPEN) throw new TaskIsNotDone();
    this.state = TaskState.OPEN;
    this.completedAt = null;
    this.touchedAt = now;
  }

  /** Is to be done again by another day, whatever had become of it. */
  bringBack(now: Date, dueOn: string): void {
    this.state = TaskState.OPEN;
    this.completedAt = null;
    this.touchedAt = now;
    this.dueOn = dueOn;
  }

  /** Refuses a change of what is over. */
  demandOpen(): void {
    if (this.state === TaskState.CANCELLED) throw new TaskIsCancelled();
    if (this.state === TaskState.DONE) throw new TaskIsDone();
  }

  /** Is done. False when it was done before. */
  complete(now: Date): boolean {
    if (this.state === TaskState.CANCELLED) throw new TaskIsCancelled();
    if (this.state === TaskState.DONE) return false;
    this.state = TaskState.DONE;
    this.completedAt = now;
    this.touchedAt = now;
    return true;
  }

  /** Gets another owner, or none. False when that person owns it already. */
  assignTo(userId: string | null, now: Date): boolean {
    this.demandOpen();
    if (this.assigneeUserId === userId) return false;
    this.assigneeUserId = userId;
    this.touchedAt = now;
    return true;
  }

  /** Will not be done; what is done stays done. */
  cancel(): void { if (this.state === TaskState.OPEN) this.state = TaskState.CANCELLED; }
}

@ObjectType({ description: 'A page of tasks.' })
export class TaskConnection extends connectionOf(Task) {}
