import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Audience } from '@firmament/kit';

/** crm's client, to which this domain adds appointments. */
@ObjectType('Client', { description: 'A client of the firm.' })
@Directive('@key(fields: "id")')
export class ClientRef {
  @Audience('portal')
  @Field(() => ID, { description: 'The client.' }) id!: string;
}
