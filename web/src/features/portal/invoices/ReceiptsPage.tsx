import { useApolloClient } from '@apollo/client/react';
import { useState } from 'react';
import { reveal } from '../../../gql/portal';
import { PortalReceiptPapersDocument, PortalReceiptRowFragmentDoc, PortalReceiptsDocument } from '../../../gql/portal/graphql';
import { usePage } from '../../../lib/use-page';
import { LetterButton } from '../../../ui/Portal';
import { BackTo } from '../BackTo';
import { Nothing, Page, PageOut, Part, Waiting } from '../Page';
import { Receipts, type ReceiptAddress } from './Receipts';

const title = 'Receipts';

/** A document for all money that came, and for all that was given back, the newest on top. */
export function ReceiptsPage() {
  const graph = useApolloClient();
  const [after, setAfter] = useState<string | null>(null);
  const page = usePage(PortalReceiptsDocument, { after });
  const { receipts } = page.data ?? {};
  if (!receipts) return page.waiting ? <Waiting title={title} /> : <PageOut title={title} page={page} />;
  const rows = receipts.nodes.map((row) => reveal(PortalReceiptRowFragmentDoc, row));
  const addressOf: ReceiptAddress = async (id) => {
    const { data, error } = await graph.query({ query: PortalReceiptPapersDocument, variables: { after }, fetchPolicy: 'no-cache', errorPolicy: 'all' });
    return { url: data?.receipts.nodes.find((one) => one.id === id)?.download?.url ?? null, error };
  };
  return (
    <>
      <BackTo to="/invoices" words="Invoices" />
      <Page title={title} heading="What you paid, and what went back to you.">
        {rows.length === 0 && <Part title={title}><Nothing>A receipt stands here for each payment, minutes after it came.</Nothing></Part>}
        <Receipts receipts={rows} addressOf={addressOf} title="The newest first" />
        {after && <LetterButton look="text" onClick={() => setAfter(null)}>Back to the newest</LetterButton>}
        {receipts.pageInfo.hasNextPage && <LetterButton look="text" busy={page.refreshing} onClick={() => setAfter(receipts.pageInfo.endCursor ?? null)}>Older receipts</LetterButton>}
      </Page>
    </>
  );
}
