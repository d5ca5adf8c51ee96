import { IdField, IdProperty, TenantField } from '@firmament/kit';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import type { StoryState } from './story.rules.js';

/** A workflow run as its own facts tell it; kept to name its story and its actor. Not part of the graph. */
@Entity({ tableName: 'runs', schema: 'timeline' })
export class StoryRun {
  @IdField('run') id!: string;
  @TenantField() tenantId!: string;
  @IdProperty('sty', { fieldName: 'story_id' }) storyId!: string;
  @IdProperty('cli', { fieldName: 'client_id', nullable: true }) clientId!: string | null;
  @Property({ type: 'text', fieldName: 'workflow_name' }) workflowName!: string;
  @Property({ type: 'text' }) state!: StoryState;
  @Property({ type: 'text', nullable: true }) words!: string | null;
  @Property({ type: 'datetime', nullable: true }) until!: Date | null;
  @Property({ type: 'datetime', fieldName: 'started_at' }) startedAt!: Date;
}
