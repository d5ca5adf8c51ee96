import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { ObjectType } from 'type-graphql';
import { IdField, IdProperty, TenantField } from '@firmament/kit';

/** A file that came to a project; each comes once, ever. */
@ObjectType({ description: 'A file that came to a project.' })
@Entity({ tableName: 'project_files', schema: 'projects' })
export class ProjectFile {
  @IdField('pfl') id!: string;
  @TenantField() tenantId!: string;
  @Property({ type: 'integer' }) version!: number;
  @IdProperty('prj', { fieldName: 'project_id' }) projectId!: string;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @Property({ type: 'text', fieldName: 'file_id' }) fileId!: string;
  @Property({ type: 'text', fieldName: 'request_id', nullable: true }) requestId!: string | null;
  @Property({ type: 'datetime', fieldName: 'attached_at' }) attachedAt!: Date;
}
