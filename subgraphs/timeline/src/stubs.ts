import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A client of crm; the timeline adds its stories and its profile. */
@ObjectType('Client', { description: 'A client of the firm.' })
@Directive('@key(fields: "id")')
export class ClientRef {
  @Field(() => ID, { description: 'Id of the client.' }) id!: string;
}
