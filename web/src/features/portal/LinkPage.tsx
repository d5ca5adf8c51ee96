import { useApolloClient, useMutation, useQuery } from '@apollo/client/react';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { ConsumePortalLinkDocument, PortalLinkDocument, ViewPortalLinkDocument, type PortalLinkQuery } from '../../gql/portal/graphql';
import { refusalWords } from '../../lib/failures';
import { dayWords, instant } from '../../lib/format';
import { LetterButton, LetterHead } from '../../ui/Portal';
import { AskForLink } from './AskForLink';
import { keepFirm } from './firm-of-browser';
import { useLinkAddress, usePortalWay } from './ways';
import css from './Portal.module.css';

type View = NonNullable<PortalLinkQuery['portalLink']>;

/** What a link from a mail opens. Loading it uses nothing up; the button does. */
export function LinkPage() {
  const { firm, token } = useLinkAddress();
  const { data, loading, error, refetch } = useQuery(PortalLinkDocument, { variables: { firm, token }, errorPolicy: 'all', fetchPolicy: 'network-only' });
  const view = data?.portalLink;
  useEffect(() => { if (view) { keepFirm({ id: firm, name: view.firmName }); document.title = `Your portal, ${view.firmName}`; } }, [view, firm]);
  if (loading && !data) return <main className={css.door} aria-busy="true" />;
  if (!view) {
    return (
      <main className={css.door}>
        <h1>{error ? 'The portal is not answering.' : 'This link was never sent.'}</h1>
        <p>{error ? 'Your link is not used up. Load the page again in a minute.' : 'Open the newest mail from us and take the link from there.'}</p>
        {error && <LetterButton onClick={() => void refetch()}>Load again</LetterButton>}
      </main>
    );
  }
  return (
    <>
      <LetterHead firm={view.firmName} />
      <main className={css.door}>{view.state === 'OPEN' ? <Open view={view} firm={firm} token={token} /> : <Closed view={view} firm={firm} />}</main>
    </>
  );
}

function Open({ view, firm, token }: { view: View; firm: string; token: string }) {
  const enter = useEntering(firm, token);
  const first = view.purpose === 'INVITATION';
  return (
    <>
      <h1>{view.firstName ? `Hello, ${view.firstName}.` : 'Hello.'}</h1>
      <p>{first ? `${view.firmName} opened a portal for you: your appointments, what we are working on, and what we need from you.` : `This opens your portal at ${view.firmName}.`} The link was sent to {view.maskedEmail}. It works once.</p>
      <LetterButton wide arrow busy={enter.busy} onClick={() => void enter.act()}>Open my portal</LetterButton>
      {enter.refusal && <><p className={css.refused} role="alert"><IconAlertTriangle size={18} aria-hidden />{enter.refusal}</p><AskForLink firm={firm} /></>}
    </>
  );
}

const why: Record<Exclude<View['state'], 'OPEN'>, (view: View) => string> = {
  USED: (view) => `This link was used${view.usedAt ? ` on ${dayWords(instant(view.usedAt))}` : ''}.`,
  EXPIRED: () => 'This link ran out.',
  REVOKED: () => 'This link was replaced by a newer one.',
};

function Closed({ view, firm }: { view: View; firm: string }) {
  return (
    <>
      <h1>{view.state === 'OPEN' ? '' : why[view.state](view)}</h1>
      <p>We can send a new one to {view.maskedEmail}. Type your address, so that we know it is you.</p>
      <AskForLink firm={firm} />
    </>
  );
}

function useEntering(firm: string, token: string) {
  const [view, viewing] = useMutation(ViewPortalLinkDocument, { errorPolicy: 'all' });
  const [consume, consuming] = useMutation(ConsumePortalLinkDocument, { errorPolicy: 'all' });
  const [refusal, setRefusal] = useState('');
  const graph = useApolloClient();
  const go = usePortalWay();
  const kept = `firmament-link-${token.slice(-12)}`;
  const act = async () => {
    setRefusal('');
    // The first browser is told a proof, once; it is kept here in case the line breaks before the link is used.
    let browserNonce = sessionStorage.getItem(kept);
    if (!browserNonce) {
      const { data, error } = await view({ variables: { input: { firm, token } } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
      browserNonce = data?.viewPortalLink.browserNonce ?? null;
      if (!browserNonce) { setRefusal(error ? refusalWords(error) : 'This link was opened in another browser. Go back to it, or let us send a new one.'); return; }
      sessionStorage.setItem(kept, browserNonce);
    }
    const { data, error } = await consume({ variables: { input: { firm, token, browserNonce } } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    if (!data?.consumePortalLink) { setRefusal(refusalWords(error)); return; }
    sessionStorage.removeItem(kept);
    await graph.clearStore();
    go('/');
  };
  return { act, refusal, busy: viewing.loading || consuming.loading };
}
