import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { IdColumn, TenantField, VersionField } from '@firmament/kit';

/** Which lines of bills are billed to their clients again: all, those that say so, or none. */
export type RebillWhen = 'ALWAYS' | 'WHEN_MARKED' | 'NEVER';
/** The same, for the graph. */
export const RebillRule = { ALWAYS: 'ALWAYS', WHEN_MARKED: 'WHEN_MARKED', NEVER: 'NEVER' } as const satisfies Record<RebillWhen, RebillWhen>;
registerEnumType(RebillRule, { name: 'RebillRule', description: 'Which lines of bills are billed to their clients again.', valuesConfig: { ALWAYS: { description: 'All that name a client, unless a line says no.' }, WHEN_MARKED: { description: 'Those that say so.' }, NEVER: { description: 'None.' } } });

/** How a firm takes bills in. It has the firm's own number, so that it stands once. */
@ObjectType({ description: 'How the firm takes bills in.' })
@Entity({ tableName: 'bill_settings', schema: 'revenue' })
export class BillSettings {
  @PrimaryKey({ type: new IdColumn('firm'), fieldName: 'id' }) id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @Field(() => RebillRule, { description: 'Which lines of bills are billed to their clients again.' }) @Property({ type: 'text' }) rebill!: RebillWhen;
  @Field(() => Int, { description: 'What is added then, in hundredths of a percent.' }) @Property({ type: 'integer', fieldName: 'rebill_markup' }) rebillMarkup!: number;
  /** Salt of the fingerprints of accounts. */
  @Property({ type: 'text', fieldName: 'bank_salt' }) bankSalt!: string;
}
