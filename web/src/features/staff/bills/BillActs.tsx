import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { DecideBillDuplicateDocument, MarkBillPaidDocument, ReleaseBillDocument, ReopenBillDocument, RouteBillDocument } from '../../../gql/staff/graphql';
import { now } from '../../../lib/clock';
import { dayOf } from '../../../lib/format';
import { Act } from '../../../ui/Act';
import { FormDialog } from '../../../ui/Effects';
import { Money, When } from '../../../ui/facts';
import { Field, TextField } from '../../../ui/Field';
import { Go } from '../../../ui/Go';
import { useAct } from '../../../ui/use-act';
import { useMay } from '../shell/use-may';
import { actsOf, billName, likenessWords } from './bill-words';
import type { BillRecord } from './BillPage';
import css from './Bills.module.css';

interface BillActsProps { bill: BillRecord; onChange?: (() => void) | undefined; onChanged: () => void }

/** Whose move it is, and what this person can do now. */
export function BillActs({ bill, onChange, onChanged }: BillActsProps) {
  const may = useMay();
  const acts = actsOf(bill.status);
  const [opened, setOpened] = useState<'release' | 'paid' | null>(null);
  const [route] = useMutation(RouteBillDocument, { errorPolicy: 'all' });
  const [reopen] = useMutation(ReopenBillDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(onChanged);
  const input = { billId: bill.id, ifVersion: bill.version };
  const codes = may('revenue.bill.code');
  return (
    <section className={css.move} aria-label="What is to be done">
      <Move bill={bill} />
      {acts.includes('twin') && <Twins bill={bill} mayDecide={codes} onChanged={onChanged} />}
      <div className={css.acts}>
        {bill.openApproval?.mayDecide && <Go to={`/approvals?open=${bill.openApproval.id}`} className="fm-link">Decide about it</Go>}
        {acts.includes('route') && codes && <Act look="primary" busy={busy} onClick={() => void act(route({ variables: { input } }), { done: 'It is on its way to those who must agree', refused: 'It stays where it is' })}>Send to approval</Act>}
        {acts.includes('reopen') && codes && <Act busy={busy} onClick={() => void act(reopen({ variables: { input } }), { done: 'It is open again', refused: 'It stays where it is' })}>Open again</Act>}
        {acts.includes('release') && may('revenue.bill.release') && <Act look="primary" onClick={() => setOpened('release')}>The account is theirs</Act>}
        {acts.includes('paid') && may('revenue.bill.pay') && <Act onClick={() => setOpened('paid')}>It is paid</Act>}
        {onChange && <Act onClick={onChange}>Change what it says</Act>}
      </div>
      {opened === 'release' && <ReleaseDialog input={input} onChanged={onChanged} onClose={() => setOpened(null)} />}
      {opened === 'paid' && <PaidDialog input={input} onChanged={onChanged} onClose={() => setOpened(null)} />}
    </section>
  );
}

/** Why it stands where it stands, in a sentence or two. */
function Move({ bill }: { bill: BillRecord }) {
  const { openApproval: asked } = bill;
  switch (bill.status) {
    case 'RECEIVED': return <p>It was read. Send it to those who must agree.</p>;
    case 'DUPLICATE_SUSPECTED': return <p>{likenessWords(bill.likeness)} Somebody has to say whether it is.</p>;
    case 'DUPLICATE': return <p>It came twice{bill.duplicateOf && <>, and is kept beside <Go to={`/money/bills/${bill.duplicateOf.id}`} className="fm-link">{billName(bill.duplicateOf)}</Go></>}. It is never paid.</p>;
    case 'HELD': return <p className={css.wrong}>{bill.heldReason ?? 'It is held.'} Ask the vendor by another way than the one by which the bill came: the number in your own records, and not the one on the bill.</p>;
    case 'ROUTED': return <p>«{asked?.ruleName ?? 'Somebody else'}», step {(asked?.stepNo ?? 0) + 1} of {asked?.stepCount ?? 1}{asked?.dueAt && <>, to be decided by <When at={asked.dueAt} /></>}.{asked?.why ? ` ${asked.why}` : ''}</p>;
    case 'REJECTED': return <p>Turned down: «{bill.reason}». It is not paid.</p>;
    case 'APPROVED': return <p>Agreed to, word for word. It goes to the ledger, or is paid by hand.</p>;
    case 'PUSHED': return <p>It stands in the ledger, and waits to be paid there.</p>;
    case 'PAYMENT_REVERSED': return <p className={css.wrong}>It was paid, and the payment was taken back in the ledger.</p>;
    case 'BYPASSED': return <p className={css.wrong}>It was approved in the ledger, past the people who must agree here.</p>;
    case 'PAID': return <p>It is paid.</p>;
    default: return null;
  }
}

function Twins({ bill, mayDecide, onChanged }: { bill: BillRecord; mayDecide: boolean; onChanged: () => void }) {
  const [decide] = useMutation(DecideBillDuplicateDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(onChanged);
  const say = (ofBillId: string | null) => void act(decide({ variables: { input: { billId: bill.id, ifVersion: bill.version, duplicate: ofBillId !== null, ofBillId } } }), { done: ofBillId ? 'It is kept beside the first' : 'It is another bill', refused: 'Nothing was decided' });
  return (
    <>
      <ul className={css.lines}>{bill.looksLike.map((one) => {
        const name = billName(one);
        return <li key={one.id}><span><Go to={`/money/bills/${one.id}`} className="fm-strong">{name}</Go><small><When at={one.createdAt} as="near" />{one.total && <>, <Money minor={one.total.minor} currency={one.total.currency} /></>}</small></span>{mayDecide && <Act small busy={busy} label={`It is the same as ${name}`} onClick={() => say(one.id)}>It is the same</Act>}</li>;
      })}</ul>
      {mayDecide && <div><Act busy={busy} onClick={() => say(null)}>It is another bill</Act></div>}
    </>
  );
}

interface DialogProps { input: { billId: string; ifVersion: number }; onChanged: () => void; onClose: () => void }

function ReleaseDialog({ input, onChanged, onClose }: DialogProps) {
  const [release] = useMutation(ReleaseBillDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(onChanged);
  const [how, setHow] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const go = () => { if (how.trim() === '') setWrong('Say how the vendor was asked, such as «Called Ms Hale on the number in our file».'); else void act(release({ variables: { input: { ...input, how: how.trim() } } }), { done: 'It is released', refused: 'It stays held' }).then((done) => { if (done) onClose(); }); };
  return <FormDialog open title="The account is theirs" lead="What you say is kept with the bill, with your name." act="Release it" busy={busy} onAct={go} onClose={onClose}><TextField label="How was the vendor asked?" autoFocus maxLength={500} wrong={wrong} value={how} onChange={(event) => { setHow(event.target.value); setWrong(null); }} /></FormDialog>;
}

function PaidDialog({ input, onChanged, onClose }: DialogProps) {
  const [mark] = useMutation(MarkBillPaidDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(onChanged);
  const [paidOn, setPaidOn] = useState(dayOf(now()));
  const go = () => void act(mark({ variables: { input: { ...input, paidOn } } }), { done: 'It is paid', refused: 'It stays to be paid' }).then((done) => { if (done) onClose(); });
  return <FormDialog open title="It is paid" lead="Where a ledger is connected, it tells this by itself." act="Write it down" busy={busy} onAct={go} onClose={onClose}><Field label="On which day" type="date" autoFocus value={paidOn} onChange={(event) => setPaidOn(event.target.value)} /></FormDialog>;
}
