import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';
import { IdField, Key, TenantField, VersionField } from '@firmament/kit';

@ObjectType({ description: 'A note.' }) @Key('id') @Entity({ tableName: 'notes', schema: '__domain__' })
export class __Domain__Note {
  @IdField('nte') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @Field(() => String, { description: 'What it says.' }) @Property({ type: 'text' }) text!: string;
}
