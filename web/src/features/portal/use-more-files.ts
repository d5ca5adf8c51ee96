import { useApolloClient } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import { PortalFilesDocument, type PortalFilesQuery } from '../../gql/portal/graphql';

type Page = NonNullable<NonNullable<PortalFilesQuery['portalHome']['client']>['files']>;
const pageOf = (data: PortalFilesQuery | undefined): Page | null => data?.portalHome.client?.files ?? null;

/** The files beyond the first hundred, asked for by hand. A fresh first page begins the list anew. */
export function useMoreFiles(data: PortalFilesQuery | undefined) {
  const graph = useApolloClient();
  const [later, setLater] = useState<Page[]>([]);
  const [busy, setBusy] = useState(false);
  const first = pageOf(data);
  useEffect(() => { setLater([]); }, [first]);
  const pages = first ? [first, ...later] : [];
  const last = pages.at(-1);
  const files = pages.flatMap(({ nodes }) => nodes);
  const fetch = () => {
    setBusy(true);
    void graph.query({ query: PortalFilesDocument, variables: { after: last?.pageInfo.endCursor ?? null }, fetchPolicy: 'no-cache', errorPolicy: 'all' })
      .then((answer) => { const next = pageOf(answer.data as PortalFilesQuery | undefined); if (next) setLater((all) => [...all, next]); })
      .finally(() => setBusy(false));
  };
  return { files, busy, fetch, left: last?.pageInfo.hasNextPage ? last.totalCount - files.length : 0 };
}
