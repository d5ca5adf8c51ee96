import { Entity, Property } from '@mikro-orm/decorators/legacy';
import type { OptionalProps } from '@mikro-orm/core';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { connectionOf, DateScalar, DateTimeScalar, IdField, IdProperty, Key, TenantField, VersionField } from '@firmament/kit';
import { TimeIsLocked } from '../errors.js';

/** Time that somebody spent, at the rate of that day. */
@ObjectType({ description: 'Time that somebody spent, at the rate of that day.' })
@Key('id')
@Entity({ tableName: 'time_entries', schema: 'projects' })
export class TimeEntry {
  declare [OptionalProps]?: 'locked';
  @IdField('tme') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @IdProperty('tsk', { fieldName: 'task_id', nullable: true }) taskId!: string | null;
  @IdProperty('prj', { fieldName: 'project_id', nullable: true }) projectId!: string | null;
  @IdProperty('cli', { fieldName: 'client_id', nullable: true }) clientId!: string | null;
  @IdProperty('usr', { fieldName: 'user_id' }) userId!: string;
  @Field(() => DateScalar, { description: 'The day of the work.' }) @Property({ type: 'date', fieldName: 'worked_on' }) workedOn!: string;
  @Field(() => Int, { description: 'How many minutes.' }) @Property({ type: 'integer' }) minutes!: number;
  @Field(() => Boolean, { description: 'The client is billed for it.' }) @Property({ type: 'boolean' }) billable!: boolean;
  @Field(() => String, { nullable: true, description: 'What was done.' }) @Property({ type: 'text', nullable: true }) note!: string | null;
  @Property({ type: 'text', fieldName: 'rate_minor', nullable: true }) rateMinor!: string | null;
  @Property({ type: 'text', fieldName: 'rate_currency', nullable: true }) rateCurrency!: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it came onto an invoice.' }) @Property({ type: 'datetime', fieldName: 'locked_at', nullable: true }) lockedAt!: Date | null;
  @Field(() => ID, { nullable: true, description: 'The invoice it stands on.' }) @Property({ type: 'text', fieldName: 'invoice_id', nullable: true }) invoiceId!: string | null;
  @Field(() => DateTimeScalar, { description: 'When it was noted.' }) @Property({ type: 'datetime', fieldName: 'created_at' }) createdAt!: Date;

  @Field(() => Boolean, { description: 'It stands on an invoice and can no longer change.' })
  get locked(): boolean { return this.lockedAt !== null; }

  /** Refuses a change of what stands on an invoice. */
  demandUnlocked(): void { if (this.invoiceId) throw new TimeIsLocked(this.invoiceId); }

  /** Stands on an invoice, never on two. False when it stood on this one. */
  lock(invoiceId: string, now: Date): boolean {
    if (this.invoiceId === invoiceId) return false;
    this.demandUnlocked();
    this.invoiceId = invoiceId;
    this.lockedAt = now;
    return true;
  }

  /** Stands on this invoice, whatever was told before: who bills it knows where it stands. False when it did already. */
  heldBy(invoiceId: string, now: Date): boolean {
    if (this.invoiceId === invoiceId) return false;
    Object.assign(this, { invoiceId, lockedAt: now });
    return true;
  }

  /** Stands on no invoice any more. */
  unlock(): void { Object.assign(this, { invoiceId: null, lockedAt: null }); }
}

@ObjectType({ description: 'A page of time entries.' })
export class TimeEntryConnection extends connectionOf(TimeEntry) {}
