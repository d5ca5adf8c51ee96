import { Availability } from './availability.entity.js';
import { openingsOf } from './openings.js';
import type { HostTime, SlotTerms, Span } from './slots.rules.js';
import { AppointmentHost } from '../appointment/appointment-host.entity.js';
import type { AppointmentType } from '../appointment-type/appointment-type.entity.js';
import { TypeHost } from '../appointment-type/type-host.entity.js';
import { Host } from '../host/host.entity.js';
import type { FindRows } from '../rows.js';
import { readingOf } from '../time/wall-clock.js';

const minute = 60_000;
const day = 1_440 * minute;

/** Everything that decides whether a start is free. */
export interface Diary {
  readonly hosts: readonly HostTime[];
  readonly people: readonly TypeHost[];
  readonly terms: SlotTerms;
  readonly isFull: (start: number) => boolean;
}

/** The terms of a type at a moment. */
export function termsOf(type: AppointmentType, now: Date): SlotTerms {
  return {
    length: type.minutes * minute, step: type.stepMinutes * minute, bufferBefore: type.bufferBeforeMinutes * minute, bufferAfter: type.bufferAfterMinutes * minute,
    earliest: now.getTime() + type.noticeMinutes * minute, latest: now.getTime() + type.horizonDays * day,
  };
}

/** Counts a type's bookings by the first host's calendar day, because a cap is about that person's day. */
function fullDays(type: AppointmentType, busy: readonly AppointmentHost[], first: TypeHost | undefined, zone: string): (start: number) => boolean {
  const cap = type.dailyCap;
  if (cap === null || !first) return () => false;
  const counted = new Map<string, number>();
  for (const row of busy.filter((one) => one.typeId === type.id && one.hostUserId === first.hostUserId)) {
    const date = readingOf(row.startsAt.getTime(), zone).date;
    counted.set(date, (counted.get(date) ?? 0) + 1);
  }
  return (start) => (counted.get(readingOf(start, zone).date) ?? 0) >= cap;
}

/** Which rows take a host's time: confirmed ones, and held ones until they run out. `except` leaves out an appointment that is about to move. */
function isTaking(row: AppointmentHost, clock: number, except: string | null): boolean {
  if (except !== null && row.appointmentId === except) return false;
  return row.status === 'confirmed' || (row.status === 'held' && (row.expiresAt?.getTime() ?? 0) > clock);
}

/** Opens the diary of a type's hosts over a window. `clock` is the real time, by which holds run out; `now` is business time. */
export async function openDiary(find: FindRows, type: AppointmentType, window: Span, now: Date, clock: number, except: string | null = null): Promise<Diary> {
  const people = (await find(TypeHost, { typeId: type.id })).sort((a, b) => a.position - b.position);
  const ids = people.map((person) => person.hostUserId);
  const hours = await find(Availability, { hostUserId: { $in: ids } });
  const gone = new Set((await find(Host, { id: { $in: ids }, active: false })).map((host) => host.id));
  const from = new Date(window.from - 2 * day);
  const to = new Date(window.to + 2 * day);
  const rows = await find(AppointmentHost, { hostUserId: { $in: ids }, status: { $in: ['held', 'confirmed'] }, blockedTo: { $gt: from }, blockedFrom: { $lt: to } });
  const busy = rows.filter((row) => isTaking(row, clock, except));
  const hosts = people.map((person) => {
    const kept = gone.has(person.hostUserId) ? undefined : hours.find((one) => one.hostUserId === person.hostUserId);
    const taken = busy.filter((row) => row.hostUserId === person.hostUserId).map((row) => ({ from: row.blockedFrom.getTime(), to: row.blockedTo.getTime() }));
    return { hostUserId: person.hostUserId, openings: kept ? openingsOf(kept, window) : [], taken };
  });
  const zone = hours.find((one) => one.hostUserId === people[0]?.hostUserId)?.zone ?? 'UTC';
  return { hosts, people, terms: termsOf(type, now), isFull: fullDays(type, busy, people[0], zone) };
}
