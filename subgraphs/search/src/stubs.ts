import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A client; crm knows the rest. */
@ObjectType('Client', { description: 'A client of the firm.' })
@Directive('@key(fields: "id", resolvable: false)')
export class ClientRef {
  @Field(() => ID, { description: 'Opaque id.' }) id!: string;
}
