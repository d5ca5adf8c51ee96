/** By what else than its title a record is known. */
export interface Alias { as: 'FORMER_NAME' | 'EMAIL' | 'PHONE'; text: string }
/** What sort of record. */
export type Kind = 'CLIENT' | 'CONTACT' | 'PROJECT' | 'APPOINTMENT';

/** The right that each sort of record needs, in the words of the domain that owns it. */
export const permissionOf: Readonly<Record<Kind, string>> = {
  CLIENT: 'crm.client.view', CONTACT: 'crm.contact.view', PROJECT: 'projects.project.view', APPOINTMENT: 'scheduling.appointment.view',
};

const most = 8;

/** The words that must all be found. A number is looked for without its trunk zero and the marks between its digits, as it is kept. */
export function wordsOf(text: string): string[] {
  const typed = text.trim();
  if (/^[+\d\s().-]+$/.test(typed) && typed.replace(/\D/g, '').length >= 4) return [typed.replace(/\D/g, '').replace(/^0+/, '')];
  return typed.split(/\s+/).filter((word) => word !== '').slice(0, most);
}

/** Where a record is shown. A person is shown with a client. */
export function hrefOf(kind: Kind, sourceId: string, clientId: string | null): string {
  if (kind === 'PROJECT') return `/projects/${sourceId}`;
  if (kind === 'APPOINTMENT') return `/calendar?appointment=${sourceId}`;
  return clientId ? `/clients/${clientId}` : '/clients';
}

/** Why a record was found, in words. */
export function whyFound(rank: number, alias: Alias | null): string {
  if (rank <= 3) return 'Name';
  if (rank === 4 && alias) return alias.as === 'FORMER_NAME' ? `Formerly «${alias.text}»` : `${alias.as === 'EMAIL' ? 'E-mail' : 'Phone'} ${alias.text}`;
  return 'Similar name';
}
