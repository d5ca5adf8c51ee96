import { Audience } from '@firmament/kit';
import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A client of crm; the portal adds what waits for it. */
@ObjectType('Client', { description: 'A client of the firm.' })
@Directive('@key(fields: "id")')
export class ClientRef {
  @Audience('portal') @Field(() => ID, { description: 'Id of the client.' }) id!: string;
}

/** A contact of crm; the portal adds whether the person can come in. */
@ObjectType('Contact', { description: 'A person of a client.' })
@Directive('@key(fields: "id")')
export class ContactRef {
  @Field(() => ID, { description: 'Id of the contact.' }) id!: string;
}

/** Points at a client. */
export const clientRef = (id: string): ClientRef => Object.assign(new ClientRef(), { id });
