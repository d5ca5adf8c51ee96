import { RRuleTemporal } from 'rrule-temporal';
import type { Schedule } from '../definition/document.types.js';

/** One time at which a schedule comes due: the moment, and how the firm's clock shows it. */
export interface Occurrence { at: Date; local: string }

/** A schedule whose open ends are settled: where its days are counted from, and whose clock it goes by. */
export interface SettledSchedule { rule: string; at: string; from: string; zone: string }

const slowEnough = /(?:^|;)FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)(?:;|$)/i;
const dayMs = 86_400_000;
// The farthest that a clock can be from UTC, with a day on top for a clock that jumps.
const marginMs = 40 * 3_600_000;

/**
 * The rule is unrolled on a clock that never jumps, and each wall time is then looked up in the zone. A time that the
 * night in spring leaves out comes an hour later instead of not at all; a time that autumn has twice comes once.
 */
const ruleOf = (schedule: SettledSchedule): RRuleTemporal =>
  new RRuleTemporal({ rruleString: `DTSTART:${schedule.from.replaceAll('-', '')}T${schedule.at.replace(':', '')}00Z\nRRULE:${schedule.rule}` });

/** The occurrences after a moment, in order; at most `limit`. */
export function occurrencesAfter(schedule: SettledSchedule, after: Date, limit: number, until?: Date): Occurrence[] {
  const rule = ruleOf(schedule);
  const found: Occurrence[] = [];
  let cursor = new Date(after.getTime() - marginMs);
  while (found.length < limit) {
    const next = rule.next(cursor);
    if (!next) break;
    cursor = new Date(next.epochMilliseconds);
    const wall = next.toPlainDateTime();
    const at = new Date(wall.toZonedDateTime(schedule.zone).epochMilliseconds);
    if (until && at > until) break;
    if (at > after) found.push({ at, local: wall.toString({ smallestUnit: 'minute' }) });
  }
  return found;
}

/** The next occurrence after a moment; null when the rule is over. */
export const nextOccurrence = (schedule: SettledSchedule, after: Date): Occurrence | null => occurrencesAfter(schedule, after, 1)[0] ?? null;

/** Settles a schedule's open ends for a firm. */
export function settle(schedule: Schedule, firmZone: string, now: Date): SettledSchedule {
  const zone = schedule.zone ?? firmZone;
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now);
  return { rule: schedule.rule.replace(/^RRULE:/i, ''), at: schedule.at, from: schedule.from ?? today, zone };
}

/** What is wrong with a schedule, in one sentence; null when it can be published. */
export function scheduleFault(schedule: Schedule): { reason: 'SCHEDULE_INVALID' | 'SCHEDULE_ZONE_UNKNOWN'; sentence: string } | null {
  if (schedule.zone !== undefined && !isZone(schedule.zone)) return { reason: 'SCHEDULE_ZONE_UNKNOWN', sentence: `There is no time zone «${schedule.zone}».` };
  const invalid = (sentence: string): { reason: 'SCHEDULE_INVALID'; sentence: string } => ({ reason: 'SCHEDULE_INVALID', sentence });
  if (!slowEnough.test(schedule.rule)) return invalid('A schedule recurs daily, weekly, monthly or yearly.');
  if (/[\r\n]|DTSTART|TZID/i.test(schedule.rule)) return invalid('The start and the zone of a schedule stand beside its rule.');
  try {
    const epoch = schedule.from ? new Date(Date.parse(schedule.from) - dayMs) : new Date(0);
    return nextOccurrence(settle(schedule, 'UTC', epoch), epoch) ? null : invalid('This schedule never comes due.');
  } catch (error) {
    return invalid(`The rule cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}
