import { useMutation } from '@apollo/client/react';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { BillCodingDocument, CodeBillDocument, type BillCodingQuery } from '../../../gql/staff/graphql';
import { refusalWords } from '../../../lib/failures';
import { usePage } from '../../../lib/use-page';
import { Act } from '../../../ui/Act';
import { Field, PickField, TextField } from '../../../ui/Field';
import { useTell } from '../../../ui/Told';
import { PanelOut, Refused, Waiting } from '../../../ui/Trouble';
import { ClientPickField } from '../pickers/ClientPickField';
import { codingOf, isTypedFault, newLine, typedBill, type TypedBill, type TypedBillLine, type TypedFault } from './bill-draft';
import type { BillRecord } from './BillPage';
import css from './Bills.module.css';

interface BillCodingProps { bill: BillRecord; onLeave?: (() => void) | undefined; onDone: () => Promise<unknown> }

/** Somebody reads a bill: whose it is, what it says, and what it is for. */
export function BillCoding({ bill, onLeave, onDone }: BillCodingProps) {
  const page = usePage(BillCodingDocument, {});
  if (page.waiting) return <Waiting label="What it can be for" rows={6} />;
  if (!page.data) return <PanelOut what="What it can be for" failure={page.failure} onRetry={page.again} />;
  return <CodingForm bill={bill} choices={page.data} onLeave={onLeave} onDone={onDone} />;
}

function CodingForm({ bill, choices, onLeave, onDone }: BillCodingProps & { choices: BillCodingQuery }) {
  const [typed, setTyped] = useState(() => typedBill({ ...bill, number: bill.number ?? null, billedOn: bill.billedOn ?? null, dueOn: bill.dueOn ?? null, currency: bill.currency ?? null, note: bill.note ?? null, vendor: bill.vendor ?? null }, choices.billingSettings.currency));
  const [fault, setFault] = useState<TypedFault | null>(null);
  const [refused, setRefused] = useState('');
  const [code, { loading }] = useMutation(CodeBillDocument, { errorPolicy: 'all' });
  const tell = useTell();
  const set = (change: Partial<TypedBill>) => { setTyped({ ...typed, ...change }); setFault(null); setRefused(''); };
  const wrong = (at: string) => (fault?.at === at ? fault.words : null);
  const save = async () => {
    const input = codingOf(typed, bill);
    if (isTypedFault(input)) { setFault(input); return; }
    const { data, error } = await code({ variables: { input } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    if (!data?.codeBill) { setRefused(refusalWords(error)); return; }
    tell.done('It is read', 'It was compared with all other bills, and with the account of its vendor.');
    await onDone();
  };
  const line = (name: 'number' | 'billedOn' | 'dueOn' | 'currency') => ({ value: typed[name], wrong: wrong(name), onChange: (event: { target: { value: string } }) => set({ [name]: event.target.value }) });
  return (
    <form className={css.form} noValidate onSubmit={(event) => { event.preventDefault(); void save(); }}>
      {bill.status === 'NEEDS_CODING' && bill.reason && <p className={css.wrong}>Other words were asked for: «{bill.reason}»</p>}
      <PickField label="Vendor" value={typed.vendorId} onChange={(event) => set({ vendorId: event.target.value })}><option value="">One that is not known yet</option>{choices.vendors.nodes.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}</PickField>
      {typed.vendorId === '' && <Field label="Name of the vendor" value={typed.vendorName} maxLength={200} wrong={wrong('vendorName')} onChange={(event) => set({ vendorName: event.target.value })} />}
      <div className={css.pair}><Field label="Number" {...line('number')} maxLength={60} /><Field label="Currency" {...line('currency')} maxLength={3} /></div>
      <div className={css.pair}><Field label="Date" type="date" {...line('billedOn')} /><Field label="To pay by" optional type="date" {...line('dueOn')} /></div>
      <label className={css.check}><input type="checkbox" checked={typed.credit} onChange={(event) => set({ credit: event.target.checked })} />A credit note: the vendor gives this back</label>
      <Lines typed={typed} choices={choices} wrong={wrong} set={set} />
      <Field label="Account to pay to" optional autoComplete="off" help="Compared with the one that this vendor had before, and kept as its last characters alone." value={typed.bankAccount} onChange={(event) => set({ bankAccount: event.target.value })} />
      <TextField label="A word to those who must agree" optional maxLength={1000} value={typed.note} onChange={(event) => set({ note: event.target.value })} />
      <Refused>{refused}</Refused>
      <div className={css.acts}><Act look="primary" type="submit" busy={loading}>Save what it says</Act>{onLeave && <Act onClick={onLeave}>Leave it as it was</Act>}</div>
    </form>
  );
}

interface LinesProps { typed: TypedBill; choices: BillCodingQuery; wrong: (at: string) => string | null; set: (change: Partial<TypedBill>) => void }

function Lines({ typed, choices, wrong, set }: LinesProps) {
  const count = useRef(0);
  const change = (key: string, some: Partial<TypedBillLine>) => set({ lines: typed.lines.map((one) => (one.key === key ? { ...one, ...some } : one)) });
  const accounts = choices.ledgerCodes.filter(({ kind }) => kind === 'EXPENSE');
  return (
    <fieldset className={css.coded}>
      <legend>What it is for</legend>
      {typed.lines.map((line, at) => {
        const field = (name: 'title' | 'quantity' | 'price' | 'tax', label: string) => ({ label: `${label} of line ${at + 1}`, value: line[name], wrong: wrong(`${name} ${line.key}`), onChange: (event: { target: { value: string } }) => change(line.key, { [name]: event.target.value }) });
        return (
          <div key={line.key} className={css.line}>
            <Field {...field('title', 'Words')} maxLength={200} />
            <div className={css.pair}><Field {...field('price', `Price, ${typed.currency},`)} inputMode="decimal" /><Field {...field('tax', 'Tax, percent,')} inputMode="decimal" /></div>
            <div className={css.pair}>
              {accounts.length > 0
                ? <PickField label={`Account of line ${at + 1}`} value={line.accountCode} onChange={(event) => change(line.key, { accountCode: event.target.value })}><option value="">The usual one</option>{accounts.map((one) => <option key={one.code} value={one.code}>{one.code} {one.name}</option>)}</PickField>
                : <Field label={`Account of line ${at + 1}`} optional value={line.accountCode} maxLength={40} onChange={(event) => change(line.key, { accountCode: event.target.value })} />}
              <ClientPickField label={`Line ${at + 1} is for`} none="The firm itself" value={line.clientId} onPick={(id) => change(line.key, { clientId: id })} />
            </div>
            {typed.lines.length > 1 && <div><Act small look="ghost" icon={IconX} label={`Take line ${at + 1} away`} onClick={() => set({ lines: typed.lines.filter((one) => one !== line) })}>Take line {at + 1} away</Act></div>}
          </div>
        );
      })}
      <div><Act small icon={IconPlus} onClick={() => set({ lines: [...typed.lines, newLine(`new ${(count.current += 1)}`)] })}>Another line</Act></div>
    </fieldset>
  );
}
