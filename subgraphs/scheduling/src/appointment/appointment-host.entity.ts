import { Field, ID, ObjectType } from 'type-graphql';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Audience, IdColumn, IdProperty, TenantField } from '@firmament/kit';

/** One host's time, taken. It names no client: booking pages read these rows to know what is free. */
@ObjectType({ description: 'Somebody of the firm who comes to an appointment.' })
@Entity({ tableName: 'appointment_hosts', schema: 'scheduling' })
export class AppointmentHost {
  @PrimaryKey({ type: new IdColumn('apt'), fieldName: 'id' }) id!: string;
  @TenantField() tenantId!: string;
  @IdProperty('apt', { fieldName: 'appointment_id', nullable: true }) appointmentId!: string | null;
  @IdProperty('hld', { fieldName: 'hold_id', nullable: true }) holdId!: string | null;
  @IdProperty('apy', { fieldName: 'type_id' }) typeId!: string;
  @Field(() => ID, { name: 'userId', description: 'The member of the firm.' })
  @IdProperty('usr', { fieldName: 'host_user_id' }) hostUserId!: string;
  @Audience('portal')
  @Field(() => String, { name: 'name', description: 'The name as it was when the appointment was made.' })
  @Property({ type: 'text', fieldName: 'host_name' }) hostName!: string;
  @Property({ type: 'datetime', columnType: 'timestamptz', fieldName: 'starts_at' }) startsAt!: Date;
  @Property({ type: 'datetime', columnType: 'timestamptz', fieldName: 'ends_at' }) endsAt!: Date;
  @Property({ type: 'datetime', columnType: 'timestamptz', fieldName: 'blocked_from' }) blockedFrom!: Date;
  @Property({ type: 'datetime', columnType: 'timestamptz', fieldName: 'blocked_to' }) blockedTo!: Date;
  @Property({ type: 'text' }) status!: 'held' | 'confirmed' | 'free';
  @Property({ type: 'datetime', columnType: 'timestamptz', fieldName: 'expires_at', nullable: true }) expiresAt!: Date | null;
}
