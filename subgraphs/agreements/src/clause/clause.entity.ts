import { OptionalProps } from '@mikro-orm/core';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar, IdField, IdProperty, JsonScalar, Key, TenantField, VersionField } from '@firmament/kit';
import type { Body } from '../body/body.types.js';
import { MomentProperty, TimeProperty } from '../columns.types.js';
import { VersionImmutable } from '../errors.js';

/** Words that the firm stands by in every contract. */
@ObjectType({ description: 'A clause of the library: words that stand alike in every contract.' })
@Key('id')
@Entity({ tableName: 'clauses', schema: 'agreements' })
export class Clause {
  @IdField('cls') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @Field(() => String, { description: 'Name.' }) @Property({ type: 'text' }) name!: string;
  @Field(() => DateTimeScalar, { description: 'When it was made.' }) @TimeProperty('created_at') createdAt!: Date;
}

/** One wording of a clause. */
@ObjectType({ description: 'One wording of a clause. Once published it never changes.' })
@Key('id')
@Entity({ tableName: 'clause_versions', schema: 'agreements' })
export class ClauseVersion {
  [OptionalProps]?: 'published';
  @IdField('clv') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @Field(() => ID, { description: 'The clause.' }) @IdProperty('cls', { fieldName: 'clause_id' }) clauseId!: string;
  @Field(() => Int, { description: 'Counts from 1 within the clause.' }) @Property({ type: 'integer', fieldName: 'version_no' }) versionNo!: number;
  @Field(() => JsonScalar, { description: 'The words, as the editor writes them (ProseMirror JSON).' }) @Property({ type: 'json' }) body!: Body;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was published; null for a draft.' }) @MomentProperty('published_at') publishedAt!: Date | null;
  @Field(() => DateTimeScalar, { description: 'When it was written.' }) @TimeProperty('created_at') createdAt!: Date;

  @Field(() => Boolean, { description: 'Contracts may hold it.' }) get published(): boolean { return this.publishedAt !== null; }

  /** Other words, as long as it is a draft. */
  rewrite(body: Body): void {
    if (this.published) throw new VersionImmutable();
    this.body = body;
  }
}
