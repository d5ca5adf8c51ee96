import type { OptionalProps } from '@mikro-orm/core';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Audience, DateScalar, DateTimeScalar, IdField, IdProperty, Key, TenantField, VersionField, connectionOf } from '@firmament/kit';
import { ProjectStepRefused } from '../errors.js';
import { canStep, isOpen } from './project-steps.rules.js';

/** Where a project stands. */
export enum ProjectStatus { SKELETON = 'SKELETON', ACTIVE = 'ACTIVE', ON_HOLD = 'ON_HOLD', COMPLETED = 'COMPLETED', CANCELLED = 'CANCELLED' }
registerEnumType(ProjectStatus, { name: 'ProjectStatus', description: 'Where a project stands.', valuesConfig: {
  SKELETON: { description: 'Laid out, not begun: tasks without dates, nobody is reminded.' }, ACTIVE: { description: 'Work goes on.' }, ON_HOLD: { description: 'Work pauses.' },
  COMPLETED: { description: 'Work is done.' }, CANCELLED: { description: 'Work will not be done.' } } });

/** How far the billing of work is. */
export enum ProjectBilling { NONE = 'NONE', PENDING = 'PENDING', PLANNED = 'PLANNED' }
registerEnumType(ProjectBilling, { name: 'ProjectBilling', description: 'How far the billing of a project is.', valuesConfig: {
  NONE: { description: 'No agreement says what is billed for it.' }, PENDING: { description: 'An agreement is in force; what will be billed is not laid out yet.' }, PLANNED: { description: 'What will be billed is laid out.' } } });

/** A piece of work for a client. */
@ObjectType({ description: 'A piece of work for a client.' })
@Key('id')
@Entity({ tableName: 'projects', schema: 'projects' })
export class Project {
  declare [OptionalProps]?: 'clientTitle' | 'isOpen' | 'waitsForInvoiceId';
  @IdField('prj') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @IdProperty('ptl', { fieldName: 'template_id' }) templateId!: string;
  @IdProperty('ptv', { fieldName: 'template_version_id' }) templateVersionId!: string;
  @Audience('portal') @Field(() => String, { description: 'Name.' }) @Property({ type: 'text' }) name!: string;
  @Property({ type: 'text', fieldName: 'client_title', nullable: true }) clientWords!: string | null;
  @Field(() => String, { description: 'The sort of work, as its template says.' }) @Property({ type: 'text', fieldName: 'project_type' }) projectType!: string;
  @Audience('portal') @Field(() => ProjectStatus, { description: 'Where it stands.' }) @Property({ type: 'text' }) status!: ProjectStatus;
  @Field(() => String, { nullable: true, description: 'Why it stands there, when somebody said so.' }) @Property({ type: 'text', fieldName: 'status_reason', nullable: true }) statusReason!: string | null;
  @Field(() => ID, { nullable: true, description: 'The appointment that brought it.' }) @Property({ type: 'text', fieldName: 'source_ref', nullable: true }) sourceRef!: string | null;
  @Field(() => ID, { nullable: true, description: 'The invoice on whose payment paused work goes on.' }) @IdProperty('ivc', { fieldName: 'waits_for_invoice_id', nullable: true }) waitsForInvoiceId: string | null = null;
  @IdProperty('usr', { fieldName: 'owner_user_id', nullable: true }) ownerUserId!: string | null;
  @Audience('portal') @Field(() => String, { nullable: true, description: 'The period it is about, such as November 2026.' }) @Property({ type: 'text', nullable: true }) period!: string | null;
  @Audience('portal') @Field(() => DateScalar, { nullable: true, description: 'The first day of the work.' }) @Property({ type: 'date', fieldName: 'kick_off_on', nullable: true }) kickOffOn!: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When a person first changed something in it.' }) @Property({ type: 'datetime', fieldName: 'touched_at', nullable: true }) touchedAt!: Date | null;
  @Field(() => DateTimeScalar, { description: 'When it was laid out.' }) @Property({ type: 'datetime', fieldName: 'created_at' }) createdAt!: Date;
  @Field(() => ID, { nullable: true, description: 'The agreement under which it is done.' }) @IdProperty('agr', { fieldName: 'agreement_id', nullable: true }) agreementId!: string | null;
  @Field(() => ProjectBilling, { description: 'How far its billing is.' }) @Property({ type: 'text' }) billing!: ProjectBilling;
  @IdProperty('sec', { fieldName: 'stage_section_id', nullable: true }) stageSectionId!: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was completed or cancelled.' }) @Property({ type: 'datetime', fieldName: 'ended_at', nullable: true }) endedAt!: Date | null;
  @Property({ type: 'datetime', fieldName: 'changed_at' }) changedAt!: Date;

  @Audience('portal')
  @Field(() => String, { description: 'What the client calls it.' })
  get clientTitle(): string { return this.clientWords ?? this.name; }

  get isOpen(): boolean { return isOpen(this.status); }

  /** Goes to another place in its life, or refuses. */
  moveTo(status: ProjectStatus, reason: string | null, now: Date): void {
    if (!canStep(this.status, status)) throw new ProjectStepRefused(this.status, status);
    this.status = status;
    this.statusReason = reason;
    this.waitsForInvoiceId = null;
    if (!isOpen(status)) this.endedAt = now;
    this.changedAt = now;
  }

  /** A person works on it: from now on it is not taken back by itself. */
  touch(now: Date): void {
    this.touchedAt ??= now;
    this.changedAt = now;
  }
}

@ObjectType({ description: 'A page of projects.' })
export class ProjectConnection extends connectionOf(Project) {}
