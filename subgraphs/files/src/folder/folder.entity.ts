import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';
import { Audience, DateTimeScalar, IdField, IdProperty, Key, TenantField, VersionField } from '@firmament/kit';
import { Visibility } from '../template/folder-template.entity.js';

/** A place for a client's files. */
@ObjectType({ description: "A place for a client's files." })
@Key('id')
@Entity({ tableName: 'folders', schema: 'files' })
export class Folder {
  @IdField('fol') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @IdProperty('fol', { fieldName: 'parent_id', nullable: true }) parentId!: string | null;
  @IdProperty('ftp', { fieldName: 'template_id', nullable: true }) templateId!: string | null;
  @Audience('portal') @Field(() => String, { description: 'Name.' }) @Property({ type: 'text' }) name!: string;
  @Audience('portal') @Field(() => String, { description: 'Path from the root of the client.' }) @Property({ type: 'text' }) path!: string;
  @Audience('portal') @Field(() => Visibility, { description: 'Who may see it.' }) @Property({ type: 'text' }) visibility!: Visibility;
  @Field(() => DateTimeScalar, { description: 'When it was made.' }) @Property({ type: 'datetime', fieldName: 'created_at' }) createdAt!: Date;
}
