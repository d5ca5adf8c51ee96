import { Field, ID, ObjectType } from 'type-graphql';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { DateTimeScalar, IdField, IdProperty, Key, TenantField, VersionField } from '@firmament/kit';

/** A notice for one member of the firm. */
@ObjectType({ description: 'A notice for one member of the firm.' })
@Key('id')
@Entity({ tableName: 'notifications', schema: 'communications' })
export class Notification {
  @IdField('ntf') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @Property({ type: 'text', fieldName: 'dedupe_key' }) dedupeKey!: string;
  @IdProperty('usr', { fieldName: 'user_id' }) userId!: string;
  @Field(() => String, { description: 'What kind of notice it is, for example `appointment.booked`.' })
  @Property({ type: 'text' }) kind!: string;
  @Field(() => String, { description: 'The notice in a few words.' })
  @Property({ type: 'text' }) title!: string;
  @Field(() => String, { description: 'What to know.' })
  @Property({ type: 'text' }) body!: string;
  @Field(() => ID, { nullable: true, description: 'The id of what it is about.' })
  @Property({ type: 'text', nullable: true }) about!: string | null;
  @Field(() => String, { nullable: true, description: 'What kind of thing it is about.' })
  @Property({ type: 'text', fieldName: 'about_kind', nullable: true }) aboutKind!: string | null;
  @Field(() => ID, { nullable: true, description: 'The client it is about; null until that is known.' })
  @IdProperty('cli', { fieldName: 'client_id', nullable: true }) clientId!: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was read.' })
  @Property({ type: 'datetime', columnType: 'timestamptz', fieldName: 'read_at', nullable: true }) readAt!: Date | null;
  @Field(() => DateTimeScalar, { description: 'When it came.' })
  @Property({ type: 'datetime', columnType: 'timestamptz', fieldName: 'created_at' }) createdAt!: Date;

  /** It was read; reading it again changes nothing. */
  read(now: Date): void {
    if (this.readAt) return;
    this.readAt = now;
    this.version += 1;
  }
}
