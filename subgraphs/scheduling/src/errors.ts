import { Conflict, Invalid, NotFound } from '@firmament/kit';
import { isId } from '@firmament/kit/ids';
import type { Verdict } from './availability/slots.rules.js';
import type { Fault } from './text.rules.js';

/** Somebody else has this time. The page asks for free times again. */
export const slotTaken = () => new Conflict('SCHEDULING_SLOT_TAKEN', 'Someone took this time a moment ago.');
/** The code came too late, or too often wrong; the time is free again. */
export const holdExpired = () => new Conflict('SCHEDULING_HOLD_EXPIRED', 'This time is no longer held for you. Choose a time again.');
/** Cancelled, completed or missed: nothing can be moved any more. */
export const appointmentOver = (status: string) => new Conflict(`SCHEDULING_APPOINTMENT_${status}`, `This appointment is ${status.toLowerCase().replace('_', ' ')}; it cannot be changed.`);
/** The link was good, but the meeting has begun or is over. */
export const tooLateToChange = () => new Conflict('SCHEDULING_TOO_LATE', 'This appointment has begun. Call us to change it.');
/** The record changed since the caller read it. */
export const staleVersion = () => new Conflict('STALE_VERSION', 'Somebody changed this in the meantime. Look again and repeat.');

/** Throws the refusal for a fault that a rule found. */
export function refuse(fault: Fault | null): void {
  if (fault) throw new Invalid(fault.reason, fault.sentence, fault.field);
}

/** Throws unless an id could be one of ours; a malformed id answers like an unknown one. */
export function mustBeId(prefix: string, id: string): string {
  if (!isId(prefix, id)) throw new NotFound();
  return id;
}

/** Throws when the caller read an older version than the one that stands. */
export function mustBeCurrent(row: { version: number }, ifVersion: number | null | undefined): void {
  if (ifVersion !== null && ifVersion !== undefined && ifVersion !== row.version) throw staleVersion();
}

/** Throws the refusal for a start that cannot be had. */
export function refuseStart(verdict: Verdict, field: string): void {
  if (verdict === 'TAKEN') throw slotTaken();
  if (verdict === 'FULL') throw new Conflict('SCHEDULING_DAY_FULL', 'This day is full.');
  if (verdict === 'TOO_SOON') throw new Invalid('SCHEDULING_TOO_SOON', 'This time has passed, or is too soon.', field);
  if (verdict === 'TOO_FAR') throw new Invalid('SCHEDULING_TOO_FAR', 'This time is too far ahead.', field);
  if (verdict === 'CLOSED') throw new Invalid('SCHEDULING_NOT_OFFERED', 'This time is not offered.', field);
}

/** Another page has this address. */
export const pageTaken = () => new Conflict('SCHEDULING_PAGE_ADDRESS_TAKEN', 'Another page has this address.');
