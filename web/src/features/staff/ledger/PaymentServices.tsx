import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { reveal } from '../../../gql/staff';
import { ConnectPaymentServiceDocument, DecideOnlinePaymentDocument, DisconnectPaymentServiceDocument, MerchantStandingFragmentDoc, PaymentServicesDocument, type MerchantStandingFragment, type PaymentServicesQuery } from '../../../gql/staff/graphql';
import { failuresOf, refusalWords } from '../../../lib/failures';
import { dayWords, plainDate } from '../../../lib/format';
import { usePage } from '../../../lib/use-page';
import { Act } from '../../../ui/Act';
import { Effects, FormDialog, type Effect } from '../../../ui/Effects';
import { Field } from '../../../ui/Field';
import { Money, When } from '../../../ui/facts';
import { Go } from '../../../ui/Go';
import { Facts } from '../../../ui/Rail';
import { Status } from '../../../ui/Status';
import { useTell } from '../../../ui/Told';
import { PanelOut, Waiting } from '../../../ui/Trouble';
import { useAct } from '../../../ui/use-act';
import { shownState } from '../settings/connection-words';
import css from './Ledger.module.css';

type Service = PaymentServicesQuery['paymentServices'][number];
type Review = PaymentServicesQuery['onlinePaymentsToReview'][number];

/** How clients can pay in the portal, and payments that somebody has to look at. */
export function PaymentServices({ mayConnect }: { mayConnect: boolean }) {
  const page = usePage(PaymentServicesDocument, {}, { everyMs: 5_000 });
  const again = () => void page.again();
  const { paymentServices: services, onlinePaymentsToReview: reviews } = page.data ?? {};
  if (!services) return page.waiting ? <Waiting label="Payments in the portal" rows={3} /> : <PanelOut what="Payments in the portal" many failure={page.failure} onRetry={again} />;
  return (
    <section className={css.part} aria-label="Payments in the portal">
      <h2>Payments in the portal</h2>
      <ul className={css.rows}>{services.map((one) => <ServiceRow key={one.name} service={one} mayConnect={mayConnect} onChanged={again} />)}</ul>
      {reviews && reviews.length > 0 && <h3 className={css.sub}>Is this the same payment?</h3>}
      <ul className={css.rows}>{reviews?.map((one) => <ReviewRow key={one.id} review={one} onChanged={again} />)}</ul>
    </section>
  );
}

const stateOf = (account: MerchantStandingFragment | null): string => (account ? shownState({ ...account, lastSyncAt: account.lastSyncAt ?? null, lastError: account.lastError ?? null, checkingSince: null }) : 'DISCONNECTED');

function ServiceRow({ service, mayConnect, onChanged }: { service: Service; mayConnect: boolean; onChanged: () => void }) {
  const [opened, setOpened] = useState<'connect' | 'end' | null>(null);
  const account = reveal(MerchantStandingFragmentDoc, service.account) ?? null;
  const live = account !== null && account.health !== 'DISCONNECTED';
  return (
    <li>
      <div className={css.line}>
        <b className="fm-strong">{service.label}</b><Status machine="connection" state={stateOf(account)} />
        {mayConnect && (
          <div className={css.acts}>
            {service.offered && <Act small label={`${live ? 'New keys for' : 'Connect'} ${service.label}`} onClick={() => setOpened('connect')}>{live ? 'New keys' : 'Connect'}</Act>}
            {live && <Act small look="ghost" label={`Disconnect ${service.label}`} onClick={() => setOpened('end')}>Disconnect</Act>}
          </div>
        )}
      </div>
      <p className="fm-second">{service.summary}{!service.offered && ' This house does not know where it is.'}</p>
      {live && account.lastError && <p className={css.wrong}>{account.lastError}</p>}
      {live && <Facts facts={[['Last answered', account.lastSyncAt ? <When at={account.lastSyncAt} as="ago" /> : 'Not yet'], ['Callback address', <span className="fm-mono">{account.callbackAddress}</span>]]} />}
      {opened === 'connect' && <ConnectDialog service={service} onChanged={onChanged} onClose={() => setOpened(null)} />}
      {opened === 'end' && account && <EndDialog service={service} account={account} onChanged={onChanged} onClose={() => setOpened(null)} />}
    </li>
  );
}

function ConnectDialog({ service, onChanged, onClose }: { service: Service; onChanged: () => void; onClose: () => void }) {
  const [typed, setTyped] = useState({ apiKey: '', callbackKey: '' });
  const [refused, setRefused] = useState<unknown>(null);
  const [connect, { loading }] = useMutation(ConnectPaymentServiceDocument, { errorPolicy: 'all', fetchPolicy: 'no-cache' });
  const tell = useTell();
  const fault = failuresOf(refused)[0];
  const wrong = (name: keyof typeof typed) => (fault?.field === `input.${name}` ? fault.words : null);
  const field = (name: keyof typeof typed) => ({ type: 'password', autoComplete: 'new-password', value: typed[name], wrong: wrong(name), onChange: (event: { target: { value: string } }) => { setTyped({ ...typed, [name]: event.target.value }); setRefused(null); } });
  const save = async () => {
    const { data, error } = await connect({ variables: { input: { service: service.name, ...typed } } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    if (!data?.connectPaymentService) { setRefused(error); return; }
    tell.done(`${service.label} is connected`, 'It is being asked whether the key is right.');
    onChanged();
    onClose();
  };
  return (
    <FormDialog open title={`Connect ${service.label}`} lead="What you enter lies sealed in the vault of this firm. Nobody can read it here again, you neither." act="Connect" busy={loading} refusal={wrong('apiKey') ?? wrong('callbackKey') ? '' : refusalWords(refused)} onAct={() => void save()} onClose={onClose}>
      <Field label="Key of the account" {...field('apiKey')} />
      <Field label="Callback secret" help={`The word with which ${service.label} signs what it tells us.`} {...field('callbackKey')} />
    </FormDialog>
  );
}

function EndDialog({ service, account, onChanged, onClose }: { service: Service; account: MerchantStandingFragment; onChanged: () => void; onClose: () => void }) {
  const [end] = useMutation(DisconnectPaymentServiceDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(onChanged);
  const effects: Effect[] = [{ act: 'Delete its keys', detail: 'from the vault, at once. They cannot be brought back.' }, { act: 'Take the pay button away', detail: 'from all invoices in the portal.' }, { act: 'Stop hearing of payments on their way', detail: 'Money that comes then is written down by hand.' }];
  const go = () => void act(end({ variables: { input: { accountId: account.id, ifVersion: account.version } } }), { done: `${service.label} is disconnected`, refused: `${service.label} stays connected` }).then(onClose);
  return <Effects open title={`Disconnect ${service.label}`} effects={effects} undo="You can connect it again at any time." busy={busy} onAct={go} onClose={onClose} />;
}

/** A payment of the portal that looks like one that the ledger told of: only a person can say whether it is. */
function ReviewRow({ review, onChanged }: { review: Review; onChanged: () => void }) {
  const [decide] = useMutation(DecideOnlinePaymentDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(onChanged);
  const say = (samePayment: boolean) => void act(decide({ variables: { input: { onlinePaymentId: review.id, samePayment } } }), { done: samePayment ? 'It is the one that was known' : 'It is written down as another payment', refused: 'Nothing was decided' });
  const number = review.invoice?.number ?? 'an invoice';
  return (
    <li>
      <p><b><Money minor={review.amount.minor} currency={review.amount.currency} /></b> for {review.invoice ? <Go to={`/money/invoices/${review.invoice.id}`} className="fm-link">{number}</Go> : number} came in the portal <When at={review.startedAt} as="ago" />{review.looksLike && <>, and looks like the payment of {dayWords(plainDate(review.looksLike.receivedOn), 'UTC')}{review.looksLike.reference ? ` «${review.looksLike.reference}»` : ''}</>}.</p>
      <div className={css.acts}><Act small busy={busy} label={`The same, ${number}`} onClick={() => say(true)}>The same</Act><Act small busy={busy} label={`Another one, ${number}`} onClick={() => say(false)}>Another one</Act></div>
    </li>
  );
}
