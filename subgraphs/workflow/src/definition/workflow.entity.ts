import { Conflict, IdField, IdProperty, Key, TenantField, VersionField } from '@firmament/kit';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { DateTimeScalar } from '@firmament/kit';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';

/** Whether a workflow takes triggers. */
export enum WorkflowState { PUBLISHED = 'PUBLISHED', PAUSED = 'PAUSED' }
registerEnumType(WorkflowState, { name: 'WorkflowState', description: 'Whether a workflow takes triggers.', valuesConfig: {
  PUBLISHED: { description: 'It starts runs.' }, PAUSED: { description: 'New triggers are kept and start nothing until it goes on.' },
} });

/** Something the firm automates: a name, an owner whose rights it has, and a current version. */
@ObjectType({ description: 'Something that the firm automates.' })
@Key('id')
@Entity({ tableName: 'workflows', schema: 'workflow' })
export class Workflow {
  @IdField('wfl') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @Field(() => String, { description: 'Its name.' }) @Property({ type: 'text' }) name!: string;
  @Field(() => String, { description: 'What it does, for staff.' }) @Property({ type: 'text' }) description!: string;
  @Field(() => WorkflowState, { description: 'Whether it takes triggers.' }) @Property({ type: 'text' }) state!: WorkflowState;
  @IdProperty('usr', { fieldName: 'owner_user_id' }) ownerUserId!: string;
  @Field(() => String, { nullable: true, description: 'The recipe that it was made from, if it came with the house.' }) @Property({ type: 'text', nullable: true }) recipe!: string | null;
  @Field(() => String, { description: 'The event that starts a run; `workflow.schedule.due` or `workflow.manual.started` where a schedule or a person does.' }) @Property({ type: 'text', fieldName: 'trigger_event' }) triggerEvent!: string;
  @Field(() => ID, { description: 'The version that new runs follow.' }) @IdProperty('wfv', { fieldName: 'current_version_id' }) currentVersionId!: string;
  @Field(() => Int, { description: 'The number of the current version.' }) @Property({ type: 'integer', fieldName: 'current_version_no' }) currentVersionNo!: number;
  @Field(() => DateTimeScalar, { description: 'When it was first published.' }) @Property({ type: 'datetime', fieldName: 'created_at' }) createdAt!: Date;
  @Field(() => DateTimeScalar, { description: 'When it was last changed.' }) @Property({ type: 'datetime', fieldName: 'updated_at' }) updatedAt!: Date;

  /** Takes up a newly published version. */
  follow(version: { id: string; versionNo: number }, document: { name: string; description: string; startsOn: string }, now: Date): void {
    this.currentVersionId = version.id;
    this.currentVersionNo = version.versionNo;
    this.name = document.name;
    this.description = document.description;
    this.triggerEvent = document.startsOn;
    this.updatedAt = now;
  }

  /** Stops taking triggers; runs that began go on. */
  pause(now: Date): void {
    if (this.state === WorkflowState.PAUSED) throw new Conflict('WORKFLOW_PAUSED', 'This workflow is paused already.');
    this.state = WorkflowState.PAUSED;
    this.updatedAt = now;
  }

  /** Takes triggers again. */
  goOn(now: Date): void {
    if (this.state === WorkflowState.PUBLISHED) throw new Conflict('WORKFLOW_NOT_PAUSED', 'This workflow is not paused.');
    this.state = WorkflowState.PUBLISHED;
    this.updatedAt = now;
  }
}
