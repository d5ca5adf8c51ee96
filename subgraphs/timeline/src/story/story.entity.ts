import { DateTimeScalar, IdField, IdProperty, Key, TenantField, VersionField } from '@firmament/kit';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { canCause } from '../entry/actor.rules.js';
import { gateOf } from '../entry/gate.rules.js';
import { channelOf, sideOf } from '../profile/profile.rules.js';
import type { StoryState } from './story.rules.js';

/** Where a story stands, as the graph names it. */
export const StoryStateEnum = { RUNNING: 'RUNNING', WAITING: 'WAITING', STUCK: 'STUCK', DONE: 'DONE' } as const;
registerEnumType(StoryStateEnum, {
  name: 'StoryState', description: 'Where a story stands.',
  valuesConfig: {
    RUNNING: { description: 'A workflow is at work.' }, WAITING: { description: 'A workflow waits for a time, an event or a person.' },
    STUCK: { description: 'A workflow needs a person.' }, DONE: { description: 'Nothing of it is under way.' },
  },
});

/** A fact as far as a story takes it in. */
export interface FoldedFact {
  readonly type: string;
  readonly actorKind: string;
  readonly actorName: string | null;
  readonly at: Date;
}

/** All facts of one correlation, as one line of a client's history. */
@ObjectType({ description: 'Everything that followed from one act, folded into one line.' })
@Key('id')
@Entity({ tableName: 'stories', schema: 'timeline' })
export class Story {
  @IdField('sty') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @Field(() => ID, { description: 'The correlation id that all its facts carry.' })
  @Property({ type: 'text', fieldName: 'correlation_id' }) correlationId!: string;
  @Field(() => ID, { nullable: true, description: 'The client it belongs to; null until a fact names one.' })
  @IdProperty('cli', { fieldName: 'client_id', nullable: true }) clientId!: string | null;
  @Field(() => DateTimeScalar, { description: 'When its first fact happened.' })
  @Property({ type: 'datetime', fieldName: 'started_at' }) startedAt!: Date;
  @Field(() => DateTimeScalar, { description: 'When its latest fact happened.' })
  @Property({ type: 'datetime', fieldName: 'last_at' }) lastAt!: Date;
  @Field(() => Int, { description: 'How many facts it holds, also those that the reader may not see.' })
  @Property({ type: 'integer', fieldName: 'step_count' }) stepCount!: number;
  @Field(() => StoryStateEnum, { description: 'Where it stands.' })
  @Property({ type: 'text' }) state!: StoryState;
  @Property({ type: 'array' }) gates!: string[];
  @Property({ type: 'array' }) topics!: string[];
  @Property({ type: 'text', fieldName: 'cause_kind', nullable: true }) causeKind!: string | null;
  @Property({ type: 'datetime', fieldName: 'cause_at', nullable: true }) causeAt!: Date | null;
  @Property({ type: 'text', fieldName: 'cause_name', nullable: true }) causeName!: string | null;
  @Property({ type: 'datetime', fieldName: 'their_word_at', nullable: true }) theirWordAt!: Date | null;
  @Property({ type: 'text', fieldName: 'their_word_channel', nullable: true }) theirWordChannel!: string | null;
  @Property({ type: 'text', fieldName: 'their_word_name', nullable: true }) theirWordName!: string | null;
  @Property({ type: 'datetime', fieldName: 'our_word_at', nullable: true }) ourWordAt!: Date | null;
  @Property({ type: 'text', fieldName: 'our_word_channel', nullable: true }) ourWordChannel!: string | null;
  @Property({ type: 'text', fieldName: 'our_word_name', nullable: true }) ourWordName!: string | null;

  /** Takes one more fact in. Facts may come in any order of time. */
  take(fact: FoldedFact): void {
    const { permission, topic } = gateOf(fact.type);
    this.startedAt = fact.at < this.startedAt ? fact.at : this.startedAt;
    this.lastAt = fact.at > this.lastAt ? fact.at : this.lastAt;
    this.stepCount += 1;
    this.version += 1;
    this.gates = [...new Set([...this.gates, permission])].sort();
    this.topics = [...new Set([...this.topics, topic])].sort();
    this.noteCause(fact);
    this.noteWord(fact);
  }

  /** The earliest person or provider in it is its cause. */
  private noteCause(fact: FoldedFact): void {
    if (!canCause(fact.actorKind) || (this.causeAt !== null && this.causeAt <= fact.at)) return;
    this.causeAt = fact.at;
    this.causeKind = fact.actorKind;
    this.causeName = fact.actorName;
  }

  private noteWord(fact: FoldedFact): void {
    const side = sideOf({ type: fact.type, actorKind: fact.actorKind });
    const channel = channelOf({ type: fact.type, actorKind: fact.actorKind });
    if (side === 'THEM' && (this.theirWordAt === null || this.theirWordAt < fact.at)) {
      Object.assign(this, { theirWordAt: fact.at, theirWordChannel: channel, theirWordName: fact.actorName });
    }
    if (side === 'US' && (this.ourWordAt === null || this.ourWordAt < fact.at)) {
      Object.assign(this, { ourWordAt: fact.at, ourWordChannel: channel, ourWordName: fact.actorName });
    }
  }
}
