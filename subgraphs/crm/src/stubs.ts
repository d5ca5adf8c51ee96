import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A member of staff; identity knows the rest. */
@ObjectType('User', { description: 'A member of staff.' })
@Directive('@key(fields: "id", resolvable: false)')
export class UserRef {
  @Field(() => ID, { description: 'Opaque id.' }) id!: string;
}
