import { DateScalar, DateTimeScalar, IdField, IdProperty, Key, TenantField, VersionField } from '@firmament/kit';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';

/** Something that waits for the firm's people: an order, who it is for, by when, and where it is done. */
@ObjectType('StaffMove', { description: "Something that waits for the firm's people." })
@Key('id')
@Entity({ tableName: 'moves', schema: 'workflow' })
export class StaffMove {
  @IdField('mov') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @Field(() => String, { description: 'APPOINTMENT, NEEDS_OWNER, TASK, STUCK_RUN, APPROVAL, OBLIGATION or BAD_ADDRESS; more may come.' }) @Property({ type: 'text' }) kind!: string;
  @Property({ type: 'text', fieldName: 'source_ref' }) sourceRef!: string;
  @Field(() => String, { description: 'What it is about.' }) @Property({ type: 'text' }) subject!: string;
  @Field(() => String, { description: 'What is to be done, as an order.' }) @Property({ type: 'text' }) act!: string;
  @Field(() => DateTimeScalar, { nullable: true, description: 'The moment by which it is due.' }) @Property({ type: 'datetime', fieldName: 'due_at', nullable: true }) dueAt!: Date | null;
  @Field(() => DateScalar, { nullable: true, description: 'The day on which it is due.' }) @Property({ type: 'string', fieldName: 'due_on', nullable: true }) dueOn!: string | null;
  @Property({ type: 'datetime', fieldName: 'sort_at' }) sortAt!: Date;
  @Property({ type: 'uuid[]', fieldName: 'user_ids' }) userUuids!: string[];
  @IdProperty('cli', { fieldName: 'client_id', nullable: true }) clientId!: string | null;
  @Field(() => String, { description: 'The page where it is done.' }) @Property({ type: 'text' }) href!: string;
  @Property({ type: 'text' }) state!: 'OPEN' | 'DONE';
  @Field(() => DateTimeScalar, { description: 'Since when it waits.' }) @Property({ type: 'datetime', fieldName: 'opened_at' }) openedAt!: Date;
}
