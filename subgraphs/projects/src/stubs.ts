import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Audience } from '@firmament/kit';

/** A client; crm knows the rest. This domain adds its projects. */
@ObjectType('Client', { description: 'A client of the firm.' })
@Directive('@key(fields: "id")')
export class ClientRef {
  @Audience('portal') @Field(() => ID, { description: 'Opaque id.' }) id!: string;
}

/** A member of staff; identity knows the rest. */
@ObjectType('User', { description: 'A member of staff.' })
@Directive('@key(fields: "id", resolvable: false)')
export class UserRef {
  @Field(() => ID, { description: 'Opaque id.' }) id!: string;
}

/** A file of a client; the files domain knows the rest. */
@ObjectType('FileObject', { description: 'A file.' })
@Directive('@key(fields: "id", resolvable: false)')
export class FileObjectRef {
  @Field(() => ID, { description: 'Opaque id.' }) id!: string;
}

/** A pointer at a client, or nothing. */
export const clientRef = (id: string | null): ClientRef | null => (id ? Object.assign(new ClientRef(), { id }) : null);
/** A pointer at a member of staff, or nobody. */
export const userRef = (id: string | null): UserRef | null => (id ? Object.assign(new UserRef(), { id }) : null);
/** Pointers at members of staff. */
export const userRefs = (ids: readonly string[]): UserRef[] => ids.map((id) => Object.assign(new UserRef(), { id }));
/** Pointers at files. */
export const fileRefs = (ids: readonly string[]): FileObjectRef[] => ids.map((id) => Object.assign(new FileObjectRef(), { id }));
