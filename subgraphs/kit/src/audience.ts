import { Extensions } from 'type-graphql';

/** Contracts of the one supergraph besides the staff's, which sees all that is not internal. */
export type Audience = 'portal' | 'public' | 'partner';

/** What the kit knows of a field or type beyond its GraphQL shape. */
export interface Marks {
  audiences?: readonly Audience[];
  action?: boolean;
  internal?: boolean;
  tenantless?: boolean;
  /** Path in `input` of the client that must be known here before the transaction begins. */
  forClient?: string;
  /** Never kept beside an idempotency key. */
  personal?: boolean;
}

const mark = (marks: Marks): MethodDecorator & PropertyDecorator & ClassDecorator => Extensions({ ...marks }) as MethodDecorator & PropertyDecorator & ClassDecorator;

/** Admits a field, an operation, or (on a class) every field of a type to the named contracts. Arguments and enums follow by themselves. */
export const Audience = (...audiences: Audience[]) => mark({ audiences });
/** Marks a mutation as something a workflow may do. */
export const Action = () => mark({ action: true });
/** Hides an operation from every contract: only the gateway itself calls it. */
export const Internal = () => mark({ internal: true });
/** The operation runs before a firm is known; it must call `ctx.enterTenant` before it touches a table. */
export const Tenantless = () => mark({ tenantless: true });
/** Before the transaction begins, waits up to two seconds for news of the client that this field of `input` names; NOT_FOUND when none comes. */
export const ForClient = (field = 'clientId') => mark({ forClient: field });
/** The field holds personal data or a secret: a replayed request does not get it from the record. */
export const Personal = () => mark({ personal: true });
