import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';
import { DateTimeScalar, IdField, IdProperty, Key, TenantField, VersionField } from '@firmament/kit';

/** What a member of staff said about a task. */
@ObjectType({ description: 'What a member of staff said about a task.' })
@Key('id')
@Entity({ tableName: 'task_comments', schema: 'projects' })
export class TaskComment {
  @IdField('cmt') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @IdProperty('tsk', { fieldName: 'task_id' }) taskId!: string;
  @IdProperty('cli', { fieldName: 'client_id', nullable: true }) clientId!: string | null;
  @IdProperty('usr', { fieldName: 'author_user_id' }) authorUserId!: string;
  @Field(() => String, { description: 'What was said.' }) @Property({ type: 'text' }) body!: string;
  @Property({ type: 'json' }) mentions!: string[];
  @Field(() => DateTimeScalar, { description: 'When it was said.' }) @Property({ type: 'datetime', fieldName: 'created_at' }) createdAt!: Date;
}
