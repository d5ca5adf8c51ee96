import { useMutation } from '@apollo/client/react';
import { useState, type ReactNode } from 'react';
import { BeginLedgerConsentDocument, ChangeLedgerBookingDocument, CheckLedgerDocument, DisconnectLedgerDocument, PushMissingInvoicesDocument, type LedgerDeskQuery, type LedgerServiceRowFragment, type LedgerStandingFragment } from '../../../gql/staff/graphql';
import { failuresOf, refusalWords } from '../../../lib/failures';
import { countWords } from '../../../lib/format';
import { Act } from '../../../ui/Act';
import { Effects, FormDialog, type Effect } from '../../../ui/Effects';
import { Field } from '../../../ui/Field';
import { When } from '../../../ui/facts';
import { Facts } from '../../../ui/Rail';
import { Status } from '../../../ui/Status';
import { useTell } from '../../../ui/Told';
import { useAct } from '../../../ui/use-act';
import { shownState } from '../settings/connection-words';
import { healthWords, missingWords, queueWords } from './ledger-words';
import css from '../settings/Connections.module.css';

interface LedgerSectionProps {
  service: LedgerServiceRowFragment;
  standing: LedgerStandingFragment | null;
  missing: LedgerDeskQuery['missingInLedger'] | undefined;
  /** What the firm's other ledger is called, where it has one: a firm keeps its books in one place. */
  other: string | null;
  mayConnect: boolean;
  onChanged: () => void;
}

/** One ledger: how the firm is connected to it, and what can be done. */
export function LedgerSection({ service, standing, missing, other, mayConnect, onChanged }: LedgerSectionProps) {
  const [opened, setOpened] = useState<'consent' | 'booking' | 'end' | null>(null);
  const live = standing !== null && standing.health !== 'DISCONNECTED';
  const close = () => setOpened(null);
  return (
    <section className={css.service} aria-label={service.label}>
      <div className={css.head}>
        <h2>{service.label}</h2>
        <Status machine="connection" state={live ? shownState(standing) : 'DISCONNECTED'} />
        {live && <span className="fm-second">{standing.label}</span>}
        {mayConnect && <Acts {...{ service, standing: live ? standing : null, other, onChanged }} onOpen={setOpened} />}
      </div>
      <p>{service.summary}</p>
      {!live && !service.offered && <p className="fm-second">This house has no access to {service.label} of its own. Whoever runs the house sets it.</p>}
      {!live && service.offered && other && <p className="fm-second">Your books are in {other}. Disconnect it first.</p>}
      {live && <Standing service={service} standing={standing} missing={missing} mayConnect={mayConnect} onChanged={onChanged} />}
      {opened === 'consent' && <ConsentDialog service={service} onClose={close} />}
      {opened === 'booking' && standing && <BookingDialog standing={standing} onChanged={onChanged} onClose={close} />}
      {opened === 'end' && standing && <EndDialog service={service} standing={standing} onChanged={onChanged} onClose={close} />}
    </section>
  );
}

function Acts({ service, standing, other, onChanged, onOpen }: Pick<LedgerSectionProps, 'service' | 'standing' | 'other' | 'onChanged'> & { onOpen: (what: 'consent' | 'booking' | 'end') => void }) {
  const [check] = useMutation(CheckLedgerDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(onChanged);
  const { label } = service;
  if (!standing) return <div className={css.acts}>{service.offered && !other && <Act onClick={() => onOpen('consent')} label={`Connect ${label}`}>Connect</Act>}</div>;
  const isAsked = shownState(standing) === 'CHECKING';
  return (
    <div className={css.acts}>
      {standing.health !== 'NEEDS_REAUTH' && <Act busy={busy || isAsked} label={`${isAsked ? 'Checking' : 'Check now'}: ${label}`} onClick={() => void act(check({ variables: { input: { connectionId: standing.id } } }), { refused: `${label} was not asked` })}>{isAsked ? 'Checking' : 'Check now'}</Act>}
      <Act onClick={() => onOpen('booking')} label={`Booking in ${label}`}>Booking</Act>
      <Act onClick={() => onOpen('consent')} label={`Connect again: ${label}`}>Connect again</Act>
      <Act look="ghost" onClick={() => onOpen('end')} label={`Disconnect ${label}`}>Disconnect</Act>
    </div>
  );
}

function Standing({ service, standing, missing, mayConnect, onChanged }: Pick<LedgerSectionProps, 'service' | 'missing' | 'mayConnect' | 'onChanged'> & { standing: LedgerStandingFragment }) {
  const words = healthWords(shownState(standing));
  const never = missing ? missingWords(missing) : '';
  const facts: (readonly [string, ReactNode])[] = [
    ['On its way', queueWords(standing.queue, service.label)],
    ['Last answered', standing.lastSyncAt ? <When at={standing.lastSyncAt} as="ago" /> : 'Not yet'],
    ...(standing.retryAt ? [['Asked again from', <When at={standing.retryAt} />] as const] : []),
    ['Usual account', standing.usualAccount ?? 'As the ledger chooses'],
    ...(standing.bankAccount ? [['Bank account', standing.bankAccount] as const] : []),
    ['Callback address', <span className="fm-mono">{standing.callbackAddress}</span>],
  ];
  return (
    <div className={css.connection}>
      {words && <p className="fm-second" role="status">{words}</p>}
      {standing.lastError && <p className={css.wrong}>{standing.lastError} {standing.lastErrorAt && <When at={standing.lastErrorAt} as="ago" />}</p>}
      <Facts facts={facts} />
      {never && <Never words={never} ledger={service.label} mayConnect={mayConnect} onChanged={onChanged} />}
    </div>
  );
}

/** What went out before the ledger was connected. */
function Never({ words, ledger, mayConnect, onChanged }: { words: string; ledger: string; mayConnect: boolean; onChanged: () => void }) {
  const [push] = useMutation(PushMissingInvoicesDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(onChanged);
  const send = () => void act(push(), { done: `On its way to ${ledger}`, why: 'Each of them goes there once.', refused: 'Nothing was sent' });
  return <div className={css.head}><p className="fm-second">{words} went out before {ledger} was connected and {words.startsWith('1 ') && !words.includes(' and ') ? 'is' : 'are'} not there.</p>{mayConnect && <div className={css.acts}><Act busy={busy} onClick={send}>Send them to {ledger}</Act></div>}</div>;
}

function ConsentDialog({ service, onClose }: { service: LedgerServiceRowFragment; onClose: () => void }) {
  const [callbackKey, setKey] = useState('');
  const [refused, setRefused] = useState('');
  const [begin, { loading }] = useMutation(BeginLedgerConsentDocument, { errorPolicy: 'all', fetchPolicy: 'no-cache' });
  const go = async () => {
    const { data, error } = await begin({ variables: { input: { ledger: service.name, callbackKey: callbackKey.trim() || null } } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    const address = data?.beginLedgerConsent.address;
    if (address) window.location.assign(address);
    else setRefused(refusalWords(error));
  };
  return (
    <FormDialog open title={`Connect ${service.label}`} lead={`You sign in at ${service.label} and allow this house to write papers there in your name. Then you come back here. The way back is open for ten minutes.`} act={`Go to ${service.label}`} busy={loading} refusal={refused} onAct={() => void go()} onClose={onClose}>
      <Field label="Callback secret" optional type="password" autoComplete="new-password" help={`The word with which ${service.label} signs what it tells us. Without it we ask on our own, every few minutes.`} value={callbackKey} onChange={(event) => { setKey(event.target.value); setRefused(''); }} />
    </FormDialog>
  );
}

function BookingDialog({ standing, onChanged, onClose }: { standing: LedgerStandingFragment; onChanged: () => void; onClose: () => void }) {
  const [typed, setTyped] = useState({ usualAccount: standing.usualAccount ?? '', bankAccount: standing.bankAccount ?? '' });
  const [refused, setRefused] = useState<unknown>(null);
  const [change, { loading }] = useMutation(ChangeLedgerBookingDocument, { errorPolicy: 'all' });
  const tell = useTell();
  const fault = failuresOf(refused)[0];
  const wrong = (name: keyof typeof typed) => (fault?.field === `input.${name}` ? fault.words : null);
  const set = (name: keyof typeof typed) => (event: { target: { value: string } }) => { setTyped({ ...typed, [name]: event.target.value }); setRefused(null); };
  const save = async () => {
    const { data, error } = await change({ variables: { input: { connectionId: standing.id, ifVersion: standing.version, usualAccount: typed.usualAccount.trim() || null, bankAccount: typed.bankAccount.trim() || null } } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    if (!data?.changeLedgerBooking) { setRefused(error); return; }
    tell.done('Saved', 'Papers are booked this way from now on. What stands there stays.');
    onChanged();
    onClose();
  };
  return (
    <FormDialog open title="How papers are booked" act="Save" busy={loading} refusal={wrong('usualAccount') ?? wrong('bankAccount') ? '' : refusalWords(refused)} onAct={() => void save()} onClose={onClose}>
      <Field label="Usual account" optional help="For lines without an account of their own: what is sold in QuickBooks, an account in Xero." value={typed.usualAccount} wrong={wrong('usualAccount')} onChange={set('usualAccount')} />
      {standing.provider === 'XERO' && <Field label="Bank account" optional help="Into which payments are booked." value={typed.bankAccount} wrong={wrong('bankAccount')} onChange={set('bankAccount')} />}
    </FormDialog>
  );
}

function EndDialog({ service, standing, onChanged, onClose }: { service: LedgerServiceRowFragment; standing: LedgerStandingFragment; onChanged: () => void; onClose: () => void }) {
  const [end] = useMutation(DisconnectLedgerDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(onChanged);
  const waits = standing.queue.waiting + standing.queue.stuck;
  const effects: Effect[] = [
    { act: 'Delete its secrets', detail: 'from the vault, at once. They cannot be brought back.' },
    { act: `Leave what stands in ${service.label}`, detail: 'as it is.' },
    waits > 0 ? { act: `Let ${countWords(waits, 'paper')} go out without it`, detail: 'Invoices that waited for it are issued.' } : { act: 'Hold up nothing', detail: 'nothing is on its way there.' },
  ];
  const go = () => void act(end({ variables: { input: { connectionId: standing.id, ifVersion: standing.version } } }), { done: `${service.label} is disconnected`, refused: `${service.label} stays connected` }).then(onClose);
  return <Effects open title={`Disconnect ${service.label}`} lead={`For «${standing.label}», this will:`} effects={effects} undo="You can connect it again at any time." busy={busy} onAct={go} onClose={onClose} />;
}

