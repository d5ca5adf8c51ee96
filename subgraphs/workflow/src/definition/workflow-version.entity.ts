import { DateTimeScalar, IdField, IdProperty, JsonScalar, Key, TenantField } from '@firmament/kit';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';
import type { CompiledPlan, WorkflowDocument } from './document.types.js';

/** A version of a workflow, as it was published; it never changes, and its runs finish on it. */
@ObjectType({ description: 'A published version of a workflow. It never changes.' })
@Key('id')
@Entity({ tableName: 'workflow_versions', schema: 'workflow' })
export class WorkflowVersion {
  @IdField('wfv') id!: string;
  @TenantField() tenantId!: string;
  @IdProperty('wfl', { fieldName: 'workflow_id' }) workflowId!: string;
  @Field(() => Int, { description: 'Counts up from 1.' }) @Property({ type: 'integer', fieldName: 'version_no' }) versionNo!: number;
  @Field(() => JsonScalar, { description: 'The document: trigger, conditions and steps.' }) @Property({ type: 'json' }) document!: WorkflowDocument;
  @Property({ type: 'json' }) plan!: CompiledPlan;
  @Field(() => DateTimeScalar, { description: 'When it was published.' }) @Property({ type: 'datetime', fieldName: 'published_at' }) publishedAt!: Date;
  @Field(() => String, { description: 'Who published it.' }) @Property({ type: 'text', fieldName: 'published_by' }) publishedBy!: string;
}
