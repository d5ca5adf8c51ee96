import { IconCalendarPlus, IconCircleCheck, IconHourglass } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { BookingAnswerFragment } from '../../gql/public/graphql';
import { calendarFile } from '../../lib/calendar-file';
import { zoneWords } from '../../lib/format';
import { LetterLink } from '../../ui/Portal';
import { ChosenTime } from './TimePicker';
import css from './Booking.module.css';

interface BookingDoneProps {
  booked: BookingAnswerFragment;
  address: { firm: string; page: string };
  firmName: string;
}

/** The booking stands: when, where, with whom, and how to move or cancel it. */
export function BookingDone({ booked, address, firmName }: BookingDoneProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => { heading.current?.focus(); }, []);
  const waits = booked.status === 'AWAITS_HOST';
  const Mark = waits ? IconHourglass : IconCircleCheck;
  const manage = booked.manageToken ? `/book/${address.firm}/${address.page}?token=${encodeURIComponent(booked.manageToken)}` : null;
  return (
    <div className={css.fields}>
      <p className={waits ? css.waits : css.stands}><Mark size={24} aria-hidden />{waits ? 'The time is yours once we have said yes.' : 'Booked.'}</p>
      <h2 ref={heading} tabIndex={-1}>{booked.start && booked.end && booked.zone && <ChosenTime start={booked.start} end={booked.end} zone={booked.zone} />}</h2>
      <p className={css.said}>{meetingWords(booked)} A confirmation is on its way to your mail.</p>
      <CalendarLink booked={booked} firmName={firmName} />
      {manage && <p className={css.manage}><a href={`${manage}&act=move`}>Move it</a><a href={`${manage}&act=cancel`}>Cancel it</a></p>}
    </div>
  );
}

/** «A first conversation with Ines Calloway. Video call. Times in London, GMT.» */
export function meetingWords({ typeName, hostNames, place, zone }: BookingAnswerFragment): string {
  const hosts = hostNames?.length ? ` with ${hostNames.join(' and ')}` : '';
  return [`${typeName ?? 'Your appointment'}${hosts}.`, place && `${place}.`, zone && `Times in ${zoneWords(zone)}.`].filter(Boolean).join(' ');
}

/** The appointment as a file for the visitor's own calendar. */
export function CalendarLink({ booked, firmName }: { booked: BookingAnswerFragment; firmName: string }) {
  if (!booked.start || !booked.end) return null;
  const file = calendarFile({ id: booked.appointmentId ?? booked.start, title: [booked.typeName, firmName].filter(Boolean).join(', '), place: booked.place ?? '', start: booked.start, end: booked.end });
  return <LetterLink look="outline" href={file} download="appointment.ics"><IconCalendarPlus aria-hidden />Add to your calendar</LetterLink>;
}
