import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** crm's client, to which this domain adds mails. */
@ObjectType('Client', { description: 'A client of the firm.' })
@Directive('@key(fields: "id")')
export class ClientRef {
  @Field(() => ID, { description: 'The client.' }) id!: string;
}
