import { Audience } from '@firmament/kit';
import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A client; crm knows the rest. This domain adds its agreements. */
@ObjectType('Client', { description: 'A client of the firm.' })
@Directive('@key(fields: "id")')
export class ClientRef {
  @Audience('portal') @Field(() => ID, { description: 'Opaque id.' }) id!: string;
}

/** A project; its own domain knows the rest. */
@ObjectType('Project', { description: 'Work for a client.' })
@Directive('@key(fields: "id", resolvable: false)')
export class ProjectRef {
  @Field(() => ID, { description: 'Opaque id.' }) id!: string;
}
