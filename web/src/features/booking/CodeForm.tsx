import { useMutation } from '@apollo/client/react';
import { useEffect, useState, type FormEvent } from 'react';
import { reveal } from '../../gql/public';
import { BookingAnswerFragmentDoc, ConfirmBookingDocument, type BookingAnswerFragment } from '../../gql/public/graphql';
import { now } from '../../lib/clock';
import { failuresOf, refusalWords } from '../../lib/failures';
import { countWords, instant } from '../../lib/format';
import { Field } from '../../ui/Field';
import { LetterButton } from '../../ui/Portal';
import { ChosenTime } from './TimePicker';
import css from './Booking.module.css';

interface CodeFormProps {
  firm: string;
  held: BookingAnswerFragment;
  onBooked: (booked: BookingAnswerFragment) => void;
  onLost: () => void;
}

/** The six digits from the mail, while the time is held. */
export function CodeForm({ firm, held, onBooked, onLost }: CodeFormProps) {
  const [code, setCode] = useState('');
  const [refusal, setRefusal] = useState('');
  const [send, { loading }] = useMutation(ConfirmBookingDocument, { errorPolicy: 'all' });
  const left = useMinutesLeft(held.holdExpiresAt ?? null);
  const confirm = (event: FormEvent) => {
    event.preventDefault();
    setRefusal('');
    void send({ variables: { input: { firm, holdId: held.holdId ?? '', code: code.replace(/\D/g, '') } } }).catch((error: unknown) => ({ data: undefined, error })).then(({ data, error }) => {
      const answer = reveal(BookingAnswerFragmentDoc, data?.confirmBooking);
      if (answer?.status === 'CODE_WRONG') { setRefusal(`That is not the code. ${countWords(answer.attemptsLeft ?? 0, 'try', 'tries')} left.`); return; }
      if (answer) { onBooked({ ...held, ...answer }); return; }
      const reason = failuresOf(error)[0]?.reason;
      if (reason === 'SCHEDULING_HOLD_EXPIRED' || reason === 'SCHEDULING_SLOT_TAKEN') onLost();
      else setRefusal(refusalWords(error));
    });
  };
  return (
    <form onSubmit={confirm} className={css.fields} noValidate>
      <h2>Type the code from your mail</h2>
      <p className={css.said}>{held.start && held.end && held.zone && <ChosenTime start={held.start} end={held.end} zone={held.zone} />} is held for you{left}. We sent six digits to your address.</p>
      <Field label="Code" name="code" inputMode="numeric" autoComplete="one-time-code" maxLength={7} autoFocus value={code} wrong={refusal} onChange={(event) => setCode(event.target.value)} />
      <div className={css.send}><LetterButton type="submit" wide busy={loading} disabled={code.replace(/\D/g, '').length !== 6}>Book this time</LetterButton></div>
    </form>
  );
}

function useMinutesLeft(until: string | null): string {
  const [, tick] = useState(0);
  useEffect(() => { const timer = setInterval(() => tick((n) => n + 1), 10_000); return () => clearInterval(timer); }, []);
  if (!until) return '';
  const minutes = Math.ceil((instant(until).getTime() - now().getTime()) / 60_000);
  return minutes > 0 ? ` for ${minutes} more ${minutes === 1 ? 'minute' : 'minutes'}` : '';
}
