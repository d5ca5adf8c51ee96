import { Audience, DateTimeScalar, IdField, IdProperty, Key, TenantField, VersionField } from '@firmament/kit';
import { OptionalProps } from '@mikro-orm/core';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';
import { UserInactive } from '../errors.js';
import { initialsOf } from './person.rules.js';

/** A person who works, or worked, in the firm. Their password lies with their account, which stands outside the firms. */
@ObjectType({ description: 'A person who works, or worked, in the firm.' })
@Key('id')
@Entity({ tableName: 'users', schema: 'identity' })
export class User {
  [OptionalProps]?: 'initials';

  @Audience('portal', 'public') @IdField('usr') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;

  @IdProperty('acc', { fieldName: 'account_id' }) accountId!: string;

  @Audience('portal', 'public')
  @Field(() => String, { description: "The person's name." })
  @Property({ type: 'text' })
  name!: string;

  /** Shown through a field resolver, for colleagues only. */
  @Property({ type: 'text' })
  email!: string;

  @Field(() => Boolean, { description: 'False when the person may no longer act for the firm.' })
  @Property({ type: 'boolean' })
  active!: boolean;

  @Field(() => [String], { description: 'The keys of the roles that the person holds.' })
  @Property({ type: 'text[]', fieldName: 'role_keys' })
  roleKeys!: string[];

  @Field(() => DateTimeScalar, { description: 'When the person joined.' })
  @Property({ type: 'datetime', fieldName: 'added_at' })
  addedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the person left, if they did.' })
  @Property({ type: 'datetime', fieldName: 'deactivated_at', nullable: true })
  deactivatedAt?: Date | null;

  /** The letters that stand for the person in lists. */
  @Audience('portal', 'public')
  @Field(() => String, { description: 'The letters that stand for the person in lists.' })
  get initials(): string {
    return initialsOf(this.name);
  }

  /** Replaces the person's roles; gives back the ones before, or null when nothing changes. */
  holdRoles(keys: readonly string[]): string[] | null {
    if (!this.active) throw new UserInactive();
    const before = this.roleKeys;
    if (before.length === keys.length && before.every((key) => keys.includes(key))) return null;
    this.roleKeys = [...keys];
    return before;
  }

  /** Ends the person's work in the firm. Doing it twice is a refusal, so that a second caller learns that somebody was first. */
  deactivate(now: Date): void {
    if (!this.active) throw new UserInactive();
    this.active = false;
    this.deactivatedAt = now;
  }
}
