import { useQuery } from '@apollo/client/react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { reveal } from '../../../gql/staff';
import { LedgerConsentOutcomeDocument, LedgerDeskDocument, LedgerServiceRowFragmentDoc, LedgerStandingFragmentDoc, type LedgerServiceRowFragment, type LedgerStandingFragment } from '../../../gql/staff/graphql';
import { usePage } from '../../../lib/use-page';
import { Act } from '../../../ui/Act';
import { PageHead } from '../../../ui/PageHead';
import { Sheet } from '../../../ui/Shell';
import { Alarm, PageTrouble, Waiting } from '../../../ui/Trouble';
import { returnedWords, shownState } from '../settings/connection-words';
import { useMay } from '../shell/use-may';
import { LedgerDifferences } from './LedgerDifferences';
import { LedgerNames } from './LedgerNames';
import { LedgerQueue } from './LedgerQueue';
import { LedgerSection } from './LedgerSection';
import { PaymentServices } from './PaymentServices';
import { useConsentOutcome } from '../settings/use-consent-outcome';
import css from '../settings/Connections.module.css';

const calmMs = 15_000;
const eagerMs = 1_000;

const standingOf = (service: LedgerServiceRowFragment): LedgerStandingFragment | null => reveal(LedgerStandingFragmentDoc, service.connection) ?? null;

/** The firm's ledger, what is on its way there, what somebody has to decide, and how clients can pay. */
export function LedgerPage() {
  const { consent, problem } = useSearch({ from: '/frame/settings/ledger' });
  const navigate = useNavigate({ from: '/settings/ledger' });
  const may = useMay();
  const page = usePage(LedgerDeskDocument, {}, { everyMs: calmMs });
  const services = page.data?.ledgerServices.map((one) => reveal(LedgerServiceRowFragmentDoc, one));
  const again = () => void page.again();
  const clear = () => void navigate({ search: { consent: undefined, problem: undefined }, replace: true });
  const isAsked = services?.some((one) => { const standing = standingOf(one); return standing !== null && shownState(standing) === 'CHECKING'; }) ?? false;
  useEffect(() => {
    if (!isAsked) return;
    const timer = setInterval(() => void page.again(), eagerMs);
    return () => clearInterval(timer);
  });
  const failure = page.failed('ledgerServices');
  const current = services?.find((one) => { const standing = standingOf(one); return standing !== null && standing.health !== 'DISCONNECTED'; });
  return (
    <Sheet crumbs={[{ label: 'Settings' }, { label: 'Ledger and payments' }]}>
      {failure && !services ? <PageTrouble failure={failure} what="The ledger is" onRetry={again} /> : (
        <>
          <PageHead title="Ledger and payments" sentence="The books outside the house, what is on its way to them, and how clients can pay." ruled />
          {consent && <ConsentLine id={consent} onEnd={() => { clear(); again(); }} />}
          <Troubles current={current} problem={problem} onClose={clear} />
          {!services && <Waiting label="Ledger" rows={6} />}
          <div className={css.scroll}>
            <div className={css.list}>
              {services?.map((one) => <LedgerSection key={one.name} service={one} standing={standingOf(one)} missing={page.data?.missingInLedger} other={current && current.name !== one.name ? current.label : null} mayConnect={may('revenue.ledger.connect')} onChanged={again} />)}
              {page.data && <LedgerQueue list={page.data.ledgerQueue} mayResolve={may('revenue.ledger.resolve')} onChanged={again} />}
              {page.data && <LedgerNames questions={page.data.ledgerPartyQuestions} ledger={current?.label ?? 'the ledger'} mayResolve={may('revenue.ledger.resolve')} onChanged={again} />}
              {page.data && <LedgerDifferences list={page.data.ledgerDrifts} ledger={current?.label ?? 'The ledger'} mayResolve={may('revenue.ledger.resolve')} onChanged={again} />}
              {may('revenue.merchant.view') && <PaymentServices mayConnect={may('revenue.merchant.connect')} />}
            </div>
          </div>
        </>
      )}
    </Sheet>
  );
}

function Troubles({ current, problem, onClose }: { current: LedgerServiceRowFragment | undefined; problem: string | undefined; onClose: () => void }) {
  const words = returnedWords(problem);
  if (words) return <Alarm what="Nothing was connected." why={words} acts={<Act onClick={onClose}>Close</Act>} />;
  const standing = current && standingOf(current);
  if (standing?.health !== 'NEEDS_REAUTH') return null;
  return <Alarm what={`${current?.label ?? 'The ledger'} must be connected again.`} why={<>{standing.lastError} What is to go there waits in its order and goes out afterwards.</>} />;
}

/** Somebody is back from a ledger's page: waits for what comes of it, and says it. */
function ConsentLine({ id, onEnd }: { id: string; onEnd: () => void }) {
  const { data, error, stopPolling } = useQuery(LedgerConsentOutcomeDocument, { variables: { id }, errorPolicy: 'all', pollInterval: eagerMs, fetchPolicy: 'network-only' });
  useConsentOutcome({ outcome: data?.ledgerConsent, failed: Boolean(error), stopPolling }, { what: 'The ledger is connected', why: 'It is being read.' }, onEnd);
  return <p className={css.waiting} role="status">You are back. The ledger is being asked for access; this takes a few seconds.</p>;
}
