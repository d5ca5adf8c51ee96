import { reveal } from '../../../../gql/staff';
import { RequestDrawerDocument, RequestLineFragmentDoc, RequestRecordFragmentDoc, type RequestRecordFragment } from '../../../../gql/staff/graphql';
import { now } from '../../../../lib/clock';
import { dayOf, dayWords, instant, momentWords, plainDate } from '../../../../lib/format';
import { usePage } from '../../../../lib/use-page';
import { Due } from '../../../../ui/facts';
import { Go } from '../../../../ui/Go';
import { Facts } from '../../../../ui/Rail';
import { SideDrawer } from '../../../../ui/SideDrawer';
import { Status } from '../../../../ui/Status';
import { PanelOut, Waiting } from '../../../../ui/Trouble';
import type { ClientRecord } from '../ClientPage';
import { RequestActs } from './RequestActs';
import { RequestForm } from './RequestForm';
import { RequestLine } from './RequestLine';
import { isAsked, reminderWords, requestStanding } from './request-words';
import { recipientOf } from './recipient';
import css from './Requests.module.css';

interface RequestDrawerProps {
  requestId: string | undefined;
  client: ClientRecord;
  onChanged: () => void;
  onClose: () => void;
}

/** A request beside its list: line by line what came, and what is said about it. A draft is still a form. */
export function RequestDrawer({ requestId, client, onChanged, onClose }: RequestDrawerProps) {
  const page = usePage(RequestDrawerDocument, { id: requestId ?? '' }, { wait: !requestId, everyMs: requestId ? 8_000 : 0 });
  const found = page.data?.fileRequest ? reveal(RequestRecordFragmentDoc, page.data.fileRequest) : null;
  const request = found && found.id === requestId && found.client?.id === client.id ? found : null;
  const changed = () => { page.again(); onChanged(); };
  if (request?.state === 'DRAFT') return <RequestForm key={request.id} draft={request} client={client} open onChanged={changed} onClose={onClose} />;
  return (
    <SideDrawer open={Boolean(requestId)} title={request?.title ?? 'Request'} onClose={onClose} footer={request && <RequestActs request={request} client={client} onChanged={changed} />}>
      {!request && (page.failure ? <PanelOut what="This request" failure={page.failure} onRetry={page.again} /> : page.waiting || page.refreshing ? <Waiting label="Request" rows={6} /> : <p className="fm-second">There is nothing here that you can see.</p>)}
      {request && <RequestBody request={request} client={client} onChanged={changed} />}
    </SideDrawer>
  );
}

interface NewRequestDrawerProps {
  open: boolean;
  client: ClientRecord;
  onChanged: () => void;
  onOpen: (id: string) => void;
  onClose: () => void;
}

/** A request that nobody has written yet. */
export function NewRequestDrawer({ open, client, onChanged, onOpen, onClose }: NewRequestDrawerProps) {
  if (!open) return null;
  return <RequestForm draft={null} client={client} open onChanged={onChanged} onWritten={onOpen} onClose={onClose} />;
}

function RequestBody({ request, client, onChanged }: { request: RequestRecordFragment; client: ClientRecord; onChanged: () => void }) {
  const standing = requestStanding({ ...request, items: request.items?.map((item) => reveal(RequestLineFragmentDoc, item)) ?? null }, dayOf(now()));
  const reminders = isAsked(request.state) ? reminderWords(request.remindAt, request.remindersSent) : null;
  const folder = client.folders?.find((one) => one.id === request.folderId);
  return (
    <>
      <p className={css.top}><Status machine="request" state={standing.state} words={standing.words} tone={standing.tone} /> {request.dueOn && (isAsked(request.state) ? <Due date={request.dueOn} /> : <Due date={request.dueOn} bare />)}</p>
      {request.note && <p className={css.note}>{request.note}</p>}
      <ul className={css.lines} aria-label="What was asked for">
        {request.items?.map((item) => { const line = reveal(RequestLineFragmentDoc, item); return <RequestLine key={line.id} line={line} clientId={client.id} request={request} onChanged={onChanged} />; })}
        {!request.items && <li><PanelOut what="The lines" many failure={null} onRetry={onChanged} /></li>}
      </ul>
      <Facts facts={[
        ...(request.sentAt ? [['Sent', `${dayWords(instant(request.sentAt))}, to ${recipientOf(client, request)?.name ?? 'nobody'}`] as const] : []),
        ...(request.submittedAt ? [['All in', `${momentWords(instant(request.submittedAt))}${request.submittedByName ? `, by ${request.submittedByName}` : ''}`] as const] : []),
        ['Reminders', request.remindersSent > 0 ? `${request.remindersSent} sent${reminders ? `, next ${reminders}` : ''}` : (reminders ?? 'None planned')],
        ...(request.dueOn ? [['Wanted by', dayWords(plainDate(request.dueOn), 'UTC')] as const] : []),
        ...(request.expiresAt && isAsked(request.state) ? [['Waits until', dayWords(instant(request.expiresAt))] as const] : []),
        ['Files go to', folder?.path ?? 'The top of the client’s files'],
        ...(request.project?.name ? [['Project', <Go key="project" to={`/projects/${request.project.id}`} className="fm-link">{request.project.name}</Go>] as const] : []),
        ...(request.round > 1 ? [['Round', String(request.round)] as const] : []),
      ]} />
    </>
  );
}
