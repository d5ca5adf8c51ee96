import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar, IdField, Key, TenantField, VersionField } from '@firmament/kit';

/** Who may see a folder. */
export enum Visibility { PRIVATE = 'PRIVATE', CLIENT_VIEW = 'CLIENT_VIEW', CLIENT_EDIT = 'CLIENT_EDIT' }
registerEnumType(Visibility, { name: 'FolderVisibility', description: 'Who may see a folder.', valuesConfig: {
  PRIVATE: { description: 'The firm alone.' }, CLIENT_VIEW: { description: 'The client may look.' }, CLIENT_EDIT: { description: 'The client may add.' } } });

@ObjectType({ description: 'One folder of a template.' })
export class FolderTemplateLine {
  @Field(() => String, { description: 'Path from the root; may hold {client} and {year}.' }) path!: string;
  @Field(() => Visibility, { description: 'Who may see it.' }) visibility!: Visibility;
}

/** A plan of folders for new clients. */
@ObjectType({ description: 'A plan of folders for new clients.' })
@Key('id')
@Entity({ tableName: 'folder_templates', schema: 'files' })
export class FolderTemplate {
  @IdField('ftp') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @Field(() => String, { description: 'Name.' }) @Property({ type: 'text' }) name!: string;
  @Field(() => [FolderTemplateLine], { description: 'The folders.' }) @Property({ type: 'json' }) folders!: FolderTemplateLine[];
  @Property({ type: 'datetime', fieldName: 'deleted_at', nullable: true }) deletedAt!: Date | null;
  @Field(() => DateTimeScalar, { description: 'When it was made.' }) @Property({ type: 'datetime', fieldName: 'created_at' }) createdAt!: Date;
}
