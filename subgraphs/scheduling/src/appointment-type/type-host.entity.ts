import { Field, ID, ObjectType } from 'type-graphql';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Audience, IdColumn, IdProperty, TenantField } from '@firmament/kit';

/** One host of an appointment type. */
@ObjectType('AppointmentTypeHost', { description: 'Somebody who takes appointments of a type.' })
@Entity({ tableName: 'type_hosts', schema: 'scheduling' })
export class TypeHost {
  @PrimaryKey({ type: new IdColumn('apy'), fieldName: 'id' }) id!: string;
  @TenantField() tenantId!: string;
  @IdProperty('apy', { fieldName: 'type_id' }) typeId!: string;
  @Field(() => ID, { name: 'userId', description: 'The member of the firm.' })
  @IdProperty('usr', { fieldName: 'host_user_id' })
  hostUserId!: string;
  @Property({ type: 'text', fieldName: 'host_name', nullable: true }) hostName!: string | null;
  @Audience('public', 'portal')
  @Field(() => String, { nullable: true, description: 'What this person is to the visitor, for example «partner».' })
  @Property({ type: 'text', nullable: true })
  title!: string | null;
  @Property({ type: 'integer' }) position!: number;

  @Audience('public', 'portal')
  @Field(() => String, { description: 'Who will be there.' })
  name(): string { return this.hostName ?? 'A member of the firm'; }
}
