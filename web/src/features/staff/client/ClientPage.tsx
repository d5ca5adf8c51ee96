import { IconBuilding, IconCalendarPlus, IconFileImport, IconMapPin, IconTag, IconUser, IconUsersGroup } from '@tabler/icons-react';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { ClientPageDocument, type ClientPageQuery, type StoryTopic } from '../../../gql/staff/graphql';
import { useKeys } from '../../../lib/keys';
import { usePage, type PageAnswer } from '../../../lib/use-page';
import { Act } from '../../../ui/Act';
import { Who } from '../../../ui/facts';
import { FigureStrip } from '../../../ui/FigureStrip';
import { PageHead } from '../../../ui/PageHead';
import { Split } from '../../../ui/Rail';
import { Sheet } from '../../../ui/Shell';
import { Status } from '../../../ui/Status';
import { Tabs } from '../../../ui/Tabs';
import { PageTrouble, Waiting } from '../../../ui/Trouble';
import { BookDialog } from './BookDialog';
import { ClientAgreements } from './ClientAgreements';
import { ClientAppointments } from './ClientAppointments';
import { clientFigures } from './client-figures';
import { ClientFiles, type FilesAddress } from './files/ClientFiles';
import { ClientMoves } from './ClientMoves';
import { ClientRail } from './ClientRail';
import { ClientRuns } from './ClientRuns';
import { ClientStories } from './ClientStories';
import { ClientWork } from './ClientWork';
import { ClientRequests } from './requests/ClientRequests';
import { StatusMenu } from './StatusMenu';

export type ClientRecord = NonNullable<ClientPageQuery['client']>;
export type ClientAnswer = PageAnswer<ClientPageQuery>;

const topics = ['PEOPLE', 'MEETINGS', 'WORK', 'FILES', 'MESSAGES', 'MONEY', 'AUTOMATIONS'] as const satisfies readonly StoryTopic[];
const tabs = ['story', 'work', 'requests', 'files', 'agreements', 'appointments', 'automations'] as const;
type TabKey = (typeof tabs)[number];

/** One client: who they are, whose move it is, and what happened. */
export function ClientPage() {
  const { clientId } = useParams({ from: '/frame/clients/$clientId' });
  const search = useSearch({ from: '/frame/clients/$clientId' });
  const topic = topics.find((one) => one === search.topic) ?? null;
  const page = usePage(ClientPageDocument, { id: clientId, topic }, { everyMs: 10_000 });
  const client = page.data?.client;
  if (page.waiting || (page.refreshing && client?.id !== clientId)) return <Sheet crumbs={[{ label: 'Clients', to: '/clients' }]}><Waiting label="Client" rows={6} /></Sheet>;
  if (!client || client.id !== clientId) return <Sheet crumbs={[{ label: 'Clients', to: '/clients' }, { label: 'Not found' }]}><PageTrouble failure={page.failed('client') ?? (page.data ? null : page.failure)} what="Clients are" onRetry={page.again} /></Sheet>;
  return <ClientSheet client={client} page={page} tab={tabs.find((one) => one === search.tab) ?? 'story'} topic={topic} />;
}

const kindWords = { PERSON: 'Person', ORG: 'Organisation', HOUSEHOLD: 'Household' } as const;
const kindIcons = { PERSON: IconUser, ORG: IconBuilding, HOUSEHOLD: IconUsersGroup } as const;

function factOf(client: ClientRecord, label: string): string | undefined {
  return client.facts.find((fact) => fact.label === label)?.value;
}

interface ClientSheetProps {
  client: ClientRecord;
  page: ClientAnswer;
  tab: TabKey;
  topic: StoryTopic | null;
}

function ClientSheet({ client, page, tab, topic }: ClientSheetProps) {
  const [booking, setBooking] = useState(false);
  const navigate = useNavigate({ from: '/clients/$clientId' });
  const { open, folder, after } = useSearch({ from: '/frame/clients/$clientId' });
  const show = (next: TabKey) => void navigate({ search: { tab: next === 'story' ? undefined : next }, replace: true });
  const look = (id: string | undefined) => void navigate({ search: (now) => ({ tab: 'requests', ...(now.tab === 'requests' ? now : {}), open: id }), replace: open !== undefined });
  const ask = () => look('new');
  const files = (address: FilesAddress) => void navigate({ search: { tab: 'files', ...address } });
  useKeys({ b: () => setBooking(true), r: ask, ...Object.fromEntries(tabs.map((key, i) => [String(i + 1), () => show(key)])) });
  useEffect(() => setBooking(false), [client.id]);
  const Kind = kindIcons[client.kind];
  const to = `/clients/${client.id}`;
  return (
    <Sheet crumbs={[{ label: 'Clients', to: '/clients' }, { label: client.displayName }]}>
      <PageHead
        client title={client.displayName} status={<Status machine="client" state={client.status} filled />}
        facts={[
          client.owner && (client.owner.name ? <Who name={client.owner.name} /> : null),
          <><Kind aria-hidden />{factOf(client, 'Kind') ?? kindWords[client.kind]}</>,
          (factOf(client, 'Place') ?? client.timeZone) && <><IconMapPin aria-hidden />{factOf(client, 'Place') ?? client.timeZone?.split('/').pop()?.replaceAll('_', ' ')}</>,
          factOf(client, 'Services') && <><IconTag aria-hidden />{factOf(client, 'Services')}</>,
        ]}
        plain={[<StatusMenu key="status" client={client} />, <Act key="book" icon={IconCalendarPlus} hotkey="B" onClick={() => setBooking(true)}>Book</Act>]}
        primary={<Act look={open ? 'plain' : 'primary'} icon={IconFileImport} hotkey="R" onClick={ask}>Request files</Act>}
      />
      <FigureStrip figures={clientFigures(client, page)} />
      <Tabs
        topped label="Parts of the client" on={tab}
        tabs={[
          { key: 'story', label: 'Story', to, search: {} },
          { key: 'work', label: 'Work', count: client.projects?.length ?? null, to, search: { tab: 'work' } },
          ...(page.failed('client', 'fileRequests')?.code === 'FORBIDDEN' ? [] : [{ key: 'requests', label: 'Requests', count: client.fileRequests?.totalCount ?? null, to, search: { tab: 'requests' } }]),
          ...(page.failed('client', 'files')?.code === 'FORBIDDEN' ? [] : [{ key: 'files', label: 'Files', count: client.files?.totalCount ?? null, to, search: { tab: 'files' } }]),
          ...(page.failed('client', 'agreements')?.code === 'FORBIDDEN' ? [] : [{ key: 'agreements', label: 'Agreements', count: client.agreements ? client.agreements.length + (client.proposals?.length ?? 0) : null, to, search: { tab: 'agreements' } }]),
          { key: 'appointments', label: 'Appointments', count: client.appointments?.length ?? null, to, search: { tab: 'appointments' } },
          { key: 'automations', label: 'Automations', count: client.runs?.length ?? null, to, search: { tab: 'automations' } },
        ]}
      />
      <Split padded railLabel="About the client" rail={<ClientRail client={client} page={page} />}>
        {tab === 'story' && <><ClientMoves client={client} page={page} /><ClientStories client={client} page={page} topic={topic} onTopic={(next) => void navigate({ search: { tab: undefined, topic: next ?? undefined }, replace: true })} topics={topics} /></>}
        {tab === 'work' && <ClientWork client={client} page={page} />}
        {tab === 'requests' && <ClientRequests client={client} open={open} onOpen={look} onChanged={page.again} />}
        {tab === 'agreements' && <ClientAgreements client={client} page={page} />}
        {tab === 'appointments' && <ClientAppointments client={client} page={page} />}
        {tab === 'files' && <ClientFiles client={client} address={{ open, folder, after }} onGo={files} onChanged={page.again} />}
        {tab === 'automations' && <ClientRuns client={client} page={page} />}
      </Split>
      <BookDialog client={client} open={booking} onClose={() => setBooking(false)} onBooked={page.again} />
    </Sheet>
  );
}
