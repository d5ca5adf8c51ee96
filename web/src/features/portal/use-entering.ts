import { useApolloClient, useMutation } from '@apollo/client/react';
import { useRef, useState } from 'react';
import { ConsumePortalLinkDocument, ViewPortalLinkDocument } from '../../gql/portal/graphql';
import { failuresOf, refusalWords } from '../../lib/failures';
import { dropProof, keepProof, proofOf } from './link-proof';
import { takeWantedPage } from './wanted-page';
import { useWay } from './ways';

interface Sent<Data> { data?: Data | null | undefined; error?: unknown }
const settled = <Data>(sent: Promise<Sent<Data>>): Promise<Sent<Data>> => sent.catch((thrown: unknown) => ({ data: null, error: thrown }));

/** Opens the link in this browser and uses it: two steps, of which the first is never repeated needlessly. */
export function useEntering(firm: string, token: string) {
  const [view] = useMutation(ViewPortalLinkDocument, { errorPolicy: 'all' });
  const [consume] = useMutation(ConsumePortalLinkDocument, { errorPolicy: 'all' });
  const [state, setState] = useState({ busy: false, refusal: '', isElsewhere: false });
  const proof = useRef(proofOf(token));
  const graph = useApolloClient();
  const go = useWay();

  const refused = (error: unknown) => setState({ busy: false, refusal: refusalWords(error) || 'The link did not open. Nothing was used up.', isElsewhere: failuresOf(error).some((failure) => failure.reason === 'PORTAL_LINK_OTHER_BROWSER') });

  const act = async () => {
    setState({ busy: true, refusal: '', isElsewhere: false });
    if (!proof.current) {
      const { data, error } = await settled(view({ variables: { input: { firm, token } } }));
      if (!data?.viewPortalLink) return refused(error);
      if (!data.viewPortalLink.browserNonce) return setState({ busy: false, refusal: '', isElsewhere: true });
      proof.current = data.viewPortalLink.browserNonce;
      keepProof(token, proof.current);
    }
    const { data, error } = await settled(consume({ variables: { input: { firm, token, browserNonce: proof.current } } }));
    if (!data?.consumePortalLink) return refused(error);
    dropProof(token);
    await graph.clearStore();
    go(takeWantedPage(), true);
  };
  return { ...state, act };
}
