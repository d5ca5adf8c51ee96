import { useMutation } from '@apollo/client/react';
import { reveal } from '../../../gql/staff';
import { LedgerDriftRowFragmentDoc, ResolveLedgerDriftDocument, type LedgerDeskQuery, type LedgerDriftResolution, type LedgerDriftRowFragment } from '../../../gql/staff/graphql';
import { Act } from '../../../ui/Act';
import { When } from '../../../ui/facts';
import { Go } from '../../../ui/Go';
import { MoveWord } from '../../../ui/Status';
import { useAct } from '../../../ui/use-act';
import { choiceWords, fieldWords, paperAddress } from './ledger-words';
import css from './Ledger.module.css';

interface LedgerDifferencesProps { list: LedgerDeskQuery['ledgerDrifts']; ledger: string; mayResolve: boolean; onChanged: () => void }

/** What stands otherwise in the ledger than with us. Nothing is written over on either side until somebody decides. */
export function LedgerDifferences({ list, ledger, mayResolve, onChanged }: LedgerDifferencesProps) {
  const rows = list.nodes.map((one) => reveal(LedgerDriftRowFragmentDoc, one));
  return (
    <section className={css.part} aria-label="What differs">
      <h2>What differs {list.totalCount > 0 && <small>{list.totalCount}</small>}</h2>
      {rows.length === 0 && <p className="fm-quiet">Nothing. Both sides say the same.</p>}
      <ul className={css.rows}>{rows.map((row) => <Difference key={row.id} row={row} ledger={ledger} mayResolve={mayResolve} onChanged={onChanged} />)}</ul>
      {list.totalCount > rows.length && <p className="fm-second">The newest {rows.length} of {list.totalCount}.</p>}
    </section>
  );
}

function Difference({ row, ledger, mayResolve, onChanged }: { row: LedgerDriftRowFragment; ledger: string; mayResolve: boolean; onChanged: () => void }) {
  const [resolve] = useMutation(ResolveLedgerDriftDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(onChanged);
  const to = paperAddress(row.kind, row.ourId);
  const choose = (resolution: LedgerDriftResolution) => void act(resolve({ variables: { input: { driftId: row.id, resolution } } }), { done: choiceWords(resolution)[1], refused: 'Nothing was decided' });
  return (
    <li>
      <div className={css.line}>
        {to ? <Go to={to} className="fm-strong">{row.label}</Go> : <b className="fm-strong">{row.label}</b>}
        {row.bypass && <MoveWord tone="broken" icon="alert-triangle" words="Past the people who must agree" />}
        <span className="fm-second">{row.client?.displayName}</span>
        <span className="fm-second">found <When at={row.foundAt} as="ago" /></span>
      </div>
      <dl className={css.sides}>
        <div><dt>{fieldWords(row.field)} here</dt><dd>{row.ours || 'Nothing'}</dd></div>
        <div><dt>{fieldWords(row.field)} in {ledger}</dt><dd>{row.theirs || 'Nothing'}</dd></div>
      </dl>
      {mayResolve && <div className={css.acts}>{row.mayChoose.map((one) => <Act key={one} small busy={busy} label={`${choiceWords(one)[0]}: ${row.label}, ${fieldWords(row.field)}`} onClick={() => choose(one)}>{choiceWords(one)[0]}</Act>)}</div>}
    </li>
  );
}
