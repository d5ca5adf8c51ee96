import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { IdField, IdProperty, TenantField, VersionField } from '@firmament/kit';

/** What a stage may wait for. */
export enum StageConditionKind { TASKS_DONE = 'TASKS_DONE', FILES_RECEIVED = 'FILES_RECEIVED', MILESTONES_COMPLETED = 'MILESTONES_COMPLETED' }
registerEnumType(StageConditionKind, { name: 'StageConditionKind', description: 'What a stage may wait for.', valuesConfig: {
  TASKS_DONE: { description: 'Every task of the stage is done.' }, FILES_RECEIVED: { description: 'Every file that the stage asks the client for is there.' },
  MILESTONES_COMPLETED: { description: 'Every milestone of the project is reached.' } } });

/** A part of a project's work. */
@ObjectType({ description: "A part of a project's work." })
@Entity({ tableName: 'sections', schema: 'projects' })
export class ProjectSection {
  @IdField('sec') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @Field(() => ID, { description: 'The project.' }) @IdProperty('prj', { fieldName: 'project_id' }) projectId!: string;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @Field(() => String, { description: 'What it is called.' }) @Property({ type: 'text' }) title!: string;
  @Field(() => Int, { nullable: true, description: 'At most so many open cards in its column; null for any number.' }) @Property({ type: 'integer', fieldName: 'wip_limit', nullable: true }) wipLimit!: number | null;
  @Property({ type: 'json' }) conditions!: StageConditionKind[];
  @Property({ type: 'integer' }) position!: number;
}
