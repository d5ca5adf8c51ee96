import { IdField, IdProperty, TenantField, VersionField } from '@firmament/kit';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';

/** The latest word of one side, as a story keeps it. */
interface Words {
  readonly theirWordAt: Date | null; readonly theirWordChannel: string | null; readonly theirWordName: string | null;
  readonly ourWordAt: Date | null; readonly ourWordChannel: string | null; readonly ourWordName: string | null;
}

/** What the firm should know of a client at a glance. Its id is the client's. */
@ObjectType({ description: 'What is known of a client at a glance, folded from all domains, with the age of that knowledge. It stays readable when a domain is down.' })
@Entity({ tableName: 'profiles', schema: 'timeline' })
export class ClientProfile implements Words {
  @IdField('cli') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @Field(() => String, { nullable: true, description: 'Status of the client as last heard.' })
  @Property({ type: 'text', nullable: true }) status!: string | null;
  @Field(() => ID, { nullable: true, description: 'The person at the firm who owns the relationship.' })
  @IdProperty('usr', { fieldName: 'owner_user_id', nullable: true }) ownerUserId!: string | null;
  @IdProperty('cli', { fieldName: 'merged_into', nullable: true }) mergedInto!: string | null;
  @Property({ type: 'datetime', fieldName: 'their_word_at', nullable: true }) theirWordAt!: Date | null;
  @Property({ type: 'text', fieldName: 'their_word_channel', nullable: true }) theirWordChannel!: string | null;
  @Property({ type: 'text', fieldName: 'their_word_name', nullable: true }) theirWordName!: string | null;
  @Property({ type: 'datetime', fieldName: 'our_word_at', nullable: true }) ourWordAt!: Date | null;
  @Property({ type: 'text', fieldName: 'our_word_channel', nullable: true }) ourWordChannel!: string | null;
  @Property({ type: 'text', fieldName: 'our_word_name', nullable: true }) ourWordName!: string | null;
  @Property({ type: 'datetime', fieldName: 'last_fact_at' }) lastFactAt!: Date;
  @Property({ type: 'datetime', fieldName: 'seen_at' }) seenAt!: Date;

  /** Notes that a fact about this client was seen. */
  see(happenedAt: Date, seenAt: Date): void {
    this.lastFactAt = happenedAt > this.lastFactAt ? happenedAt : this.lastFactAt;
    this.seenAt = seenAt > this.seenAt ? seenAt : this.seenAt;
    this.version += 1;
  }

  /** Takes over the later words of a story or of a merged profile. */
  hear({ theirWordAt, theirWordChannel, theirWordName, ourWordAt, ourWordChannel, ourWordName }: Words): void {
    if (theirWordAt !== null && (this.theirWordAt === null || theirWordAt >= this.theirWordAt)) Object.assign(this, { theirWordAt, theirWordChannel, theirWordName });
    if (ourWordAt !== null && (this.ourWordAt === null || ourWordAt >= this.ourWordAt)) Object.assign(this, { ourWordAt, ourWordChannel, ourWordName });
  }
}
