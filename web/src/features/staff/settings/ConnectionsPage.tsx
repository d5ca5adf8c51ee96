import { useQuery } from '@apollo/client/react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { reveal } from '../../../gql/staff';
import { ConnectionsDocument, ConsentOutcomeDocument, ShellDocument, SigningConnectionRowFragmentDoc, SigningServiceRowFragmentDoc, type SigningServiceRowFragment } from '../../../gql/staff/graphql';
import { holds } from '../../../lib/permissions';
import { usePage } from '../../../lib/use-page';
import { Act } from '../../../ui/Act';
import { PageHead } from '../../../ui/PageHead';
import { Section } from '../../../ui/Rail';
import { Sheet } from '../../../ui/Shell';
import { SideDrawer } from '../../../ui/SideDrawer';
import { Alarm, PageTrouble, Waiting } from '../../../ui/Trouble';
import { ConsentForm, KeysForm } from './ConnectForm';
import { returnedWords, shownState } from './connection-words';
import { ServiceSection } from './ServiceSection';
import { useConsentOutcome } from './use-consent-outcome';
import css from './Connections.module.css';

const calmMs = 30_000;
const eagerMs = 1_000;

const connectionsOf = (service: SigningServiceRowFragment) => service.connections.map((one) => reveal(SigningConnectionRowFragmentDoc, one));

/** The services outside the house that the firm is connected to, and how they are. */
export function ConnectionsPage() {
  const { open, consent, problem } = useSearch({ from: '/frame/settings/connections' });
  const navigate = useNavigate({ from: '/settings/connections' });
  const { data: shell } = useQuery(ShellDocument, { errorPolicy: 'all', fetchPolicy: 'cache-first' });
  const page = usePage(ConnectionsDocument, {}, { everyMs: calmMs });
  const services = page.data?.signingServices?.map((one) => reveal(SigningServiceRowFragmentDoc, one));
  const mayEdit = holds(shell?.me?.permissions, 'agreements.connection.edit');
  const isAsked = services?.some((one) => connectionsOf(one).some((connection) => shownState(connection) === 'CHECKING')) ?? false;
  const show = (name: string | undefined) => void navigate({ search: { open: name, consent: undefined, problem: undefined }, replace: true });
  useEffect(() => {
    if (!isAsked) return;
    const timer = setInterval(() => void page.again(), eagerMs);
    return () => clearInterval(timer);
  });
  const chosen = services?.find((one) => one.name === open);
  const failure = page.failed('signingServices');
  return (
    <Sheet crumbs={[{ label: 'Settings' }, { label: 'Connections' }]}>
      {failure && !services ? <PageTrouble failure={failure} what="Connections are" onRetry={() => void page.again()} /> : (
        <>
          <PageHead title="Connections" sentence="Services outside the house that sign for the firm, and how they are." ruled />
          {consent && <ConsentLine id={consent} onEnd={() => { show(undefined); void page.again(); }} />}
          <Troubles services={services ?? []} problem={problem} mayEdit={mayEdit} onConnect={show} onClose={() => show(undefined)} />
          {!services && <Waiting label="Connections" rows={6} />}
          <div className={css.scroll}>
            <div className={css.list}>
              {services?.map((one) => <ServiceSection key={one.name} service={one} mayEdit={mayEdit} onConnect={() => show(one.name)} onChanged={() => void page.again()} />)}
            </div>
          </div>
          <SideDrawer open={Boolean(chosen) && mayEdit} title={chosen ? `Connect ${chosen.label}` : ''} onClose={() => show(undefined)}>
            {chosen && <ConnectWays key={chosen.name} service={chosen} onConnected={() => { show(undefined); void page.again(); }} />}
          </SideDrawer>
        </>
      )}
    </Sheet>
  );
}

/** Both ways to connect, where both are open. */
function ConnectWays({ service, onConnected }: { service: SigningServiceRowFragment; onConnected: () => void }) {
  if (!service.consentFields) return <KeysForm service={service} onConnected={onConnected} />;
  return (
    <>
      <Section title={`By consent at ${service.label}`}><ConsentForm service={service} /></Section>
      <Section title="With keys"><KeysForm service={service} onConnected={onConnected} /></Section>
    </>
  );
}

/** What a person must act on: they came back with nothing, or a service no longer lets the firm in. One strip per page. */
function Troubles({ services, problem, mayEdit, onConnect, onClose }: { services: readonly SigningServiceRowFragment[]; problem: string | undefined; mayEdit: boolean; onConnect: (name: string) => void; onClose: () => void }) {
  const words = returnedWords(problem);
  if (words) return <Alarm what="Nothing was connected." why={words} acts={<Act onClick={onClose}>Close</Act>} />;
  const shut = services.find((one) => connectionsOf(one).some(({ health }) => health === 'NEEDS_REAUTH'));
  if (!shut) return null;
  const why = connectionsOf(shut).find(({ health }) => health === 'NEEDS_REAUTH')?.lastError;
  return <Alarm what={`${shut.label} must be connected again.`} why={<>{why} Packets for it wait and go out afterwards.</>} acts={mayEdit && <Act onClick={() => onConnect(shut.name)}>Connect again</Act>} />;
}

/** Somebody is back from a service's page: waits for what comes of it, and says it. */
function ConsentLine({ id, onEnd }: { id: string; onEnd: () => void }) {
  const { data, error, stopPolling } = useQuery(ConsentOutcomeDocument, { variables: { id }, errorPolicy: 'all', pollInterval: eagerMs, fetchPolicy: 'network-only' });
  useConsentOutcome({ outcome: data?.signingConsent, failed: Boolean(error), stopPolling }, { what: `${data?.signingConsent?.connection?.label ?? 'The service'} is connected` }, onEnd);
  return <p className={css.waiting} role="status">You are back. The service is being asked for access; this takes a few seconds.</p>;
}
