/** What domains answer: objects and lists as GraphQL makes them, before the question gives them their shape. */
export type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value that the object has itself; a caller may call a field `constructor`. */
export const own = (object: Json, name: string): unknown => (Object.hasOwn(object, name) ? object[name] : undefined);

/** Sets a field. `__proto__` is a name like any other, and a plain assignment would change what the object is. */
export function put(object: Json, name: string, value: unknown): void {
  if (name === '__proto__') Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
  else object[name] = value;
}

/** Lays one answer over another, field by field; lists of equal length element by element. */
export function merge(into: Json, from: Json): void {
  for (const name of Object.keys(from)) {
    const value = from[name];
    if (value === undefined) continue;
    const standing = own(into, name);
    if (standing === value) continue;
    if (isObject(standing) && isObject(value)) merge(standing, value);
    else if (Array.isArray(standing) && Array.isArray(value) && standing.length === value.length) mergeLists(standing, value);
    else put(into, name, value);
  }
}

function mergeLists(into: unknown[], from: readonly unknown[]): void {
  for (const [place, value] of from.entries()) {
    const standing = into[place];
    if (isObject(standing) && isObject(value)) { if (standing !== value) merge(standing, value); } else into[place] = value;
  }
}
