import type { OperationVariables, TypedDocumentNode } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import { failureAt, failuresOf, type Failure } from './failures';

/** What a page knows of its one query. */
export interface PageAnswer<Data> {
  data: Data | undefined;
  /** True before anything has come. */
  waiting: boolean;
  /** True while newer rows are on their way and the old ones stay. */
  refreshing: boolean;
  /** Whatever failed, first of all. */
  failure: Failure | null;
  /** The failure at one region of the page, so that it can fail alone. */
  failed: (...path: string[]) => Failure | null;
  again: () => Promise<unknown>;
}

/** The one query of a page: old rows stay while new ones come, and each region fails alone. */
export function usePage<Data, Variables extends OperationVariables>(document: TypedDocumentNode<Data, Variables>, variables: NoInfer<Variables>, { everyMs = 0, wait = false }: { everyMs?: number; wait?: boolean } = {}): PageAnswer<Data> {
  const asked = useQuery<Data, OperationVariables>(document as TypedDocumentNode<Data, OperationVariables>, { variables, errorPolicy: 'all', notifyOnNetworkStatusChange: true, pollInterval: everyMs, skip: wait });
  const data = (asked.data ?? asked.previousData) as Data | undefined;
  return {
    data,
    waiting: !data && (asked.loading || wait),
    refreshing: Boolean(data) && asked.loading && asked.data === undefined,
    failure: failuresOf(asked.error)[0] ?? null,
    failed: (...path) => failureAt(asked.error, ...path),
    // What came of it is shown by the page as it is; whoever waits only wants to know that it was asked.
    again: () => asked.refetch().catch(() => undefined),
  };
}
