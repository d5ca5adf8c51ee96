import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A client; crm knows the rest. This domain adds its invoices. */
@ObjectType('Client', { description: 'A client of the firm.' })
@Directive('@key(fields: "id")')
export class ClientRef {
  @Field(() => ID, { description: 'Opaque id.' }) id!: string;
}
