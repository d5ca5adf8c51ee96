import { useQuery } from '@apollo/client/react';
import { ShellDocument } from '../../../gql/staff/graphql';
import { holds } from '../../../lib/permissions';

/** What this person may do, as the frame has read it. What is not allowed is absent; the server decides all the same. */
export function useMay(): (permission: string) => boolean {
  const { data } = useQuery(ShellDocument, { errorPolicy: 'all', fetchPolicy: 'cache-first' });
  return (permission) => holds(data?.me?.permissions, permission);
}
