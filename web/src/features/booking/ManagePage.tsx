import { useMutation, useQuery } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import { reveal } from '../../gql/public';
import { BookingAnswerFragmentDoc, BookingByTokenDocument, CancelBookingDocument, RescheduleBookingDocument, type BookingAnswerFragment } from '../../gql/public/graphql';
import { wearBrand } from '../../lib/brand';
import { readerZone } from '../../lib/clock';
import { failuresOf, refusalWords } from '../../lib/failures';
import { TextField } from '../../ui/Field';
import { FirmMark, LetterButton } from '../../ui/Portal';
import { Refused } from '../../ui/Trouble';
import { CalendarLink, meetingWords } from './BookingDone';
import { ChosenTime, TimePicker } from './TimePicker';
import { useFreeTimes } from './use-free-times';
import css from './Booking.module.css';

interface Link {
  firm: string;
  token: string;
  /** The page whose times are offered when it is moved. */
  page: string | null;
}

/** A booking behind its own link: look at it, move it, cancel it. */
export function ManagePage({ firm, token, page, act }: Link & { act: string | null }) {
  const { data, error, loading } = useQuery(BookingByTokenDocument, { variables: { firm, token }, errorPolicy: 'all' });
  const [changed, setChanged] = useState<BookingAnswerFragment | null>(null);
  const [doing, setDoing] = useState(act);
  const booked = changed ?? reveal(BookingAnswerFragmentDoc, data?.bookingByToken);
  const name = data?.publicFirm?.name ?? '';
  useEffect(() => { wearBrand(data?.publicFirm?.brandColour); document.title = name ? `Your appointment, ${name}` : 'Your appointment'; }, [data?.publicFirm?.brandColour, name]);
  const settled = (answer: BookingAnswerFragment) => { setChanged(answer); setDoing(null); };
  if (!booked) {
    const silent = failuresOf(error).some((failure) => failure.code !== 'NOT_FOUND');
    return <main className={css.closed}>{!loading && <><h1>{silent ? 'Booking is not answering.' : 'This link leads to no appointment.'}</h1><p>{silent ? 'Nothing was changed. Load the page again in a minute.' : 'Take the link from the newest mail about it.'}</p></>}</main>;
  }
  return (
    <div className={css.wrap}>
      <header className={css.head}>{name && <><FirmMark firm={name} /><b>{name}</b></>}</header>
      <main className={css.sheet}>
        <section className={css.promise}>
          <h1>{headline(booked, changed !== null)}</h1>
          {booked.start && booked.end && booked.zone && <p className={css.lead}><ChosenTime start={booked.start} end={booked.end} zone={booked.zone} /></p>}
          <p className={css.lead}>{meetingWords(booked)}</p>
        </section>
        <Acts booked={booked} link={{ firm, token: changed?.manageToken ?? token, page }} name={name} doing={doing} onDo={setDoing} onSettled={settled} />
      </main>
    </div>
  );
}

function headline(booked: BookingAnswerFragment, changed: boolean): string {
  if (booked.status === 'CANCELLED') return 'This appointment is cancelled.';
  if (booked.status === 'OVER') return 'This appointment is over.';
  return changed ? 'Your new time is booked.' : 'Your appointment';
}

interface ActsProps {
  booked: BookingAnswerFragment;
  link: Link;
  name: string;
  doing: string | null;
  onDo: (act: string | null) => void;
  onSettled: (booked: BookingAnswerFragment) => void;
}

function Acts({ booked, link, name, doing, onDo, onSettled }: ActsProps) {
  const stands = booked.status === 'BOOKED' || booked.status === 'AWAITS_HOST';
  if (!stands) return <section className={css.form}>{link.page && <p className={css.manage}><a href={`/book/${link.firm}/${link.page}`}>Book another time</a></p>}</section>;
  if (doing === 'move' && link.page) return <Move booked={booked} link={{ ...link, page: link.page }} onSettled={onSettled} />;
  if (doing === 'cancel') return <section className={css.form}><Cancel link={link} onKeep={() => onDo(null)} onSettled={onSettled} /></section>;
  return (
    <section className={css.form}>
      <div className={css.fields}>
        <CalendarLink booked={booked} firmName={name} />
        {link.page && <LetterButton look="outline" onClick={() => onDo('move')}>Move it</LetterButton>}
        <LetterButton look="text" onClick={() => onDo('cancel')}>Cancel it</LetterButton>
      </div>
    </section>
  );
}

function Move({ booked, link, onSettled }: { booked: BookingAnswerFragment; link: Link & { page: string }; onSettled: (booked: BookingAnswerFragment) => void }) {
  const [zone, setZone] = useState(booked.zone ?? readerZone());
  const times = useFreeTimes({ firm: link.firm, page: link.page, typeId: booked.typeId ?? undefined, zone, horizonDays: 60 });
  const [send, { loading }] = useMutation(RescheduleBookingDocument, { errorPolicy: 'all' });
  const [refusal, setRefusal] = useState('');
  const move = () => {
    if (!times.chosen) return;
    setRefusal('');
    void send({ variables: { input: { firm: link.firm, token: link.token, start: times.chosen.start, zone } } }).catch((error: unknown) => ({ data: undefined, error })).then(({ data, error }) => {
      const answer = reveal(BookingAnswerFragmentDoc, data?.rescheduleBooking);
      if (answer) onSettled(answer);
      else if (failuresOf(error)[0]?.reason === 'SCHEDULING_SLOT_TAKEN') times.markLost();
      else setRefusal(refusalWords(error));
    });
  };
  return <><TimePicker times={times} zone={zone} onZone={setZone} act="Move it here" busy={loading} onContinue={move} />{refusal && <section className={css.form}><Refused>{refusal}</Refused></section>}</>;
}

function Cancel({ link, onKeep, onSettled }: { link: Link; onKeep: () => void; onSettled: (booked: BookingAnswerFragment) => void }) {
  const [reason, setReason] = useState('');
  const [refusal, setRefusal] = useState('');
  const [send, { loading }] = useMutation(CancelBookingDocument, { errorPolicy: 'all' });
  const cancel = () => {
    setRefusal('');
    void send({ variables: { input: { firm: link.firm, token: link.token, reason: reason.trim() || null } } }).catch((error: unknown) => ({ data: undefined, error })).then(({ data, error }) => {
      const answer = reveal(BookingAnswerFragmentDoc, data?.cancelBooking);
      if (answer) onSettled(answer);
      else setRefusal(refusalWords(error));
    });
  };
  return (
    <div className={css.fields}>
      <h2>Cancel this appointment?</h2>
      <TextField label="A word to us" optional maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      <Refused>{refusal}</Refused>
      <LetterButton busy={loading} onClick={cancel}>Cancel the appointment</LetterButton>
      <LetterButton look="text" onClick={onKeep}>Keep it</LetterButton>
    </div>
  );
}
