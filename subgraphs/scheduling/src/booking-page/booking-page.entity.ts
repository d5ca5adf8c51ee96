import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Audience, IdColumn, IdField, IdProperty, Key, TenantField, VersionField } from '@firmament/kit';

/** What a visitor must show before a booking stands. */
export enum BookingVerification { NONE = 'NONE', EMAIL_CODE = 'EMAIL_CODE' }
registerEnumType(BookingVerification, {
  name: 'BookingVerification', description: 'What a visitor must show before a booking stands.',
  valuesConfig: { NONE: { description: 'Nothing.' }, EMAIL_CODE: { description: 'The code that is sent to their e-mail address.' } },
});

/** A page on which anybody can book. */
@ObjectType({ description: 'A page on which anybody can book without signing in.' })
@Key('id')
@Entity({ tableName: 'booking_pages', schema: 'scheduling' })
export class BookingPage {
  @Audience('public', 'portal') @IdField('bpg') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @Audience('public', 'portal') @Field(() => String, { description: 'The last part of its address.' })
  @Property({ type: 'text' }) slug!: string;
  @Audience('public', 'portal') @Field(() => String, { description: 'The heading.' })
  @Property({ type: 'text' }) title!: string;
  @Audience('public', 'portal') @Field(() => String, { description: 'What the visitor gets out of it, in a sentence or two.' })
  @Property({ type: 'text' }) promise!: string;
  @Audience('public', 'portal') @Field(() => [String], { description: 'What happens next, step by step.' })
  @Property({ type: 'json' }) next!: string[];
  @Audience('public', 'portal') @Field(() => BookingVerification, { description: 'What a visitor must show.' })
  @Property({ type: 'text' }) verification!: BookingVerification;
  @Field(() => Boolean, { description: 'False when the page answers nobody.' })
  @Property({ type: 'boolean' }) active!: boolean;

  /** Takes over what was named and leaves the rest as it is. */
  change(terms: Partial<Pick<BookingPage, 'slug' | 'title' | 'promise' | 'next' | 'verification' | 'active'>>): void {
    Object.assign(this, Object.fromEntries(Object.entries(terms).filter(([, value]) => value !== undefined && value !== null)));
    this.version += 1;
  }
}

/** Which types a page offers, in order. */
@Entity({ tableName: 'page_types', schema: 'scheduling' })
export class PageType {
  @PrimaryKey({ type: new IdColumn('bpg'), fieldName: 'id' }) id!: string;
  @TenantField() tenantId!: string;
  @IdProperty('bpg', { fieldName: 'page_id' }) pageId!: string;
  @IdProperty('apy', { fieldName: 'type_id' }) typeId!: string;
  @Property({ type: 'integer' }) position!: number;
}
