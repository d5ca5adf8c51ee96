import { IconFileText } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { reveal } from '../../../../gql/staff';
import { ClientRequestsDocument, RequestRowFragmentDoc, type RequestRowFragment } from '../../../../gql/staff/graphql';
import { now } from '../../../../lib/clock';
import { dayOf } from '../../../../lib/format';
import { useKeys } from '../../../../lib/keys';
import { usePage } from '../../../../lib/use-page';
import { Due, When } from '../../../../ui/facts';
import { Status } from '../../../../ui/Status';
import { Empty, PanelOut, Waiting } from '../../../../ui/Trouble';
import type { ClientRecord } from '../ClientPage';
import { NewRequestDrawer, RequestDrawer } from './RequestDrawer';
import { isAsked, requestStanding } from './request-words';
import shared from '../Client.module.css';
import css from './Requests.module.css';

interface ClientRequestsProps {
  client: ClientRecord;
  open: string | undefined;
  onOpen: (id: string | undefined) => void;
  onChanged: () => void;
}

/** What the client was asked for: what waits for whom, each beside its list. */
export function ClientRequests({ client, open, onOpen, onChanged }: ClientRequestsProps) {
  const page = usePage(ClientRequestsDocument, { id: client.id }, { everyMs: 10_000 });
  const list = page.data?.client?.fileRequests;
  const rows = list?.nodes.map((node) => reveal(RequestRowFragmentDoc, node)) ?? [];
  const failure = page.failed('client', 'fileRequests') ?? (page.data ? null : page.failure);
  const changed = () => { page.again(); onChanged(); };
  const beside = (by: number) => { const at = rows.findIndex((row) => row.id === open); const next = rows[at + by]; if (next && (at >= 0 || by > 0)) onOpen(next.id); };
  useKeys({ j: () => beside(1), k: () => beside(-1) });
  return (
    <section aria-label="Requests">
      <h2 className={shared.head}>Requests</h2>
      {failure && !list && <PanelOut what="Requests" many failure={failure} onRetry={page.again} />}
      {!failure && !list && <Waiting label="Requests" rows={4} />}
      {list && rows.length === 0 && <Empty act={<button type="button" className="fm-link" onClick={() => onOpen('new')}>Request files</button>}>Nothing was asked of this client yet. A request is a list of files with one link to send them by.</Empty>}
      {rows.length > 0 && <ul className={css.rows}>{rows.map((row) => <Row key={row.id} row={row} clientId={client.id} chosen={row.id === open} />)}</ul>}
      {list && list.totalCount > rows.length && <p className="fm-quiet">The latest {rows.length} of {list.totalCount}.</p>}
      <RequestDrawer requestId={open?.startsWith('frq_') ? open : undefined} client={client} onChanged={changed} onClose={() => onOpen(undefined)} />
      <NewRequestDrawer open={open === 'new'} client={client} onChanged={changed} onOpen={onOpen} onClose={() => onOpen(undefined)} />
    </section>
  );
}

function Row({ row, clientId, chosen }: { row: RequestRowFragment; clientId: string; chosen: boolean }) {
  const standing = requestStanding(row, dayOf(now()));
  return (
    <li data-chosen={chosen || undefined}>
      <IconFileText size={16} stroke={1.75} aria-hidden />
      <span className={css.name}>
        <Link to="/clients/$clientId" params={{ clientId }} search={{ tab: 'requests', open: row.id }}>{row.title}</Link>
        {row.project?.name && <small className="fm-trunc">{row.project.name}</small>}
      </span>
      <span className={css.due}>{row.dueOn ? (isAsked(row.state) ? <Due date={row.dueOn} /> : <Due date={row.dueOn} bare />) : <span className="fm-quiet">No date</span>}</span>
      <span className={css.state}><Status machine="request" state={standing.state} words={standing.words} tone={standing.tone} /></span>
      <span className={css.when}>{row.sentAt ? <>Sent <When at={row.sentAt} as="near" /></> : <>Written <When at={row.createdAt} as="near" /></>}</span>
    </li>
  );
}
