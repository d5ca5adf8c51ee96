import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { IdColumn, IdProperty, TenantField } from '@firmament/kit';
import { MinorProperty } from '../columns.types.js';

/** Billable time of a client, under the number that projects gave it. */
@Entity({ tableName: 'noted_time', schema: 'revenue' })
export class NotedTime {
  @PrimaryKey({ type: new IdColumn('tme'), fieldName: 'id' }) id!: string;
  @TenantField() tenantId!: string;
  @Property({ type: 'integer' }) version!: number;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @IdProperty('prj', { fieldName: 'project_id', nullable: true }) projectId!: string | null;
  @IdProperty('tsk', { fieldName: 'task_id', nullable: true }) taskId!: string | null;
  @IdProperty('usr', { fieldName: 'user_id' }) userId!: string;
  @Property({ type: 'date', fieldName: 'worked_on' }) workedOn!: string;
  @Property({ type: 'integer' }) minutes!: number;
  /** What an hour cost that day; null where nobody set a rate. */
  @MinorProperty('rate_minor', { nullable: true }) rateMinor!: bigint | null;
  @Property({ type: 'text', nullable: true }) currency!: string | null;
  /** The invoice for which projects holds it, as it was told. */
  @Property({ type: 'text', fieldName: 'locked_on', nullable: true }) lockedOn!: string | null;
}
