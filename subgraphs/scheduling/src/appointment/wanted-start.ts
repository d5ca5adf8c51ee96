import { Invalid } from '@firmament/kit';
import { isKnownZone, readWallClock } from '../time/wall-clock.js';
import type { WantedTime } from './appointment.inputs.js';

/** The moment that somebody asked for, said as a moment or as a wall clock of their zone. */
export function wantedStart(input: WantedTime, field = 'input'): number {
  if (!isKnownZone(input.zone)) throw new Invalid('UNKNOWN_TIME_ZONE', 'This time zone is not known.', `${field}.zone`);
  const { start, localStart } = input;
  if (Boolean(start) === Boolean(localStart)) throw new Invalid('SCHEDULING_START_NEEDED', 'Give either `start` or `localStart`.', `${field}.start`);
  if (start) return start.getTime();
  const found = readWallClock(localStart ?? '', input.zone);
  if (found === 'SKIPPED') throw new Invalid('SCHEDULING_TIME_SKIPPED', 'The clocks skip this time on that day.', `${field}.localStart`);
  if (found === 'MALFORMED') throw new Invalid('SCHEDULING_TIME_MALFORMED', 'A time is written as YYYY-MM-DDTHH:MM.', `${field}.localStart`);
  return found;
}
