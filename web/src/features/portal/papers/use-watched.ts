import type { OperationVariables, TypedDocumentNode } from '@apollo/client';
import { useEffect, useState } from 'react';
import { usePage, type PageAnswer } from '../../../lib/use-page';

/** A page that looks again by itself, until it is told that there is nothing to see: that does not change by asking. */
export function useWatched<Data, Variables extends OperationVariables>(document: TypedDocumentNode<Data, Variables>, variables: NoInfer<Variables>, everyMs: number): PageAnswer<Data> & { gone: boolean } {
  const [gone, setGone] = useState(false);
  const page = usePage(document, variables, { everyMs: gone ? 0 : everyMs });
  const isGone = !page.data && page.failure?.code === 'NOT_FOUND';
  useEffect(() => { if (isGone) setGone(true); }, [isGone]);
  return { ...page, gone: gone || isGone };
}
