/** A stretch of time in epoch milliseconds, half open: the end is not part of it. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** When one host works, and when that host is already taken (buffers included). */
export interface HostTime {
  readonly hostUserId: string;
  readonly openings: readonly Span[];
  readonly taken: readonly Span[];
}

/** What an appointment type asks of a time. All lengths in milliseconds. */
export interface SlotTerms {
  readonly length: number;
  readonly step: number;
  readonly bufferBefore: number;
  readonly bufferAfter: number;
  /** No slot may start before this moment: now plus the notice. */
  readonly earliest: number;
  /** No slot may start after this moment. */
  readonly latest: number;
}

/** Why a start can or cannot be had. */
export type Verdict = 'FREE' | 'TOO_SOON' | 'TOO_FAR' | 'CLOSED' | 'FULL' | 'TAKEN';

/** True when two half-open spans share a moment. */
export function overlaps(a: Span, b: Span): boolean {
  return a.from < b.to && b.from < a.to;
}

/** The time that a meeting blocks for its host: the meeting and the buffers around it. */
export function blockedBy(start: number, terms: SlotTerms): Span {
  return { from: start - terms.bufferBefore, to: start + terms.length + terms.bufferAfter };
}

function startsIn(opening: Span, terms: SlotTerms): number[] {
  const starts: number[] = [];
  for (let at = opening.from; at + terms.length <= opening.to; at += terms.step) starts.push(at);
  return starts;
}

/** Every start that the first host's hours suggest; only these are ever offered, whatever a caller asks for. */
export function candidateStarts(hosts: readonly HostTime[], terms: SlotTerms): number[] {
  const first = hosts[0];
  if (!first) return [];
  return [...new Set(first.openings.flatMap((opening) => startsIn(opening, terms)))].sort((a, b) => a - b);
}

function isOpen(host: HostTime, meeting: Span): boolean {
  return host.openings.some((opening) => opening.from <= meeting.from && meeting.to <= opening.to);
}

/** Judges one start. `isFull` says whether the day of that start has reached the type's cap. */
export function judgeStart(start: number, hosts: readonly HostTime[], terms: SlotTerms, isFull: (start: number) => boolean): Verdict {
  if (start < terms.earliest) return 'TOO_SOON';
  if (start > terms.latest) return 'TOO_FAR';
  const meeting = { from: start, to: start + terms.length };
  if (!candidateStarts(hosts, terms).includes(start) || !hosts.every((host) => isOpen(host, meeting))) return 'CLOSED';
  const blocked = blockedBy(start, terms);
  if (hosts.some((host) => host.taken.some((span) => overlaps(span, blocked)))) return 'TAKEN';
  return isFull(start) ? 'FULL' : 'FREE';
}

/** The starts inside the window that anybody may take. All hosts must be free: an appointment with two hosts needs both. */
export function freeStarts(hosts: readonly HostTime[], terms: SlotTerms, window: Span, isFull: (start: number) => boolean): number[] {
  const others = hosts.slice(1);
  return candidateStarts(hosts, terms).filter((start) => {
    if (start < window.from || start >= window.to || start < terms.earliest || start > terms.latest) return false;
    const meeting = { from: start, to: start + terms.length };
    const blocked = blockedBy(start, terms);
    return others.every((host) => isOpen(host, meeting)) && !hosts.some((host) => host.taken.some((span) => overlaps(span, blocked))) && !isFull(start);
  });
}
