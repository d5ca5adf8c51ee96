import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A client of crm; workflow adds its runs and what waits for us. */
@ObjectType('Client', { description: 'A client of the firm.' })
@Directive('@key(fields: "id")')
export class ClientRef {
  @Field(() => ID, { description: 'Id of the client.' }) id!: string;
}

/** A member of staff; identity knows the rest. */
@ObjectType('User', { description: 'A member of staff.' })
@Directive('@key(fields: "id", resolvable: false)')
export class UserRef {
  @Field(() => ID, { description: 'Opaque id.' }) id!: string;
}
