import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { reveal } from '../../../gql/staff';
import { WeekAppointmentFragmentDoc, WeekDocument, type WeekAppointmentFragment, type WeekQuery } from '../../../gql/staff/graphql';
import { now, readerZone } from '../../../lib/clock';
import { addDays, countWords, dayOf, dayWords, monthWords, plainDate, startOfDay, zoneWords } from '../../../lib/format';
import { useKeys } from '../../../lib/keys';
import { useMedia } from '../../../lib/media';
import { usePage } from '../../../lib/use-page';
import { Act } from '../../../ui/Act';
import { PageHead } from '../../../ui/PageHead';
import { Sheet } from '../../../ui/Shell';
import { Boundary, PageTrouble, Waiting } from '../../../ui/Trouble';
import { AppointmentDrawer } from './AppointmentDrawer';
import { DayList } from './DayList';
import { useReschedule } from './use-reschedule';
import { WeekGrid } from './WeekGrid';
import css from './Calendar.module.css';

export type Busy = NonNullable<WeekQuery['calendar']>['busy'][number];

/** Monday of the week of a plain day. */
function mondayOf(day: string): string {
  return addDays(day, -((plainDate(day).getUTCDay() + 6) % 7));
}

/** The week's appointments of the firm. */
export function CalendarPage() {
  const search = useSearch({ from: '/frame/calendar' });
  const navigate = useNavigate({ from: '/calendar' });
  const today = dayOf(now());
  const monday = mondayOf(/^\d{4}-\d{2}-\d{2}$/.test(search.day ?? '') ? (search.day as string) : today);
  const page = usePage(WeekDocument, { from: startOfDay(monday).toISOString(), to: startOfDay(addDays(monday, 7)).toISOString() }, { everyMs: 30_000 });
  const narrow = useMedia('(max-width: 760px)');
  const show = (day: string | undefined) => void navigate({ search: (before) => ({ ...before, day }), replace: true });
  const open = (id: string | undefined) => void navigate({ search: (before) => ({ ...before, open: id }), replace: true });
  useKeys({ t: () => show(undefined), ArrowLeft: () => show(addDays(monday, -7)), ArrowRight: () => show(addDays(monday, 7)) });
  const move = useReschedule(page.again);
  const all = (page.data?.calendar?.appointments ?? []).map((one) => reveal(WeekAppointmentFragmentDoc, one));
  const shown = all.filter((one) => one.status !== 'CANCELLED');
  const failure = page.failed('calendar');
  return (
    <Sheet crumbs={[{ label: 'Calendar' }]}>
      <PageHead
        title={monthWords(plainDate(addDays(monday, 3)))} count={`${dayWords(plainDate(monday), 'UTC')} to ${dayWords(plainDate(addDays(monday, 6)), 'UTC')}`}
        sentence={page.data?.calendar && `${countWords(shown.length, 'appointment')} this week. Times in ${zoneWords(readerZone())}.`} ruled
        plain={[
          <span key="turn" className={css.turn}>
            <Act look="icon" icon={IconChevronLeft} label="Week before" onClick={() => show(addDays(monday, -7))} />
            <Act look="icon" icon={IconChevronRight} label="Next week" onClick={() => show(addDays(monday, 7))} />
          </span>,
          <Act key="today" hotkey="T" onClick={() => show(undefined)}>Today</Act>,
        ]}
      />
      {page.waiting && <Waiting label="Calendar" />}
      {failure && !page.data?.calendar && <PageTrouble failure={failure} what="The calendar is" onRetry={page.again} />}
      {page.data?.calendar && (
        <Boundary what="The calendar">
          {narrow ? <DayList monday={monday} appointments={shown} onOpen={open} /> : <WeekGrid monday={monday} appointments={shown} busy={page.data.calendar.busy} onOpen={open} onMove={move} />}
        </Boundary>
      )}
      <AppointmentDrawer id={search.open} known={all.find((one: WeekAppointmentFragment) => one.id === search.open)} onClose={() => open(undefined)} onChanged={page.again} />
    </Sheet>
  );
}
