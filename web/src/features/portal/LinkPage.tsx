import { useQuery } from '@apollo/client/react';
import { IconAlertTriangle, IconBriefcase, IconCalendar, IconListCheck } from '@tabler/icons-react';
import { useEffect } from 'react';
import { reveal } from '../../gql/portal';
import { PortalFirmFragmentDoc, PortalLinkDocument, type PortalFirmFragment, type PortalLinkQuery } from '../../gql/portal/graphql';
import { dayWords, instant, nearDayWords } from '../../lib/format';
import { LetterButton } from '../../ui/Portal';
import { Letterhead, useFirmColours } from './Letterhead';
import { proofOf } from './link-proof';
import { RequestLink } from './RequestLink';
import { useEntering } from './use-entering';
import { useAddressPart } from './ways';
import css from './Door.module.css';

type View = NonNullable<PortalLinkQuery['portalLink']>;

/** What a link from a mail opens. Loading the page uses nothing up; the button does. */
export function LinkPage() {
  const [firm, token] = [useAddressPart('firm'), useAddressPart('token')];
  const { data, loading, error, refetch } = useQuery(PortalLinkDocument, { variables: { firm, slug: firm, token }, errorPolicy: 'all', fetchPolicy: 'network-only' });
  const view = data?.portalLink;
  const card = reveal(PortalFirmFragmentDoc, data?.publicFirm) ?? null;
  const name = card?.name ?? view?.firmName;
  useEffect(() => { document.title = name ? `Your portal, ${name}` : 'Your portal'; }, [name]);
  const open = view?.state === 'OPEN';
  return (
    <>
      {!open && <Letterhead firm={card} />}
      <main className={css.door} aria-busy={loading && !data}>
        {view && open && <Open view={view} card={card} firm={firm} token={token} />}
        {view && !open && <Closed view={view} firm={firm} heading={why[view.state as keyof typeof why](view)} />}
        {!view && !loading && <Unknown silent={Boolean(error)} onRetry={() => void refetch()} />}
      </main>
    </>
  );
}

function Unknown({ silent, onRetry }: { silent: boolean; onRetry: () => void }) {
  if (!silent) return <><h1>This link is not known here.</h1><p>A part of it may be missing. Open the mail again and use its button, or copy the whole address.</p></>;
  return <><h1>The portal is not answering.</h1><p>Your link is not used up.</p><LetterButton onClick={onRetry}>Ask again</LetterButton></>;
}

interface OpenProps { view: View; card: PortalFirmFragment | null; firm: string; token: string }

function Open({ view, card, firm, token }: OpenProps) {
  const enter = useEntering(firm, token);
  const isElsewhere = enter.isElsewhere || (view.openedInABrowser && proofOf(token) === null && !enter.busy && !enter.refusal);
  if (isElsewhere) return <Closed view={view} firm={firm} heading="This link was opened in another browser." />;
  const name = card?.name ?? view.firmName;
  return (
    <>
      <FirmSign card={card} />
      <h1>{view.purpose === 'INVITATION' ? `${name} invites you in${view.firstName ? `, ${view.firstName}` : ''}.` : `Your portal at ${name}.`}</h1>
      {view.purpose === 'INVITATION' ? <Promise /> : <p>{view.firstName ? `${view.firstName}, this` : 'This'} link signs you in.</p>}
      <LetterButton wide arrow busy={enter.busy} onClick={() => void enter.act()}>Open the portal</LetterButton>
      <div role="alert">{enter.refusal && <p className={css.refused}><IconAlertTriangle size={20} stroke={1.75} aria-hidden />{enter.refusal}</p>}</div>
      {enter.refusal && <RequestLink firm={firm} act="Send me a new link" help={`The link went to ${view.maskedEmail}.`} second />}
      {!enter.refusal && <p className={css.hint}>The link was sent to {view.maskedEmail}. It works once, in this browser. There is no password.</p>}
    </>
  );
}

function FirmSign({ card }: { card: PortalFirmFragment | null }) {
  useFirmColours(card);
  return card && <span className={css.mark} aria-hidden>{card.mark}</span>;
}

function Promise() {
  return (
    <ul className={css.list} aria-label="What is in it">
      <li><IconListCheck aria-hidden />What we need from you</li>
      <li><IconBriefcase aria-hidden />What we are working on</li>
      <li><IconCalendar aria-hidden />Your appointments</li>
    </ul>
  );
}

function usedWords(at: Date): string {
  const near = nearDayWords(at);
  return near === 'today' || near === 'yesterday' ? ` ${near}` : ` on ${dayWords(at)}`;
}

const why = {
  USED: (view: View) => `This link was used${view.usedAt ? usedWords(instant(view.usedAt)) : ''}.`,
  EXPIRED: () => 'This link ran out.',
  REVOKED: () => 'This link no longer works.',
};

function Closed({ view, firm, heading }: { view: View; firm: string; heading: string }) {
  return (
    <>
      <h1>{heading}</h1>
      <p>We can send a new one to {view.maskedEmail}. Write the whole address, so that we know it is you.{view.state === 'REVOKED' && ' A newer mail may be waiting there already.'}</p>
      <RequestLink firm={firm} act="Send me a new link" />
      {view.state === 'USED' && <a className={css.in} href="/portal">I am signed in here already</a>}
    </>
  );
}
