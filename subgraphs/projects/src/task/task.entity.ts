import type { OptionalProps } from '@mikro-orm/core';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Audience, DateScalar, DateTimeScalar, IdField, IdProperty, Key, TenantField, VersionField, connectionOf } from '@firmament/kit';
import { TaskIsCancelled, TaskIsDone } from '../errors.js';

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

/** Something that somebody has to do. */
@ObjectType({ description: 'Something that somebody has to do.' })
@Key('id')
@Entity({ tableName: 'tasks', schema: 'projects' })
export class Task {
  declare [OptionalProps]?: 'clientTitle' | 'needsOwner';
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

  @Audience('portal')
  @Field(() => String, { description: 'What the client calls it.' })
  get clientTitle(): string { return this.clientWords ?? this.title; }

  @Field(() => Boolean, { description: 'Somebody of the firm must take it and nobody has.' })
  get needsOwner(): boolean { return this.state === TaskState.OPEN && this.kind !== TaskKind.CLIENT && this.assigneeUserId === null; }

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
    if (this.state === TaskState.CANCELLED) throw new TaskIsCancelled();
    if (this.state === TaskState.DONE) throw new TaskIsDone();
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
