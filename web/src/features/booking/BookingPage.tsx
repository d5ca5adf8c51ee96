import { useQuery } from '@apollo/client/react';
import { IconClock, IconMapPin, IconReceipt, IconVideo, IconWorld } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { BookingPageDocument, type BookingAnswerFragment, type BookingPageQuery } from '../../gql/public/graphql';
import { readerZone } from '../../lib/clock';
import { failuresOf } from '../../lib/failures';
import { countWords, initials } from '../../lib/format';
import { wearBrand } from '../../lib/brand';
import { FirmMark, LetterButton } from '../../ui/Portal';
import { BookingDone } from './BookingDone';
import { CodeForm } from './CodeForm';
import { DetailsForm } from './DetailsForm';
import { ChosenTime, TimePicker } from './TimePicker';
import { useFreeTimes } from './use-free-times';
import css from './Booking.module.css';

type Offer = NonNullable<BookingPageQuery['bookingPage']>;
export type OfferedType = Offer['types'][number];

interface Address {
  firm: string;
  page: string;
}

/** A page on which anybody books a time, without signing in. */
export function BookingPage({ firm, page }: Address) {
  const { data, error, loading, refetch } = useQuery(BookingPageDocument, { variables: { firm, page }, errorPolicy: 'all' });
  const offer = data?.bookingPage;
  const name = data?.publicFirm?.name ?? '';
  useEffect(() => { wearBrand(data?.publicFirm?.brandColour); }, [data?.publicFirm?.brandColour]);
  useEffect(() => { if (offer) document.title = `${offer.title}, ${name}`; }, [offer, name]);
  if (!offer) return <Closed waiting={loading} silent={failuresOf(error).some((failure) => failure.code !== 'NOT_FOUND')} onRetry={() => void refetch()} />;
  return (
    <div className={css.wrap}>
      <header className={css.head}>{name && <><FirmMark firm={name} /><b>{name}</b></>}</header>
      <Sheet offer={offer} address={{ firm, page }} firmName={name} />
    </div>
  );
}

function Closed({ waiting, silent, onRetry }: { waiting: boolean; silent: boolean; onRetry: () => void }) {
  if (waiting) return <main className={css.closed} aria-busy="true" />;
  return (
    <main className={css.closed}>
      <h1>{silent ? 'Booking is not answering.' : 'Nobody can book here.'}</h1>
      <p>{silent ? 'Nothing was booked. Load the page again in a minute.' : 'The address may have changed. Ask the firm for a new one.'}</p>
      {silent && <LetterButton onClick={onRetry}>Load again</LetterButton>}
    </main>
  );
}

type Step = { at: 'time' } | { at: 'details' } | { at: 'code'; held: BookingAnswerFragment } | { at: 'done'; booked: BookingAnswerFragment };

function Sheet({ offer, address, firmName }: { offer: Offer; address: Address; firmName: string }) {
  const [typeId, setTypeId] = useState(offer.types[0]?.id);
  const type = offer.types.find((one) => one.id === typeId) ?? offer.types[0];
  const [zone, setZone] = useState(readerZone());
  const [step, setStep] = useState<Step>({ at: 'time' });
  const times = useFreeTimes({ ...address, typeId: type?.id, zone, horizonDays: type?.horizonDays ?? 60 });
  if (!type) return <main className={css.closed}><h1>No times are offered here now.</h1></main>;
  const answered = (answer: BookingAnswerFragment) => setStep(answer.status === 'CODE_SENT' ? { at: 'code', held: answer } : { at: 'done', booked: answer });
  const lost = () => { times.markLost(); setStep({ at: 'time' }); };
  const chosen = times.chosen;
  return (
    <main className={css.sheet} data-step={step.at}>
      <Promise offer={offer} type={type} onType={step.at === 'time' ? setTypeId : undefined} chosen={step.at === 'details' ? chosen : undefined} zone={zone} />
      {step.at === 'time' && <TimePicker times={times} zone={zone} onZone={setZone} onContinue={() => setStep({ at: 'details' })} />}
      {/* The form stays mounted behind the calendar, so that a lost race loses nothing that was typed. */}
      <section className={css.form} hidden={step.at !== 'details'}>
        <DetailsForm address={address} type={type} chosen={chosen} zone={zone} onBack={() => setStep({ at: 'time' })} onAnswered={answered} onLost={lost} />
      </section>
      {step.at === 'code' && <section className={css.form}><CodeForm firm={address.firm} held={step.held} onBooked={(booked) => setStep({ at: 'done', booked })} onLost={lost} /></section>}
      {step.at === 'done' && <section className={css.form}><BookingDone booked={step.booked} address={address} firmName={firmName} /></section>}
    </main>
  );
}

interface PromiseProps {
  offer: Offer;
  type: OfferedType;
  onType?: (id: string) => void;
  chosen?: { start: string; end: string } | null;
  zone: string;
}

function Promise({ offer, type, onType, chosen, zone }: PromiseProps) {
  const Place = /video|call|phone|online/i.test(type.place) ? IconVideo : IconMapPin;
  return (
    <section className={css.promise}>
      <h1>{offer.title}</h1>
      <p className={css.lead}>{offer.promise}</p>
      {offer.types.length > 1 && onType && (
        <div className={css.types} role="radiogroup" aria-label="What for">
          {offer.types.map((one) => <button type="button" key={one.id} role="radio" aria-checked={one.id === type.id} className={css.type} onClick={() => onType(one.id)}>{one.name}, {one.minutes} min</button>)}
        </div>
      )}
      <ul className={css.facts}>
        {type.hosts.map((host) => <li key={host.name}><span className={css.host} aria-hidden>{initials(host.name)}</span><span>With <b>{host.name}</b>{host.title ? `, ${host.title}` : ''}</span></li>)}
        <li><IconClock aria-hidden /><span>{countWords(type.minutes, 'minute')}</span></li>
        <li><Place aria-hidden /><span>{type.place}</span></li>
        {type.priceNote && <li><IconReceipt aria-hidden /><span>{type.priceNote}</span></li>}
        {chosen && <li className={css.picked}><IconWorld aria-hidden /><ChosenTime start={chosen.start} end={chosen.end} zone={zone} /></li>}
      </ul>
      {offer.next.length > 0 && (
        <div className={css.next}><h2>What happens next</h2><ol>{offer.next.map((line) => <li key={line}>{line}</li>)}</ol></div>
      )}
    </section>
  );
}
