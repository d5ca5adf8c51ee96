import { useState } from 'react';
import { UnbilledOfClientDocument, type UnbilledItemKind, type UnbilledOfClientQuery, type UnbilledProblem } from '../../../gql/staff/graphql';
import { dayWords, minuteWords, moneyWords, plainDate } from '../../../lib/format';
import { usePage } from '../../../lib/use-page';
import { Money } from '../../../ui/facts';
import { Go } from '../../../ui/Go';
import { SideDrawer } from '../../../ui/SideDrawer';
import { PanelOut, Waiting } from '../../../ui/Trouble';
import { useMay } from '../shell/use-may';
import { DraftUnbilled } from './DraftUnbilled';
import type { UnbilledRow } from './UnbilledPage';
import css from './Money.module.css';

type Item = UnbilledOfClientQuery['unbilledItems'][number];

const kinds: Record<UnbilledItemKind, string> = { PLAN: 'Item of a plan', MILESTONE: 'Milestone', TIME: 'Time', COST: 'Cost' };
const problems: Record<UnbilledProblem, string> = { NO_RATE: 'nobody said what an hour costs', NO_RULE: 'no plan says how much it is', NOTHING_LEFT: 'all that its plan bills is billed', BY_HOURS: 'it is billed by the hours beside it' };

interface UnbilledDrawerProps { clientId: string; rows: readonly UnbilledRow[]; onChanged: () => unknown; onClose: () => void }

/** What waits to be billed of one client, thing by thing: what is ticked comes onto one draft. */
export function UnbilledDrawer({ clientId, rows, onClose }: UnbilledDrawerProps) {
  const page = usePage(UnbilledOfClientDocument, { clientId });
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const may = useMay()('revenue.invoice.create');
  const items = page.data?.unbilledItems ?? [];
  const toggle = (id: string) => { const next = new Set(left); if (!next.delete(id)) next.add(id); setLeft(next); };
  const taken = (currency: string) => items.filter((one) => one.amount?.currency === currency && !left.has(one.id)).map((one) => one.id);
  const name = rows[0]?.client?.displayName ?? 'Client';
  return (
    <SideDrawer open title={`Unbilled: ${name}`} onClose={onClose} footer={may && rows.length > 0 ? <>{rows.map((row) => <DraftUnbilled key={row.total.currency} row={row} itemIds={taken(row.total.currency)} />)}</> : undefined}>
      {page.waiting && <Waiting label="What waits" rows={6} />}
      {!page.waiting && !page.data && <PanelOut what="Unbilled work" failure={page.failure} onRetry={page.again} />}
      {page.data && items.length === 0 && <p className="fm-quiet" style={{ padding: '10px 0' }}>Nothing waits any more.</p>}
      <ul className={css.ticks}>{items.map((one) => <ItemLine key={one.id} item={one} on={Boolean(one.amount) && !left.has(one.id)} onToggle={may && one.amount ? () => toggle(one.id) : undefined} />)}</ul>
      <p className="fm-quiet" style={{ paddingTop: 10 }}>The plans behind it: <Go to={`/money/plans?client=${clientId}`} className="fm-link">pause one, or let it go on</Go>.</p>
    </SideDrawer>
  );
}

function ItemLine({ item, on, onToggle }: { item: Item; on: boolean; onToggle: (() => void) | undefined }) {
  const title = item.title ?? (item.minutes ? minuteWords(item.minutes) : kinds[item.kind]);
  return (
    <li>
      <label className={css.tick}>
        <input type="checkbox" checked={on} disabled={!onToggle} onChange={onToggle} />
        <span>{title}<small className="fm-quiet"> {kinds[item.kind]}, {dayWords(plainDate(item.on), 'UTC')}{item.rate ? `, ${moneyWords(item.rate.minor, item.rate.currency)} an hour` : ''}{item.problem ? `: ${problems[item.problem]}` : ''}</small></span>
      </label>
      {item.amount ? <Money minor={item.amount.minor} currency={item.amount.currency} /> : <span className="fm-quiet">No amount</span>}
    </li>
  );
}
