import { useQuery } from '@apollo/client/react';
import { ShellDocument } from '../../../gql/staff/graphql';

/** What this person may do, as the frame has read it. What is not allowed is absent; the server decides all the same. */
export function useMay(): (permission: string) => boolean {
  const { data } = useQuery(ShellDocument, { errorPolicy: 'all', fetchPolicy: 'cache-first' });
  return (permission) => allows(data?.me?.permissions ?? [], permission);
}

/** True when one of the held rights covers what is wanted. */
export function allows(held: readonly string[], permission: string): boolean {
  return held.some((one) => one === '*' || one === permission || (one.endsWith('.*') && permission.startsWith(one.slice(0, -1))));
}
