import { IdField, IdProperty, TenantField } from '@firmament/kit';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import type { AttemptState } from './run.types.js';

/** One attempt at one step, as the journal keeps it. Shown folded into the run's steps. */
@Entity({ tableName: 'run_steps', schema: 'workflow' })
export class StepAttempt {
  @IdField('stp') id!: string;
  @TenantField() tenantId!: string;
  @IdProperty('run', { fieldName: 'run_id' }) runId!: string;
  @Property({ type: 'text', fieldName: 'step_key' }) stepKey!: string;
  @Property({ type: 'integer' }) attempt!: number;
  @Property({ type: 'integer' }) round!: number;
  @Property({ type: 'text' }) state!: AttemptState;
  @Property({ type: 'json', nullable: true }) input!: unknown;
  @Property({ type: 'json', nullable: true }) output!: unknown;
  @Property({ type: 'json', nullable: true }) error!: { code?: string; sentence?: string; field?: string } | null;
  @Property({ type: 'text', nullable: true }) words!: string | null;
  @Property({ type: 'datetime', fieldName: 'wake_at', nullable: true }) wakeAt!: Date | null;
  @Property({ type: 'datetime', fieldName: 'started_at' }) startedAt!: Date;
  @Property({ type: 'datetime', fieldName: 'finished_at', nullable: true }) finishedAt!: Date | null;
}
