import { CurrencyCodeScalar, TimeZoneScalar } from '@firmament/kit';
import { Field, InputType } from 'type-graphql';

/** The first person of a firm. */
@InputType({ description: 'The first person of a firm, who may do everything.' })
export class FirmOwnerInput {
  @Field(() => String, { description: "The person's name." })
  name!: string;

  @Field(() => String, { description: 'Their e-mail address, with which they sign in.' })
  email!: string;

  @Field(() => String, { description: 'Their password, 12 to 256 characters. Ignored when the e-mail has an account already.' })
  password!: string;
}

/** What a firm is when it begins. */
@InputType({ description: 'What a firm is when it opens its books.' })
export class RegisterFirmInput {
  @Field(() => String, { description: "The firm's name." })
  name!: string;

  @Field(() => String, { description: 'The word for its addresses: 3 to 40 small letters, digits and hyphens.' })
  slug!: string;

  @Field(() => TimeZoneScalar, { description: 'Where it keeps its hours, an IANA zone.' })
  timeZone!: string;

  @Field(() => CurrencyCodeScalar, { description: 'The currency of its books, ISO 4217.' })
  currency!: string;

  @Field(() => String, { nullable: true, description: 'The colour of its letters and pages, #rrggbb.' })
  brandColour?: string | null;

  @Field(() => FirmOwnerInput, { description: 'Its first person.' })
  owner!: FirmOwnerInput;
}
