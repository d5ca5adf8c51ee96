import { z } from 'zod';

/** A versioned, checked fact. `name` is `<domain>.<noun>.<past verb>`; the noun is the aggregate type. */
export interface EventContract<T = unknown> {
  readonly name: string;
  readonly version: number;
  readonly domain: string;
  /** The kind of thing the fact is about; order is kept per (tenant, aggregate, id). */
  readonly aggregate: string;
  /** One sentence for readers of the catalogue. */
  readonly summary: string;
  readonly shape: z.ZodType<T>;
}

/** The payload type of a contract. */
export type DataOf<C> = C extends EventContract<infer T> ? T : never;

const personalMark = z.registry<{ personal: true }>();

/** Marks a payload field as personal data: erasure overwrites it in outbox, inbox, journal and idempotency rows. */
export function personal<S extends z.ZodType>(schema: S): S {
  personalMark.add(schema, { personal: true });
  return schema;
}

/** True when the schema, or the schema it wraps, was marked as personal. */
export function isPersonal(schema: z.ZodType): boolean {
  if (personalMark.has(schema)) return true;
  const inner = (schema as { unwrap?: () => z.ZodType }).unwrap;
  return typeof inner === 'function' ? isPersonal(inner.call(schema)) : false;
}

const namePattern = /^[a-z]+\.[a-z_]+\.[a-z_]+$/;

/**
 * Declares a fact that a subgraph may emit.
 * Throws at load time when the name is not `<domain>.<noun>.<past verb>` or the version is not a positive integer.
 */
export function defineEvent<S extends z.ZodObject>(
  name: string,
  version: number,
  summary: string,
  shape: S,
): EventContract<z.infer<S>> {
  if (!namePattern.test(name)) throw new Error(`event name «${name}» is not <domain>.<noun>.<past_verb>`);
  if (!Number.isInteger(version) || version < 1) throw new Error(`event ${name} needs a version from 1`);
  const [domain, aggregate] = name.split('.') as [string, string, string];
  return Object.freeze({ name, version, domain, aggregate, summary, shape: shape as unknown as z.ZodType<z.infer<S>> });
}
