import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';
import { IdField, IdProperty, TenantField, VersionField } from '@firmament/kit';

/** A part of a project's work. */
@ObjectType({ description: "A part of a project's work." })
@Entity({ tableName: 'sections', schema: 'projects' })
export class ProjectSection {
  @IdField('sec') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @Field(() => ID, { description: 'The project.' }) @IdProperty('prj', { fieldName: 'project_id' }) projectId!: string;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @Field(() => String, { description: 'What it is called.' }) @Property({ type: 'text' }) title!: string;
  @Property({ type: 'integer' }) position!: number;
}
