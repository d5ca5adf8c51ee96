import { useMutation } from '@apollo/client/react';
import { IconAlertTriangle, IconArrowLeft } from '@tabler/icons-react';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { reveal } from '../../gql/public';
import { BookAppointmentDocument, BookingAnswerFragmentDoc, type BookAppointmentInput, type BookingAnswerFragment } from '../../gql/public/graphql';
import { failuresOf, refusalWords } from '../../lib/failures';
import { dayWords, instant, timeWords } from '../../lib/format';
import { Field, PickField, TextField } from '../../ui/Field';
import { LetterButton } from '../../ui/Portal';
import type { OfferedType } from './BookingPage';
import type { Slot } from './use-free-times';
import css from './Booking.module.css';

interface DetailsFormProps {
  address: { firm: string; page: string };
  type: OfferedType;
  chosen: Slot | null;
  zone: string;
  onBack: () => void;
  onAnswered: (answer: BookingAnswerFragment) => void;
  onLost: () => void;
}

interface Typed {
  name: string;
  email: string;
  phone: string;
  answers: Record<string, string>;
  consent: boolean;
}

const nothing: Typed = { name: '', email: '', phone: '', answers: {}, consent: false };

function faultsOf(typed: Typed, type: OfferedType): Record<string, string> {
  const faults: Record<string, string> = {};
  if (!typed.name.trim()) faults['attendee.name'] = 'Tell us your name.';
  if (!/^\S+@\S+\.\S+$/.test(typed.email.trim())) faults['attendee.email'] = 'Write an address like name@firm.example.';
  for (const question of type.questions) if (question.required && !typed.answers[question.key]?.trim()) faults[`answers.${question.key}`] = 'We need an answer to this one.';
  if (type.consentText && !typed.consent) faults.consent = 'We need your agreement to book.';
  return faults;
}

/** Who comes, what is asked beforehand, and the booking itself. */
export function DetailsForm({ address, type, chosen, zone, onBack, onAnswered, onLost }: DetailsFormProps) {
  const [typed, setTyped] = useState(nothing);
  const [tried, setTried] = useState(false);
  const booking = useBooking({ onAnswered, onLost });
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => { if (chosen) heading.current?.focus(); }, [chosen]);
  const faults = tried ? { ...faultsOf(typed, type), ...booking.faults } : booking.faults;
  const change = (part: Partial<Typed>) => { booking.forget(); setTyped({ ...typed, ...part }); };
  const answer = (key: string, words: string) => change({ answers: { ...typed.answers, [key]: words } });
  if (!chosen) return null;
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(faultsOf(typed, type)).length > 0) { requestAnimationFrame(() => event.currentTarget?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()); return; }
    booking.book({
      firm: address.firm, page: address.page, typeId: type.id, start: chosen.start, zone,
      attendee: { name: typed.name.trim(), email: typed.email.trim(), phone: typed.phone.trim() || null },
      answers: type.questions.filter((question) => typed.answers[question.key]?.trim()).map((question) => ({ key: question.key, answer: (typed.answers[question.key] ?? '').trim() })),
      consent: typed.consent,
    });
  };
  return (
    <form onSubmit={send} noValidate className={css.fields}>
      <button type="button" className={css.back} onClick={onBack}><IconArrowLeft size={20} aria-hidden />Another time</button>
      <h2 ref={heading} tabIndex={-1}>Who is coming?</h2>
      <Field label="Your name" name="name" autoComplete="name" maxLength={200} value={typed.name} wrong={faults['attendee.name']} onChange={(event) => change({ name: event.target.value })} />
      <Field label="Email" name="email" type="email" inputMode="email" autoComplete="email" maxLength={254} value={typed.email} wrong={faults['attendee.email']} help="The confirmation goes here." onChange={(event) => change({ email: event.target.value })} />
      <Field label="Phone" name="phone" type="tel" inputMode="tel" autoComplete="tel" maxLength={40} optional value={typed.phone} wrong={faults['attendee.phone']} onChange={(event) => change({ phone: event.target.value })} />
      {type.questions.map((question) => <Question key={question.key} question={question} value={typed.answers[question.key] ?? ''} wrong={faults[`answers.${question.key}`]} onAnswer={(words) => answer(question.key, words)} />)}
      {type.consentText && (
        <label className={css.consent}>
          <input type="checkbox" checked={typed.consent} aria-invalid={Boolean(faults.consent)} onChange={(event) => change({ consent: event.target.checked })} />
          <span>{type.consentText}{faults.consent && <small role="alert">{faults.consent}</small>}</span>
        </label>
      )}
      {booking.refusal && <p className={css.lost} role="alert"><IconAlertTriangle size={18} aria-hidden />{booking.refusal}</p>}
      <div className={css.send}>
        <LetterButton type="submit" wide busy={booking.busy}>{booking.busy ? 'Booking' : `Book ${dayWords(instant(chosen.start), zone)}, ${timeWords(instant(chosen.start), zone)}`}</LetterButton>
      </div>
    </form>
  );
}

interface QuestionProps {
  question: OfferedType['questions'][number];
  value: string;
  wrong?: string;
  onAnswer: (words: string) => void;
}

function Question({ question, value, wrong, onAnswer }: QuestionProps) {
  const frame = { label: question.question, optional: !question.required, wrong, value };
  if (question.kind === 'LONG_TEXT') return <TextField {...frame} maxLength={4000} onChange={(event) => onAnswer(event.target.value)} />;
  if (question.kind === 'TEXT') return <Field {...frame} maxLength={1000} onChange={(event) => onAnswer(event.target.value)} />;
  const options = question.kind === 'YES_NO' ? ['Yes', 'No'] : question.options;
  return <PickField {...frame} onChange={(event) => onAnswer(event.target.value)}><option value="">Choose one</option>{options.map((option) => <option key={option} value={option}>{option}</option>)}</PickField>;
}

function useBooking({ onAnswered, onLost }: Pick<DetailsFormProps, 'onAnswered' | 'onLost'>) {
  const [send, { loading }] = useMutation(BookAppointmentDocument, { errorPolicy: 'all' });
  const [refusal, setRefusal] = useState('');
  const [faults, setFaults] = useState<Record<string, string>>({});
  // The key belongs to what was typed: sent again after a broken line, the same booking is answered and not a second one made.
  const key = useRef<string | null>(null);
  const forget = () => { key.current = null; setRefusal(''); setFaults({}); };
  const book = (input: BookAppointmentInput) => {
    key.current ??= crypto.randomUUID();
    setRefusal('');
    void send({ variables: { input }, context: { idempotencyKey: key.current } }).catch((error: unknown) => ({ data: undefined, error })).then(({ data, error }) => {
      if (data?.bookAppointment) { onAnswered(reveal(BookingAnswerFragmentDoc, data.bookAppointment)); return; }
      const [failure] = failuresOf(error);
      if (failure?.code !== 'UNREACHABLE') key.current = null;
      if (failure?.reason === 'SCHEDULING_SLOT_TAKEN' || failure?.reason === 'SCHEDULING_DAY_FULL') { onLost(); return; }
      const field = failure?.field?.replace(/^input\./, '');
      if (field && /^(attendee|answers|consent)/.test(field)) setFaults({ [field]: failure?.words ?? '' });
      else setRefusal(refusalWords(error));
    });
  };
  return { book, forget, refusal, faults, busy: loading };
}
