import { useMutation } from '@apollo/client/react';
import { useId, useState } from 'react';
import { reveal } from '../../../gql/staff';
import { AnswerLedgerPartyDocument, LedgerPartyRowFragmentDoc, type LedgerDeskQuery, type LedgerPartyRowFragment } from '../../../gql/staff/graphql';
import { Act } from '../../../ui/Act';
import { Field } from '../../../ui/Field';
import { useAct } from '../../../ui/use-act';
import css from './Ledger.module.css';

interface LedgerNamesProps { questions: LedgerDeskQuery['ledgerPartyQuestions']; ledger: string; mayResolve: boolean; onChanged: () => void }

/** Names that somebody in the ledger has already: a person says who is who, and papers for them wait until then. */
export function LedgerNames({ questions, ledger, mayResolve, onChanged }: LedgerNamesProps) {
  const rows = questions.map((one) => reveal(LedgerPartyRowFragmentDoc, one));
  if (rows.length === 0) return null;
  return (
    <section className={css.part} aria-label="Who is who">
      <h2>Who is who <small>{rows.length}</small></h2>
      <p className="fm-second">Somebody in {ledger} has these names already. Papers for them wait until you say whether it is the same.</p>
      <ul className={css.rows}>{rows.map((row) => <Question key={row.id} row={row} ledger={ledger} mayResolve={mayResolve} onChanged={onChanged} />)}</ul>
    </section>
  );
}

const another = 'another';

function Question({ row, ledger, mayResolve, onChanged }: { row: LedgerPartyRowFragment; ledger: string; mayResolve: boolean; onChanged: () => void }) {
  const [answer] = useMutation(AnswerLedgerPartyDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(onChanged);
  const [chosen, setChosen] = useState('');
  const [newName, setNewName] = useState('');
  const group = useId();
  const say = () => void act(answer({ variables: { input: chosen === another ? { partyId: row.id, newName: newName.trim() } : { partyId: row.id, externalId: chosen } } }), { done: `${row.name} is known in ${ledger}`, why: 'What waited for that goes on.', refused: `It is not known who ${row.name} is` });
  const isAnswered = chosen === another ? newName.trim() !== '' : chosen !== '';
  return (
    <li>
      <fieldset className={css.choice} disabled={!mayResolve || busy}>
        <legend>{row.side === 'VENDOR' ? 'Vendor' : 'Client'} <b>{row.name}</b> is in {ledger}</legend>
        {row.candidates.map((one) => <label key={one.externalId}><input type="radio" name={group} checked={chosen === one.externalId} onChange={() => setChosen(one.externalId)} /><span><b>{one.name}</b>{one.email && <small>{one.email}</small>}</span></label>)}
        <label><input type="radio" name={group} checked={chosen === another} onChange={() => setChosen(another)} /><span><b>Somebody new</b><small>Written there under a name that nobody has yet.</small></span></label>
        {chosen === another && <Field label="Name in the ledger" value={newName} maxLength={200} onChange={(event) => setNewName(event.target.value)} />}
        {mayResolve && <div><Act small busy={busy} disabled={!isAnswered} label={`That is who it is: ${row.name}`} onClick={say}>That is who it is</Act></div>}
      </fieldset>
    </li>
  );
}
