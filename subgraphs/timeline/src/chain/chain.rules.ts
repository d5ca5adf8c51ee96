/** One entry of a chain as the database compares it. */
export interface Link {
  readonly seq: number;
  /** Its previous hash is the hash of the entry before. */
  readonly follows: boolean;
  /** Its own hash fits its columns. */
  readonly sealed: boolean;
  /** Its payload fits the digest, or was erased lawfully. */
  readonly payload_fits: boolean;
  readonly head_seq: number | null;
  readonly is_head: boolean | null;
}

function fault(link: Link, place: number): string | null {
  if (link.seq !== place) return `entry ${place} is missing`;
  if (!link.follows) return 'it does not follow the entry before it';
  if (!link.sealed) return 'its columns were changed after it was sealed';
  if (!link.payload_fits) return 'its payload was changed or taken away';
  return null;
}

/** The first place where a chain is broken, or null when it is whole. The last entry must be the head. */
export function firstBreak(links: readonly Link[]): { readonly seq: number; readonly why: string } | null {
  for (const [index, link] of links.entries()) {
    const why = fault(link, index + 1);
    if (why !== null) return { seq: index + 1, why };
  }
  const last = links.at(-1);
  if (last !== undefined && (last.head_seq !== last.seq || last.is_head !== true)) return { seq: last.seq + 1, why: 'entries at the end are missing: the head points further' };
  return null;
}
