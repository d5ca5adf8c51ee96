import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Audience } from '@firmament/kit';

/** A client; crm knows the rest. */
@ObjectType('Client', { description: 'A client of the firm.' })
@Directive('@key(fields: "id")')
export class ClientRef {
  @Audience('portal') @Field(() => ID, { description: 'Opaque id.' }) id!: string;
}

/** An invoice; revenue knows the rest. */
@ObjectType('Invoice', { description: 'An invoice to a client.' })
@Directive('@key(fields: "id", resolvable: false)')
export class InvoiceRef {
  @Audience('portal') @Field(() => ID, { description: 'Opaque id.' }) id!: string;
}

/** A project; its own domain knows the rest. */
@ObjectType('Project', { description: 'Work for a client.' })
@Directive('@key(fields: "id")')
export class ProjectRef {
  @Audience('portal') @Field(() => ID, { description: 'Opaque id.' }) id!: string;
}
