import { useMutation } from '@apollo/client/react';
import { reveal } from '../../../gql/staff';
import { LedgerItemRowFragmentDoc, RetryOnItsWayDocument, type LedgerDeskQuery, type LedgerItemRowFragment } from '../../../gql/staff/graphql';
import { Act } from '../../../ui/Act';
import { When } from '../../../ui/facts';
import { Go } from '../../../ui/Go';
import { Status } from '../../../ui/Status';
import { useAct } from '../../../ui/use-act';
import { paperAddress } from './ledger-words';
import css from './Ledger.module.css';

interface LedgerQueueProps { list: LedgerDeskQuery['ledgerQueue']; mayResolve: boolean; onChanged: () => void }

/** What is on its way to the ledger, in its order; what is stuck says why, and where it is mended. */
export function LedgerQueue({ list, mayResolve, onChanged }: LedgerQueueProps) {
  const rows = list.nodes.map((one) => reveal(LedgerItemRowFragmentDoc, one));
  return (
    <section className={css.part} aria-label="On its way">
      <h2>On its way {list.totalCount > 0 && <small>{list.totalCount}</small>}</h2>
      {rows.length === 0 && <p className="fm-quiet">Nothing waits. What goes out is there within seconds.</p>}
      <ul className={css.rows}>{rows.map((row) => <QueueRow key={row.id} row={row} mayResolve={mayResolve} onChanged={onChanged} />)}</ul>
      {list.totalCount > rows.length && <p className="fm-second">The first {rows.length} of {list.totalCount}.</p>}
    </section>
  );
}

function QueueRow({ row, mayResolve, onChanged }: { row: LedgerItemRowFragment; mayResolve: boolean; onChanged: () => void }) {
  const [retry] = useMutation(RetryOnItsWayDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(onChanged);
  const to = paperAddress(row.kind, row.ourId);
  const again = () => void act(retry({ variables: { input: { itemId: row.id, ifVersion: row.version } } }), { done: `${row.label} is tried again`, refused: `${row.label} stays where it is` });
  return (
    <li>
      <div className={css.line}>
        {to ? <Go to={to} className="fm-strong">{row.label}</Go> : <b className="fm-strong">{row.label}</b>}
        <Status machine="ledgerItem" state={row.state} />
        <span className="fm-second">{row.client?.displayName}</span>
        <span className="fm-second">since <When at={row.since} /></span>
        <div className={css.acts}>
          {row.fixUrl && <a className="fm-link" href={row.fixUrl} target="_blank" rel="noreferrer">Mend it there</a>}
          {mayResolve && row.state === 'STUCK' && <Act small busy={busy} label={`Try again: ${row.label}`} onClick={again}>Try again</Act>}
        </div>
      </div>
      {row.problem && <p className={row.state === 'STUCK' ? css.wrong : 'fm-second'}>{row.problem}</p>}
    </li>
  );
}
