/** A paper as it should stand there. What is null is not ours to say. */
export interface OursThere { readonly number: string | null; readonly day: string | null; readonly dueOn: string | null; readonly partyId: string | null; readonly currency: string; readonly taxMinor: bigint | null; readonly totalMinor: bigint; readonly ended: boolean }
/** A paper as it stands there; null where it is gone. */
export type TheirsThere = { readonly number: string | null; readonly day: string; readonly dueOn: string | null; readonly partyId: string; readonly partyName: string; readonly currency: string; readonly taxMinor: bigint; readonly totalMinor: bigint; readonly status: 'DRAFT' | 'OPEN' | 'PAID' | 'VOID' } | null;
/** Something that differs, in words for people. */
export interface Difference { readonly field: string; readonly ours: string; readonly theirs: string }
/** Writes an amount as people read it. */
type Printed = (minor: bigint, currency: string) => string;

const gone = (seen: TheirsThere): boolean => seen === null || seen.status === 'VOID';

/** What differs between a paper of ours and what stands there. What was taken back on both sides differs in nothing. */
export function differences(ours: OursThere, seen: TheirsThere, printed: Printed): Difference[] {
  if (gone(seen)) return ours.ended ? [] : [{ field: 'status', ours: 'It stands.', theirs: seen === null ? 'It was deleted.' : 'It was voided.' }];
  if (seen === null) return [];
  if (ours.ended) return [{ field: 'status', ours: 'It was taken back.', theirs: 'It stands.' }];
  const found: Difference[] = [];
  const words = (field: string, mine: string | null, theirs: string | null): void => { if (mine !== null && mine !== (theirs ?? '')) found.push({ field, ours: mine, theirs: theirs ?? 'Nothing.' }); };
  if (seen.status === 'DRAFT') found.push({ field: 'status', ours: 'It stands.', theirs: 'It is a draft.' });
  words('currency', ours.currency, seen.currency);
  words('total', printed(ours.totalMinor, ours.currency), printed(seen.totalMinor, seen.currency));
  words('tax', ours.taxMinor === null ? null : printed(ours.taxMinor, ours.currency), printed(seen.taxMinor, seen.currency));
  words('number', ours.number, seen.number);
  words('day', ours.day, seen.day);
  words('dueOn', ours.dueOn, seen.dueOn);
  if (ours.partyId !== null && ours.partyId !== seen.partyId) found.push({ field: 'party', ours: 'The client of ours.', theirs: seen.partyName || 'Somebody else.' });
  return found;
}

/** The fields that a comparison looks at: an open question about one of them that differs no more is settled by itself. */
export const compared = ['status', 'currency', 'total', 'tax', 'number', 'day', 'dueOn', 'party'] as const;
/** Fields that can be put right there by writing our paper anew. */
export const rewritable: ReadonlySet<string> = new Set(compared);
