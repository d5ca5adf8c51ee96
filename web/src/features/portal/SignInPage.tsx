import { useQuery } from '@apollo/client/react';
import { useEffect } from 'react';
import { reveal } from '../../gql/portal';
import { PortalDoorDocument, PortalFirmFragmentDoc } from '../../gql/portal/graphql';
import { LetterButton } from '../../ui/Portal';
import { firmOfBrowser } from './firm-of-browser';
import { Letterhead } from './Letterhead';
import { RequestLink } from './RequestLink';
import { useFirmOfAddress } from './ways';
import css from './Door.module.css';

/** Nobody is signed in: a link by mail is the way in. The address may name the firm; else it is the one that this browser knows. */
export function SignInPage() {
  const slug = useFirmOfAddress() || (firmOfBrowser()?.id ?? '');
  const { data, loading, error, refetch } = useQuery(PortalDoorDocument, { variables: { slug }, skip: slug === '', errorPolicy: 'all' });
  const firm = reveal(PortalFirmFragmentDoc, data?.publicFirm) ?? null;
  useEffect(() => { document.title = firm ? `Sign in, ${firm.name}` : 'Sign in to your portal'; }, [firm]);
  return (
    <>
      <Letterhead firm={firm} />
      <main className={css.door} aria-busy={loading && !firm}>
        <h1>Sign in by mail.</h1>
        {firm && <><p>Write the address under which {firm.name} knows you. We send a link to it; there is no password.</p><RequestLink firm={firm.id} act="Send me a link" /></>}
        {!firm && error && <><p>The portal is not answering. Nothing was sent.</p><LetterButton onClick={() => void refetch()}>Ask again</LetterButton></>}
        {!firm && !error && !loading && <p>{slug ? 'There is no firm at this address.' : 'This browser has not opened a portal yet.'} Open the newest mail from your firm and use the link in it. There is no password.</p>}
      </main>
    </>
  );
}
