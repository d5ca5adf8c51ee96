import { useMutation } from '@apollo/client/react';
import { useState, type ReactNode } from 'react';
import { WaiveRebillDocument } from '../../../gql/staff/graphql';
import { isNothing } from '../../../lib/amounts';
import { dayWords, moneyWords, plainDate } from '../../../lib/format';
import { Act } from '../../../ui/Act';
import { FormDialog } from '../../../ui/Effects';
import { Due, Money, When } from '../../../ui/facts';
import { TextField } from '../../../ui/Field';
import { Go } from '../../../ui/Go';
import { Facts, Section } from '../../../ui/Rail';
import { useAct } from '../../../ui/use-act';
import { momentOf } from '../approvals/approval-words';
import { useMay } from '../shell/use-may';
import type { BillRecord } from './BillPage';
import css from './Bills.module.css';

/** What a bill says, what it is for, and what happened to it. */
export function BillReading({ bill, onChanged }: { bill: BillRecord; onChanged: () => void }) {
  const facts: (readonly [string, ReactNode])[] = [
    ['Vendor', bill.vendor?.name ?? 'Nobody has said'], ['Number', bill.number ?? 'Nobody has said'], ['Date', bill.billedOn ? <Due date={bill.billedOn} bare /> : 'Nobody has said'],
    ['To pay by', bill.dueOn ? <Due date={bill.dueOn} bare={bill.status === 'PAID'} /> : 'Not said'], ...(bill.paidOn ? [['Paid', dayWords(plainDate(bill.paidOn), 'UTC')] as const] : []), ...(bill.bankMask ? [['To the account', `…${bill.bankMask}`] as const] : []), ...(bill.note ? [['Note', bill.note] as const] : []),
  ];
  return (
    <>
      <Section title="What it says"><Facts facts={facts} /></Section>
      {bill.lines.length > 0 && <Section title="What it is for"><Lines bill={bill} /></Section>}
      {bill.rebills.length > 0 && <Section title="Billed to clients again"><Rebills bill={bill} onChanged={onChanged} /></Section>}
      {bill.duplicates.length > 0 && <Section title="Came again"><ul>{bill.duplicates.map((one) => <li key={one.id}><Go to={`/money/bills/${one.id}`} className="fm-link"><When at={one.createdAt} /></Go> <span className="fm-second">kept as evidence, and never paid</span></li>)}</ul></Section>}
      <Section title="What happened">
        {bill.history.length === 0 && <p className="fm-quiet">Nobody was asked yet.</p>}
        <ul className={css.history}>{bill.history.map((moment, at) => <li key={at}>{momentOf(moment)} <span className="fm-second"><When at={moment.at} /></span>{moment.comment && <p>«{moment.comment}»</p>}</li>)}</ul>
      </Section>
    </>
  );
}

function Lines({ bill }: { bill: BillRecord }) {
  return (
    <>
      <ul className={css.lines}>{bill.lines.map((line) => <li key={line.id}><span><b>{line.title}</b><small>{[line.accountCode && `Account ${line.accountCode}`, line.clientName && `for ${line.clientName}`, line.quantity !== '1' && `${line.quantity} × ${moneyWords(line.unitPrice.minor, line.unitPrice.currency)}`].filter(Boolean).join(', ')}</small></span><Money minor={line.net.minor} currency={line.net.currency} /></li>)}</ul>
      {bill.net && bill.tax && bill.total && <Facts facts={[['Before tax', <Money minor={bill.net.minor} currency={bill.net.currency} />], ...(isNothing(bill.tax.minor) ? [] : [['Tax', <Money minor={bill.tax.minor} currency={bill.tax.currency} />] as const]), ['In all', <b><Money minor={bill.total.minor} currency={bill.total.currency} /></b>]]} />}
    </>
  );
}

function Rebills({ bill, onChanged }: { bill: BillRecord; onChanged: () => void }) {
  const may = useMay()('revenue.rebill.edit');
  const [waiving, setWaiving] = useState<string | null>(null);
  return (
    <>
      <ul className={css.lines}>{bill.rebills.map((one) => (
        <li key={one.id}>
          <span><b>{one.title}</b><small>{one.client?.displayName}, {one.waived ? `let go: ${one.waived}` : one.invoice ? <>on <Go to={`/money/invoices/${one.invoice.id}`} className="fm-link">{one.invoice.number ?? 'a draft'}</Go></> : 'waits to be billed'}</small></span>
          <span className={css.end}><Money minor={one.amount.minor} currency={one.amount.currency} />{may && !one.waived && !one.invoice && <Act small label={`Let go: ${one.title}`} onClick={() => setWaiving(one.id)}>Let go</Act>}</span>
        </li>
      ))}</ul>
      {waiving && <WaiveDialog rebillId={waiving} onChanged={onChanged} onClose={() => setWaiving(null)} />}
    </>
  );
}

function WaiveDialog({ rebillId, onChanged, onClose }: { rebillId: string; onChanged: () => void; onClose: () => void }) {
  const [waive] = useMutation(WaiveRebillDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(onChanged);
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const go = () => { if (reason.trim() === '') setWrong('Say why, for who looks at it later.'); else void act(waive({ variables: { input: { rebillId, reason: reason.trim() } } }), { done: 'It is not billed to them', refused: 'It still waits to be billed' }).then((done) => { if (done) onClose(); }); };
  return <FormDialog open title="Do not bill it to them" act="Let go of it" busy={busy} onAct={go} onClose={onClose}><TextField label="Why" autoFocus maxLength={500} wrong={wrong} value={reason} onChange={(event) => { setReason(event.target.value); setWrong(null); }} /></FormDialog>;
}
