import { DateTimeScalar, IdField, IdProperty, Key, TenantField } from '@firmament/kit';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType } from 'type-graphql';

/** A fact as the log keeps it. Never changed and never deleted: the database refuses both. */
@ObjectType({ description: 'One fact in the log. Entries are chained by hash per record and are never changed.' })
@Key('id')
@Entity({ tableName: 'entries', schema: 'timeline' })
export class TimelineEntry {
  @IdField('ent') id!: string;
  @TenantField() tenantId!: string;
  @IdProperty('sty', { fieldName: 'story_id' }) storyId!: string;

  @Field(() => String, { description: 'The record that the fact is about, `type:id`; entries of one stream form one chain.' })
  @Property({ type: 'text' }) stream!: string;
  @Field(() => Int, { description: 'Place in the chain of its stream, from 1.' })
  @Property({ type: 'integer' }) seq!: number;
  @Field(() => String, { description: 'Name of the event contract.' })
  @Property({ type: 'text', fieldName: 'event_type' }) eventType!: string;
  @Property({ type: 'integer', fieldName: 'event_version' }) eventVersion!: number;
  @Field(() => String, { nullable: true, description: 'Id of the record that the fact is about.' })
  @Property({ type: 'text', nullable: true }) subject!: string | null;
  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  @Property({ type: 'datetime', fieldName: 'occurred_at' }) occurredAt!: Date;
  @Property({ type: 'datetime', fieldName: 'arrived_at' }) receivedAt!: Date;
  /** The fact belongs to a story of the past that is told now; its clock is the story's. */
  @Property({ type: 'boolean' }) told!: boolean;
  @Property({ type: 'text', fieldName: 'actor_kind' }) actorKind!: string;
  @Property({ type: 'text', fieldName: 'actor_id' }) actorId!: string;
  @Property({ type: 'text', fieldName: 'on_behalf_of', nullable: true }) onBehalfOf!: string | null;
  @Field(() => ID, { nullable: true, description: 'The workflow run that acted.' })
  @Property({ type: 'text', fieldName: 'run_id', nullable: true }) runId!: string | null;
  @Field(() => ID, { description: 'One per business story.' })
  @Property({ type: 'text', fieldName: 'correlation_id' }) correlationId!: string;
  @Field(() => String, { nullable: true, description: 'The event, or the run and step, that caused this fact.' })
  @Property({ type: 'text', fieldName: 'causation_id', nullable: true }) causationId!: string | null;

  @Field(() => DateTimeScalar, { description: 'When the log received it; much later than `occurredAt` marks a late arrival.' })
  get arrivedAt(): Date { return this.told ? this.occurredAt : this.receivedAt; }
}
