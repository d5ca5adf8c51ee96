import { reveal } from '../../../../gql/staff';
import { ClientPersonFragmentDoc } from '../../../../gql/staff/graphql';
import type { ClientRecord } from '../ClientPage';

/** Somebody a mail can go to. */
export interface Recipient {
  id: string;
  name: string;
  email: string;
  main: boolean;
}

/** Everybody of a client whom a mail reaches, the main contact first. */
export function recipientsOf(client: ClientRecord): Recipient[] {
  const people = client.links.map((link) => reveal(ClientPersonFragmentDoc, link)).flatMap(({ contact, isPrimary }) => (contact?.email ? [{ id: contact.id, name: contact.name, email: contact.email, main: isPrimary }] : []));
  return people.sort((a, b) => Number(b.main) - Number(a.main));
}

/** Who gets the mails of a request: the person it names, or the main contact. */
export function recipientOf(client: ClientRecord, request: { recipientName?: string | null; recipientEmail?: string | null }): { name: string; email: string } | null {
  if (request.recipientName && request.recipientEmail) return { name: request.recipientName, email: request.recipientEmail };
  return recipientsOf(client)[0] ?? null;
}
