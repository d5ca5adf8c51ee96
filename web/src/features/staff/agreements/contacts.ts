import type { AgreementRecord } from './AgreementPage';

/** A person of the client who can be asked to sign. */
export interface SigningContact { contactId: string; name: string; email: string; signs: boolean }

/** The people of the client that have an address, those who sign for it first. */
export function contactsOf({ client }: AgreementRecord): SigningContact[] {
  const all = (client?.links ?? []).flatMap(({ contact, isSignatory }) => (contact?.email ? [{ contactId: contact.id, name: contact.name, email: contact.email, signs: isSignatory }] : []));
  return all.sort((a, b) => Number(b.signs) - Number(a.signs));
}
