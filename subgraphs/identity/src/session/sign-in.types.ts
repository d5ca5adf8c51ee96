import { Audience } from '@firmament/kit';
import { Field, InputType, ObjectType } from 'type-graphql';
import { PublicFirm } from '../firm/firm.entity.js';

/** Who wants to sign in. */
@InputType({ description: 'Who wants to sign in.' })
export class SignInInput {
  @Field(() => String, { description: 'The e-mail address.' })
  email!: string;

  @Field(() => String, { description: 'The password.' })
  password!: string;

  @Field(() => String, { nullable: true, description: "The firm's word in addresses; needed by people who work in several firms." })
  firm?: string | null;

  @Field(() => String, { nullable: true, description: "The browser's description of itself, from which the session gets its name." })
  device?: string | null;
}

/** Where a person who has shown the right password now stands. */
@ObjectType({ description: 'Where a person who has shown the right password now stands.' })
export class SignInPayload {
  @Field(() => Boolean, { description: 'True when a session has begun; false when a firm must be chosen first.' })
  signedIn!: boolean;

  @Field(() => PublicFirm, { nullable: true, description: 'The firm that was entered.' })
  firm!: PublicFirm | null;

  @Field(() => String, { nullable: true, description: "The person's name in that firm." })
  name!: string | null;

  @Field(() => [PublicFirm], { description: 'The firms to choose from; sign in again with one of their slugs. Empty once signed in.' })
  choices!: PublicFirm[];
}

/** That nobody is signed in here any more. */
@ObjectType({ description: 'That nobody is signed in here any more.' })
export class SignOutPayload {
  @Audience('portal')
  @Field(() => Boolean, { description: 'Always true.' })
  signedOut!: boolean;
}
