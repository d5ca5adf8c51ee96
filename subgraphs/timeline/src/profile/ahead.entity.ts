import { IdField, IdProperty, TenantField } from '@firmament/kit';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** An appointment that lies ahead; the row goes when the appointment does. Not part of the graph. */
@Entity({ tableName: 'appointments_ahead', schema: 'timeline' })
export class AppointmentAhead {
  @IdField('apt') id!: string;
  @TenantField() tenantId!: string;
  @IdProperty('cli', { fieldName: 'client_id', nullable: true }) clientId!: string | null;
  @Property({ type: 'datetime', fieldName: 'starts_at' }) startsAt!: Date;
}

/** A project, or a task outside a project, that is not finished. Not part of the graph. */
@Entity({ tableName: 'open_work', schema: 'timeline' })
export class OpenWork {
  @IdField('wrk') id!: string;
  @TenantField() tenantId!: string;
  @IdProperty('cli', { fieldName: 'client_id', nullable: true }) clientId!: string | null;
  @Property({ type: 'text' }) kind!: 'PROJECT' | 'TASK';
}

/** How far the log has heard from one domain. */
@Entity({ tableName: 'watermarks', schema: 'timeline' })
export class Watermark {
  @PrimaryKey({ type: 'text' }) source!: string;
  @TenantField() tenantId!: string;
  @Property({ type: 'datetime', fieldName: 'last_fact_at' }) lastFactAt!: Date;
  @Property({ type: 'datetime', fieldName: 'seen_at' }) seenAt!: Date;
  @Property({ type: 'integer', fieldName: 'lag_seconds' }) lagSeconds!: number;
}
