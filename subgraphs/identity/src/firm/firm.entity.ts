import { Audience, CurrencyCodeScalar, DateTimeScalar, IdField, Key, TenantField, TimeZoneScalar, VersionField } from '@firmament/kit';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { firmMark } from './firm.rules.js';

/** Whether a firm works with Firmament. */
export enum FirmStatus {
  ACTIVE = 'ACTIVE',
  SUSPENDED = 'SUSPENDED',
}
registerEnumType(FirmStatus, {
  name: 'FirmStatus',
  description: 'Whether a firm works with Firmament.',
  valuesConfig: {
    ACTIVE: { description: 'Its people can sign in.' },
    SUSPENDED: { description: 'Nobody can sign in; nothing is lost.' },
  },
});

/** A client-service firm. It is the tenant: everything else belongs to one firm. */
@ObjectType({ description: 'A client-service firm: the tenant to which everything else belongs.' })
@Key('id')
@Entity({ tableName: 'firms', schema: 'identity' })
export class Firm {
  @Audience('portal') @IdField('firm') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;

  @Field(() => String, { description: 'The word that stands for the firm in addresses, as in /book/<slug>.' })
  @Property({ type: 'text' })
  slug!: string;

  @Audience('portal')
  @Field(() => String, { description: "The firm's name." })
  @Property({ type: 'text' })
  name!: string;

  @Audience('portal')
  @Field(() => TimeZoneScalar, { description: 'Where the firm keeps its hours.' })
  @Property({ type: 'text', fieldName: 'time_zone' })
  timeZone!: string;

  @Field(() => CurrencyCodeScalar, { description: 'The currency of its books, ISO 4217.' })
  @Property({ type: 'text' })
  currency!: string;

  @Audience('portal')
  @Field(() => String, { description: 'The colour of its letters and pages, #rrggbb.' })
  @Property({ type: 'text', fieldName: 'brand_colour' })
  brandColour!: string;

  @Audience('portal')
  @Field(() => String, { description: 'One or two letters for places that are too small for a logo.' })
  @Property({ type: 'text' })
  mark!: string;

  @Field(() => FirmStatus, { description: 'Whether its people can sign in.' })
  @Property({ type: 'text' })
  status!: FirmStatus;

  @Field(() => DateTimeScalar, { description: 'When it opened its books in Firmament.' })
  @Property({ type: 'datetime', fieldName: 'registered_at' })
  registeredAt!: Date;

  /** The columns of a firm that begins now. */
  static opened(facts: Pick<Firm, 'id' | 'slug' | 'name' | 'timeZone' | 'currency' | 'brandColour'>, now: Date): Firm {
    return {
      ...facts, tenantId: facts.id, version: 1, brandColour: facts.brandColour.toLowerCase(), mark: firmMark(facts.name),
      status: FirmStatus.ACTIVE, registeredAt: now,
    };
  }
}

/** What anybody may know about a firm. */
@Audience('public', 'portal')
@ObjectType({ description: 'What anybody may know about a firm.' })
export class PublicFirm {
  @Field(() => ID, { description: "The firm's id." })
  id!: string;

  @Field(() => String, { description: 'The word that stands for the firm in addresses.' })
  slug!: string;

  @Field(() => String, { description: "The firm's name." })
  name!: string;

  @Field(() => TimeZoneScalar, { description: 'Where the firm keeps its hours.' })
  timeZone!: string;

  @Field(() => String, { description: 'The colour of its letters and pages, #rrggbb.' })
  brandColour!: string;

  @Field(() => String, { description: 'One or two letters that stand for its logo.' })
  mark!: string;
}
