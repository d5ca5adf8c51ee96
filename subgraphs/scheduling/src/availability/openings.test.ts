import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { readingOf } from '../time/wall-clock.js';
import { openingsOf, windowOf, type HostHours } from './openings.js';
import { freeStarts, judgeStart, overlaps, type HostTime, type SlotTerms } from './slots.rules.js';

const minute = 60_000;
const open = { length: 30 * minute, step: 30 * minute, bufferBefore: 0, bufferAfter: 0, earliest: 0, latest: Number.MAX_SAFE_INTEGER };
const never = () => false;
const everyDay = (from: string, to: string) => [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from, to, breaks: [] }));
const host = (hours: HostHours, from: string, to: string, zone = hours.zone): HostTime => ({ hostUserId: 'usr_1', openings: openingsOf(hours, windowOf(from, to, zone)), taken: [] });
const readings = (hours: HostHours, day: string) =>
  freeStarts([host(hours, day, day)], open, windowOf(day, day, hours.zone), never).map((at) => `${readingOf(at, hours.zone).local.slice(11)}${readingOf(at, hours.zone).offset}`);

describe('slots on the two DST nights', () => {
  it('offers no time that the clocks skip in London in March', () => {
    expect(readings({ zone: 'Europe/London', weekly: everyDay('00:00', '03:00'), exceptions: [] }, '2027-03-28')).toEqual(['00:00+00:00', '00:30+00:00', '02:00+01:00', '02:30+01:00']);
  });
  it('offers both half hours that read alike in London in October, told apart by their offset', () => {
    expect(readings({ zone: 'Europe/London', weekly: everyDay('00:30', '02:30'), exceptions: [] }, '2027-10-31')).toEqual([
      '00:30+01:00', '01:00+01:00', '01:30+01:00', '01:00+00:00', '01:30+00:00', '02:00+00:00',
    ]);
  });
  it('offers no time that the clocks skip in New York in March', () => {
    expect(readings({ zone: 'America/New_York', weekly: everyDay('01:00', '04:00'), exceptions: [] }, '2027-03-14')).toEqual(['01:00-05:00', '01:30-05:00', '03:00-04:00', '03:30-04:00']);
  });
  it('offers both readings in New York in November', () => {
    expect(readings({ zone: 'America/New_York', weekly: everyDay('01:00', '02:00'), exceptions: [] }, '2027-11-07')).toEqual(['01:00-04:00', '01:30-04:00', '01:00-05:00', '01:30-05:00']);
  });
  it('drops hours that lie wholly in the gap', () => {
    expect(readings({ zone: 'Europe/London', weekly: everyDay('01:00', '02:00'), exceptions: [] }, '2027-03-28')).toEqual([]);
  });
  it('keeps the wall-clock time of a working day on both sides of the change', () => {
    const hours = { zone: 'Europe/London', weekly: everyDay('09:00', '10:00'), exceptions: [] };
    expect(readings(hours, '2027-03-27')).toEqual(['09:00+00:00', '09:30+00:00']);
    expect(readings(hours, '2027-03-29')).toEqual(['09:00+01:00', '09:30+01:00']);
  });
  it('knows the half hour of Lord Howe', () => {
    expect(readings({ zone: 'Australia/Lord_Howe', weekly: everyDay('01:30', '03:00'), exceptions: [] }, '2027-10-03')).toEqual(['01:30+10:30', '02:30+11:00']);
  });
});

describe('slots for any hours round any change of the clocks', () => {
  const zones = fc.constantFrom('Europe/London', 'America/New_York', 'Australia/Lord_Howe');
  const nights = fc.constantFrom('2027-03-28', '2027-10-31', '2027-03-14', '2027-11-07', '2027-04-04', '2027-10-03');
  const time = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  const week = fc.tuple(fc.integer({ min: 0, max: 95 }), fc.integer({ min: 1, max: 40 })).map(([from, length]) => everyDay(time(from * 15), time(Math.min(1440, (from + length) * 15))));
  const terms: fc.Arbitrary<SlotTerms> = fc.record({
    length: fc.constantFrom(15, 20, 30, 45, 60).map((m) => m * minute), step: fc.constantFrom(15, 30, 60).map((m) => m * minute),
    bufferBefore: fc.constantFrom(0, 10, 30).map((m) => m * minute), bufferAfter: fc.constantFrom(0, 15).map((m) => m * minute),
    earliest: fc.constant(0), latest: fc.constant(Number.MAX_SAFE_INTEGER),
  });

  it('every slot is a whole meeting inside the host\'s hours, clear of what is taken, and reads back to the same moment in both zones', () => {
    fc.assert(fc.property(zones, zones, nights, week, terms, fc.array(fc.integer({ min: -12, max: 36 }), { maxLength: 4 }), (hostZone, visitorZone, night, weekly, asked, busyHours) => {
      const window = windowOf(night, night, visitorZone);
      const taken = busyHours.map((h) => ({ from: window.from + h * 60 * minute, to: window.from + (h + 1) * 60 * minute }));
      const hours = { zone: hostZone, weekly, exceptions: [] };
      const people = [{ ...host(hours, night, night, visitorZone), taken }];
      const starts = freeStarts(people, asked, window, never);
      expect(new Set(starts).size).toBe(starts.length);
      for (const start of starts) {
        expect(judgeStart(start, people, asked, never)).toBe('FREE');
        const blocked = { from: start - asked.bufferBefore, to: start + asked.length + asked.bufferAfter };
        expect(taken.some((span) => overlaps(span, blocked))).toBe(false);
        expect(readingOf(start, visitorZone).date).toBe(night);
        const opens = weekly[0]?.from ?? '';
        const closes = weekly[0]?.to ?? '';
        const local = readingOf(start, hostZone).local.slice(11);
        expect(local >= opens && local < closes).toBe(true);
        for (const zone of [hostZone, visitorZone]) {
          const reading = readingOf(start, zone);
          expect(Temporal.Instant.from(`${reading.local}:00${reading.offset}`).epochMilliseconds).toBe(start);
        }
      }
    }), { numRuns: 300, seed: 20261122 });
  });

  it('the same slots are found whatever zone the visitor looks from', () => {
    fc.assert(fc.property(zones, nights, week, (hostZone, night, weekly) => {
      const hours = { zone: hostZone, weekly, exceptions: [] };
      const wide = windowOf('2027-01-01', '2027-01-01', 'UTC').from;
      const seen = (zone: string) => {
        const around = [-1, 0, 1].map((days) => Temporal.PlainDate.from(night).add({ days }).toString());
        return [...new Set(around.flatMap((day) => freeStarts([host(hours, day, day, zone)], open, windowOf(day, day, zone), never)))].filter((at) => at > wide);
      };
      const noon = windowOf(night, night, 'UTC').from + 12 * 60 * minute;
      const near = (starts: number[]) => starts.filter((at) => Math.abs(at - noon) < 12 * 60 * minute);
      expect(near(seen('Pacific/Auckland'))).toEqual(near(seen('America/New_York')));
    }), { numRuns: 60, seed: 7 });
  });
});
