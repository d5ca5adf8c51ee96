/** The largest file that is taken in: 5 GiB. */
export const largestFile = 5 * 1024 ** 3;
const smallestPart = 8 * 1024 ** 2;
const mostParts = 1_000;

/** How large the parts of a file are: as small as is useful on a phone, as large as the count of parts asks for. */
export function partSizeOf(size: number): number {
  const needed = Math.ceil(size / mostParts);
  return Math.max(smallestPart, Math.ceil(needed / 1024 ** 2) * 1024 ** 2);
}

/** Into how many parts a file falls; an empty one still has one. */
export const partCountOf = (size: number, partSize: number): number => Math.max(1, Math.ceil(size / partSize));

/** Bytes of one part; null for a part that the file does not have. */
export function partLength(size: number, partSize: number, number: number): number | null {
  if (!Number.isInteger(number) || number < 1 || number > partCountOf(size, partSize)) return null;
  return Math.min(partSize, size - (number - 1) * partSize);
}

/** Which parts have not arrived in full. */
export function missingParts(size: number, partSize: number, there: readonly { readonly number: number; readonly size: number }[]): number[] {
  const known = new Map(there.map((part) => [part.number, part.size]));
  return Array.from({ length: partCountOf(size, partSize) }, (_, i) => i + 1).filter((number) => known.get(number) !== partLength(size, partSize, number));
}

/** A name as it may stand in a list: without a path, without characters that steer a screen. */
export function plainName(name: string): string {
  return (name.split(/[/\\]/).at(-1) ?? '').replace(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '').trim().slice(0, 255);
}
