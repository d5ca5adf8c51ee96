import { IconPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Act } from '../../../ui/Act';
import { Go } from '../../../ui/Go';
import { PageHead } from '../../../ui/PageHead';
import { Sheet } from '../../../ui/Shell';
import { Tabs } from '../../../ui/Tabs';
import { agreementTabs } from './views';

/** How many rows a page of these lists holds. */
export const pageSize = 50;

/** The head and tabs that lists of agreements and of proposals share. */
export function AgreementsFrame({ on, count, children, onNew }: { on: string; count: number | undefined; children: ReactNode; onNew?: () => void }) {
  const navigate = useNavigate();
  const write = onNew ?? (() => void navigate({ to: '/proposals', search: { view: undefined, after: undefined, open: 'new', client: undefined } }));
  return (
    <Sheet crumbs={[{ label: 'Agreements', to: '/agreements' }, ...(on === 'proposals' ? [{ label: 'Proposals' }] : [])]}>
      <PageHead title={on === 'proposals' ? 'Proposals' : 'Agreements'} count={count === undefined ? undefined : String(count)} primary={<Act look="primary" icon={IconPlus} onClick={write}>New proposal</Act>} />
      <Tabs label="Views" on={on} tabs={agreementTabs(on, count)} />
      {children}
    </Sheet>
  );
}

/** Turns the pages of a view. */
export function useTurn(view: string) {
  const navigate = useNavigate({ from: '/agreements' });
  return (after: string | undefined) => void navigate({ search: { view, after }, replace: true });
}

/** «Rows 1 to 12 of 12». */
export function RowsShown({ rows, total, paged }: { rows: number; total: number; paged: boolean }) {
  if (total === 0) return null;
  return paged ? <span>The next <b>{rows}</b> of <b>{total}</b></span> : <span>Rows 1 to <b>{rows}</b> of <b>{total}</b></span>;
}

/** A client in a row, or that it cannot be said. */
export const clientCell = (client: { id: string; displayName?: string | null } | null | undefined) => (client?.displayName ? <Go to={`/clients/${client.id}`} className="fm-second">{client.displayName}</Go> : <span className="fm-quiet">Not available</span>);
