import { useApolloClient } from '@apollo/client/react';
import { reveal } from '../../gql/portal';
import { PortalLineFragmentDoc, PortalRequestFragmentDoc, PortalRequestPageDocument, WaiveLineDocument, type PortalLineFragment } from '../../gql/portal/graphql';
import { refusalWords } from '../../lib/failures';
import { leftWords } from '../../lib/upload-words';
import { usePage } from '../../lib/use-page';
import type { AskedLine } from '../../ui/UploadRow';
import { UploadSheet, WhyLine } from '../../ui/UploadSheet';
import { BackTo } from './BackTo';
import { NothingHere, Page, PageOut, PanelOut, Part, Waiting } from './Page';
import { lineTaker } from './portal-taker';
import { useAddressPart, Way } from './ways';
import back from './Back.module.css';

const title = 'What we need from you';
const takesFiles = ['SENT', 'IN_PROGRESS', 'SUBMITTED'];

/** One request: what is left, why and by when, and each line with the ways to send it. */
export function RequestPage() {
  const id = useAddressPart('requestId');
  const graph = useApolloClient();
  const page = usePage(PortalRequestPageDocument, { id }, { everyMs: 5_000 });
  const found = page.data?.fileRequest;
  if (page.waiting) return <Waiting title={title} />;
  if (!found) return page.failure && page.failure.code !== 'NOT_FOUND' ? <PageOut title={title} page={page} /> : <NothingHere>It may be done, or belong to another of your clients. <Way to="/" className={back.inline}>See what needs you</Way></NothingHere>;
  const request = reveal(PortalRequestFragmentDoc, found);
  const lines = request.items?.map((item) => lineOf(reveal(PortalLineFragmentDoc, item)));
  const open = takesFiles.includes(request.state);
  const again = () => graph.refetchQueries({ include: [PortalRequestPageDocument] });
  const waive = async (itemId: string, reason: string) => {
    const { error } = await graph.mutate({ mutation: WaiveLineDocument, variables: { input: { itemId, reason } }, errorPolicy: 'all' }).catch((thrown: unknown) => ({ error: thrown }));
    if (!error) await again();
    return refusalWords(error);
  };
  return (
    <>
      <BackTo to="/" words="Home" />
      <Page title={request.title} heading={lines ? leftWords(lines, request.state) : request.title} sub={<WhyLine why={[request.title, request.note].filter(Boolean).map((words) => sentence(words ?? '')).join(' ')} dueOn={request.dueOn} open={open} lines={lines ?? []} />}>
        {lines
          ? <UploadSheet lines={lines} open={open} takerOf={(itemId) => lineTaker(graph, itemId)} onIn={again} onWaive={waive} foot="Saved as you go. You can leave and come back." />
          : <Part title="What we ask for"><PanelOut what="This list" failure={page.failure} onRetry={page.again} /></Part>}
      </Page>
    </>
  );
}

const sentence = (words: string): string => (/[.?!…]$/.test(words.trim()) ? words.trim() : `${words.trim()}.`);

function lineOf({ files, uploads, ...line }: PortalLineFragment): AskedLine {
  return { ...line, came: (files ?? []).map(({ name }) => name).join(', '), checking: (uploads ?? []).some(({ state }) => state === 'CHECKING') };
}
