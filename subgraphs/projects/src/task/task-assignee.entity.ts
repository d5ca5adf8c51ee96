import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { IdProperty, IdField, TenantField } from '@firmament/kit';
import { ObjectType } from 'type-graphql';

/** One more person who does a task beside its lead. */
@ObjectType({ description: 'One more person who does a task beside its lead.' })
@Entity({ tableName: 'task_assignees', schema: 'projects' })
export class TaskAssignee {
  @IdField('tas') id!: string;
  @TenantField() tenantId!: string;
  @Property({ type: 'integer' }) version!: number;
  @IdProperty('tsk', { fieldName: 'task_id' }) taskId!: string;
  @IdProperty('prj', { fieldName: 'project_id', nullable: true }) projectId!: string | null;
  @IdProperty('cli', { fieldName: 'client_id', nullable: true }) clientId!: string | null;
  @IdProperty('usr', { fieldName: 'user_id' }) userId!: string;
}
