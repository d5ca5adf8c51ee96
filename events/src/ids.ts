import { TypeID, typeid } from 'typeid-js';

/** Where a new id takes its time and its chance from; both are injected so that tests and seeded stories repeat. */
export interface IdSource {
  readonly now?: Date | number;
  readonly random?: (bytes: number) => Uint8Array;
}

/** Makes a new id, `prefix_` followed by 26 characters of a uuid version 7. */
export function newId<P extends string>(prefix: P, source: IdSource = {}): string {
  if (source.now === undefined || source.random === undefined) return typeid(prefix).toString();
  return TypeID.fromUUIDBytes(prefix, uuidBytes(Number(source.now), source.random(10))).toString();
}

/** Lays out a uuid version 7 (RFC 9562): 48 bits of milliseconds, then chance with version and variant set. */
function uuidBytes(milliseconds: number, random: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(16);
  for (let i = 5, rest = milliseconds; i >= 0; i--, rest = Math.floor(rest / 256)) bytes[i] = rest % 256;
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return bytes;
}

/**
 * The uuid that stands in the database for an id. Throws when the text is not an id. Any 128 bits are taken, whatever version they claim:
 * an id that nobody made belongs to no row, and that is all there is to say about it.
 */
export function idToUuid(id: string): string {
  const hex = Buffer.from(TypeID.fromString(id).toUUIDBytes()).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const letters = [...'0123456789abcdefghjkmnpqrstvwxyz'];
const pairs = letters.flatMap((first) => letters.map((second) => first + second));

/**
 * The id that the world sees for a uuid column; throws when the text is no uuid. Every id of every row that is read passes here, and the library
 * was the dearest single thing of a list: the letters are looked up ten bits at a time, and a test holds them to the library's.
 */
export function uuidToId(prefix: string, uuid: string): string {
  const hex = uuid.replaceAll('-', '');
  if (!/^[0-9a-f]{32}$/i.test(hex)) throw new TypeError('this is no uuid');
  let id = `${prefix}_${pairs[parseInt(hex.slice(0, 2), 16)]}`;
  for (let at = 2; at < 32; at += 5) {
    const bits = parseInt(hex.slice(at, at + 5), 16);
    id += `${pairs[bits >>> 10]}${pairs[bits & 1_023]}`;
  }
  return id;
}

const idPattern = /^([a-z]+)_[0-7][0-9a-hjkmnp-tv-z]{25}$/;

/** True when `value` is an id with this prefix. */
export function isId(prefix: string, value: unknown): value is string {
  return typeof value === 'string' && idPattern.exec(value)?.[1] === prefix;
}

/** The prefix of an id, or undefined when the text is not one. */
export function prefixOf(value: string): string | undefined {
  return idPattern.exec(value)?.[1];
}
