import { Field, ID, InputType, Int } from 'type-graphql';

/** A person who joins the firm. */
@InputType({ description: 'A person who joins the firm.' })
export class AddUserInput {
  @Field(() => String, { description: "The person's name." })
  name!: string;

  @Field(() => String, { description: 'Their e-mail address, with which they sign in.' })
  email!: string;

  @Field(() => String, {
    description: 'A first password, 12 to 256 characters, that opens this firm only until they choose their own. Ignored when the e-mail has an account already.',
  })
  password!: string;

  @Field(() => [String], { description: 'The keys of the roles that they hold, at least one.' })
  roleKeys!: string[];
}

/** A person's roles, all of them. */
@InputType({ description: "A person's roles, all of them: what is not named is taken away." })
export class SetUserRolesInput {
  @Field(() => ID, { description: 'The person.' })
  userId!: string;

  @Field(() => [String], { description: 'The keys of the roles that they hold from now on, at least one.' })
  roleKeys!: string[];

  @Field(() => Int, { nullable: true, description: 'The version that was seen; refused when it has changed.' })
  ifVersion?: number | null;
}

/** A person who leaves the firm. */
@InputType({ description: 'A person who leaves the firm.' })
export class DeactivateUserInput {
  @Field(() => ID, { description: 'The person.' })
  userId!: string;

  @Field(() => Int, { nullable: true, description: 'The version that was seen; refused when it has changed.' })
  ifVersion?: number | null;
}
