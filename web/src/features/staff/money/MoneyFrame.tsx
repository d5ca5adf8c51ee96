import { IconPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useKeys } from '../../../lib/keys';
import { Act } from '../../../ui/Act';
import { Go } from '../../../ui/Go';
import { Money } from '../../../ui/facts';
import { PageHead } from '../../../ui/PageHead';
import { Sheet } from '../../../ui/Shell';
import { Tabs } from '../../../ui/Tabs';
import { useMay } from '../shell/use-may';
import { moneyParts, type Counted, type MoneyPart } from './views';

/** How many rows a page of these lists holds. */
export const pageSize = 50;

interface MoneyFrameProps { on: MoneyPart; title: string; count?: number | undefined; sentence?: ReactNode; primary?: ReactNode; children: ReactNode }

/** The head and tabs that all lists of money share; what this person may not see has no tab. */
export function MoneyFrame({ on, title, count, sentence, primary, children }: MoneyFrameProps) {
  const may = useMay();
  const shown = moneyParts.filter(({ key }) => (key === 'payments' ? may('revenue.payment.view') : key === 'bills' ? may('revenue.bill.view') : key === 'unbilled' || key === 'plans' ? may('revenue.plan.view') : true));
  return (
    <Sheet crumbs={[{ label: 'Money', to: '/money' }, ...(on === 'overview' ? [] : [{ label: title }])]}>
      <PageHead title={title} count={count === undefined ? undefined : String(count)} sentence={sentence} primary={primary} />
      <Tabs label="Parts of money" on={on} tabs={shown.map(({ key, label, to }) => ({ key, label, to, search: {} }))} />
      {children}
    </Sheet>
  );
}

/** The way to a new invoice, with its key. Absent for whom it is not. */
export function NewInvoice({ client, small }: { client?: string; small?: boolean }) {
  const navigate = useNavigate();
  const may = useMay()('revenue.invoice.create');
  const write = () => void navigate({ to: '/money/invoices', search: { view: 'drafts', open: 'new', client } });
  useKeys({ n: write }, may);
  if (!may) return null;
  return <Act look={small ? 'plain' : 'primary'} small={small} icon={IconPlus} hotkey="N" onClick={write}>New invoice</Act>;
}

/** Amounts of several currencies, one beside the other; never added. */
export function Sums({ of, none }: { of: readonly Counted['amount'][]; none?: string }) {
  if (of.length === 0) return <span className="fm-quiet">{none ?? 'Nothing'}</span>;
  return <>{of.map((one, at) => <span key={one.currency}>{at > 0 && ' + '}<b><Money minor={one.minor} currency={one.currency} /></b></span>)}</>;
}

/** A client in a row, or that it cannot be said. */
export const clientCell = (client: { id: string; displayName?: string | null } | null | undefined) => (client?.displayName ? <Go to={`/clients/${client.id}`} className="fm-second">{client.displayName}</Go> : <span className="fm-quiet">Not available</span>);
