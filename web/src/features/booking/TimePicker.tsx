import { IconAlertTriangle, IconChevronLeft, IconChevronRight, IconWorld } from '@tabler/icons-react';
import { useState } from 'react';
import { addDays, dayWords, instant, longDayWords, monthWords, plainDate, timeWords, weekdayWords, zoneWords } from '../../lib/format';
import { LetterButton } from '../../ui/Portal';
import type { FreeTimes, Slot } from './use-free-times';
import { ZonePicker } from './ZonePicker';
import css from './Booking.module.css';

interface TimePickerProps {
  times: FreeTimes;
  zone: string;
  onZone: (zone: string) => void;
  /** What the button does with the chosen time; «Continue» unless told. */
  act?: string;
  busy?: boolean;
  onContinue: () => void;
}

/** A day that has times, then a time of that day. */
export function TimePicker({ times, zone, onZone, act = 'Continue', busy, onContinue }: TimePickerProps) {
  return (
    <>
      <section className={css.calendar} aria-label="Day">
        <Month times={times} />
        <Zone zone={zone} onZone={onZone} />
      </section>
      <section className={css.times} aria-label="Time">
        <DayStrip times={times} />
        {times.lostStart && (
          <p className={css.lost} role="alert"><IconAlertTriangle size={18} aria-hidden />Someone took {timeWords(instant(times.lostStart), zone)} a moment ago. These are free now.</p>
        )}
        <Times times={times} zone={zone} />
        <div className={css.zonePhone}><Zone zone={zone} onZone={onZone} /></div>
        <div className={css.go}>
          {times.chosen && <div className={css.chosen} aria-live="polite"><b><ChosenTime start={times.chosen.start} end={times.chosen.end} zone={zone} /></b></div>}
          <LetterButton wide arrow busy={busy} disabled={!times.chosen} onClick={onContinue}>{times.chosen ? act : 'Choose a time'}</LetterButton>
        </div>
      </section>
    </>
  );
}

/** «Tue 24 Nov, 15:30 to 16:00». */
export function ChosenTime({ start, end, zone }: { start: string; end: string; zone: string }) {
  return <span className="fm-num">{dayWords(instant(start), zone)}, {timeWords(instant(start), zone)} to {timeWords(instant(end), zone)}</span>;
}

function Zone({ zone, onZone }: { zone: string; onZone: (zone: string) => void }) {
  const [open, setOpen] = useState(false);
  return (
    <div className={css.zone}>
      <IconWorld size={18} stroke={1.75} aria-hidden />
      <span>Times in {zoneWords(zone)}</span>
      <button type="button" onClick={() => setOpen(!open)} aria-expanded={open}>Change</button>
      {open && <ZonePicker zone={zone} onZone={(chosen) => { onZone(chosen); setOpen(false); }} />}
    </div>
  );
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function monthGrid(month: string): (string | null)[] {
  const first = `${month}-01`;
  const lead = (plainDate(first).getUTCDay() + 6) % 7;
  const days: (string | null)[] = Array.from({ length: lead }, () => null);
  for (let day = first; day.slice(0, 7) === month; day = addDays(day, 1)) days.push(day);
  return days;
}

function Month({ times }: { times: FreeTimes }) {
  const [asked, setAsked] = useState<string | null>(null);
  const month = asked ?? (times.day ?? times.today).slice(0, 7);
  const turn = (by: number) => {
    const next = addDays(`${month}-15`, by * 30).slice(0, 7);
    setAsked(next);
    times.showMonth(`${next}-01`);
  };
  return (
    <>
      <div className={css.monthHead}>
        <h2 aria-live="polite">{monthWords(plainDate(`${month}-01`))}</h2>
        <span>
          <button type="button" aria-label="Previous month" disabled={month <= times.today.slice(0, 7)} onClick={() => turn(-1)}><IconChevronLeft aria-hidden /></button>
          <button type="button" aria-label="Next month" disabled={month >= times.last.slice(0, 7)} onClick={() => turn(1)}><IconChevronRight aria-hidden /></button>
        </span>
      </div>
      <div className={css.weekdays} aria-hidden>{weekdays.map((day) => <span key={day}>{day}</span>)}</div>
      <div className={css.days} role="group" aria-label="Days with free times" aria-busy={times.loading}>
        {monthGrid(month).map((day, i) => (day ? <Day key={day} day={day} times={times} /> : <span key={i} />))}
      </div>
    </>
  );
}

function Day({ day, times }: { day: string; times: FreeTimes }) {
  const free = times.byDay.get(day)?.length ?? 0;
  const label = `${longDayWords(plainDate(day), 'UTC')}${free ? `, ${free} free` : ', nothing free'}`;
  return (
    <button
      type="button" className={css.day} disabled={free === 0} aria-pressed={day === times.day} aria-label={label} data-day={day} data-today={day === times.today || undefined}
      onClick={() => times.chooseDay(day)}
      onKeyDown={(event) => {
        const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[event.key];
        if (!by) return;
        event.preventDefault();
        moveFocus(event.currentTarget, by);
      }}
    >
      {Number(day.slice(8))}
    </button>
  );
}

function moveFocus(from: HTMLElement, by: number): void {
  const open = [...(from.parentElement?.querySelectorAll<HTMLButtonElement>('button:not(:disabled)') ?? [])];
  if (Math.abs(by) === 1) { open[open.indexOf(from as HTMLButtonElement) + by]?.focus(); return; }
  const wanted = addDays(from.dataset.day ?? '', by);
  const nearest = open.filter((day) => (by < 0 ? (day.dataset.day ?? '') <= wanted : (day.dataset.day ?? '') >= wanted));
  (by < 0 ? nearest.at(-1) : nearest[0])?.focus();
}

/** On a phone: the next seven days that have times. */
function DayStrip({ times }: { times: FreeTimes }) {
  const days = [...times.byDay.keys()].sort();
  const at = Math.max(0, days.indexOf(times.day ?? ''));
  const from = Math.min(Math.max(0, at - 2), Math.max(0, days.length - 7));
  const shown = days.slice(from, from + 7);
  return (
    <div className={css.strip} role="group" aria-label="Days with free times">
      {shown.map((day) => (
        <button type="button" key={day} aria-pressed={day === times.day} onClick={() => times.chooseDay(day)}>
          <small>{weekdayWords(plainDate(day))}</small> {Number(day.slice(8))}<span className="fm-hidden"> {monthWords(plainDate(day))}</span>
        </button>
      ))}
    </div>
  );
}

function Times({ times, zone }: { times: FreeTimes; zone: string }) {
  if (times.failed) return <div className={css.none}><p>Free times are not answering.</p><LetterButton look="text" onClick={times.again}>Ask again</LetterButton></div>;
  if (!times.day) return <p className={css.none}>{times.loading ? 'Looking for free times.' : 'No time is free in the next weeks.'}</p>;
  const slots = times.byDay.get(times.day) ?? [];
  const hour = (slot: Slot) => Number(slot.local.slice(11, 13));
  const parts = [['Morning', slots.filter((slot) => hour(slot) < 12)], ['Afternoon', slots.filter((slot) => hour(slot) >= 12 && hour(slot) < 18)], ['Evening', slots.filter((slot) => hour(slot) >= 18)]] as const;
  return (
    <>
      <h2>{longDayWords(plainDate(times.day), 'UTC')}</h2>
      {parts.filter(([, part]) => part.length > 0).map(([name, part]) => (
        <div key={name} role="group" aria-label={name}>
          <div className={css.part}>{name}</div>
          <div className={css.slots}>
            {part.map((slot) => (
              <button type="button" key={slot.start} className={css.slot} aria-pressed={slot.start === times.chosen?.start} onClick={() => times.choose(slot)}>
                {/* In the night when clocks go back the same wall time comes twice; the zone's short name tells them apart. */}
                {slot.local.slice(11, 16)}{part.filter((one) => one.local === slot.local).length > 1 && <small> {zoneWords(zone, instant(slot.start)).split(', ').at(-1)}</small>}
              </button>
            ))}
          </div>
        </div>
      ))}
    </>
  );
}
