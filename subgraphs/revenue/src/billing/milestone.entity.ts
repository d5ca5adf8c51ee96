import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { IdColumn, IdProperty, TenantField } from '@firmament/kit';
import { MinorProperty, MomentProperty } from '../columns.types.js';
import type { MilestoneBilling } from './milestone.types.js';

/** A point of the work that may mean a bill, under the number that projects gave it. */
@Entity({ tableName: 'milestones', schema: 'revenue' })
export class Milestone {
  @PrimaryKey({ type: new IdColumn('mil'), fieldName: 'id' }) id!: string;
  @TenantField() tenantId!: string;
  @Property({ type: 'integer' }) version!: number;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @IdProperty('prj', { fieldName: 'project_id' }) projectId!: string;
  @Property({ type: 'text' }) title!: string;
  @Property({ type: 'text' }) billing!: MilestoneBilling;
  @MinorProperty('amount_minor', { nullable: true }) amountMinor!: bigint | null;
  @Property({ type: 'text', nullable: true }) currency!: string | null;
  @Property({ type: 'integer', nullable: true }) percent!: number | null;
  @MomentProperty('completed_at') completedAt!: Date | null;
}
