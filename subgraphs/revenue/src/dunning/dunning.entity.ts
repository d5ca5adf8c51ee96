import { OptionalProps } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { IdColumn, IdProperty, TenantField, VersionField } from '@firmament/kit';
import type { DunningCount, ToldReminder } from './dunning.types.js';

/** What becomes of an invoice that nobody pays. It has the invoice's own number, so that it stands once. */
@Entity({ tableName: 'dunnings', schema: 'revenue' })
export class Dunning implements DunningCount {
  [OptionalProps]?: 'lastOn';
  @PrimaryKey({ type: new IdColumn('ivc'), fieldName: 'id' }) id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @Property({ type: 'date', fieldName: 'late_from' }) lateFrom!: string;
  @Property({ type: 'boolean', fieldName: 'overdue_told' }) overdueTold!: boolean;
  @Property({ type: 'integer' }) sent!: number;
  /** Why nobody is reminded by the schedule; null while it runs. */
  @Property({ type: 'text', fieldName: 'held_why', nullable: true }) heldWhy!: string | null;
  @Property({ type: 'json' }) told!: ToldReminder[];

  /** The day of the last reminder. */
  get lastOn(): string | null { return this.told.at(-1)?.on ?? null; }
}
