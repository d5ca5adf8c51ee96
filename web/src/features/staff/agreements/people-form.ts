import type { PacketRecipientInput, RecipientRole } from '../../../gql/staff/graphql';
import type { Effect } from '../../../ui/Effects';

/** A person as they are being named. */
export interface NamedPerson { key: number; contactId: string | null; name: string; email: string; role: RecipientRole; order: number }

/** Without whom nothing is signed. */
const required = (one: NamedPerson): boolean => one.role === 'SIGNER' || one.role === 'APPROVER';

/** Why these people cannot be asked yet; null when they can. The server has the last word. */
export function peopleFault(people: readonly NamedPerson[]): string | null {
  if (people.some((one) => !one.name.trim() || !/^\S+@\S+\.\S+$/.test(one.email.trim()))) return 'Each person needs a name and an address.';
  const addresses = people.map((one) => one.email.trim().toLowerCase());
  const twice = people.find((one, at) => addresses.indexOf(one.email.trim().toLowerCase()) !== at);
  if (twice) return `${twice.email} stands there twice.`;
  return people.some(required) ? null : 'Somebody has to sign.';
}

/** The people as the mutation takes them. */
export const peopleInput = (people: readonly NamedPerson[]): PacketRecipientInput[] => people.map(({ contactId, name, email, role, order }) => ({ contactId, name: name.trim(), email: email.trim(), role, order }));

/** What sending does to whom, in the order of turns. */
export function askingEffects(people: readonly NamedPerson[]): Effect[] {
  const turns = [...new Set(people.filter(required).map((one) => one.order))].sort((a, b) => a - b);
  const asked = turns.map((order, at): Effect => {
    const these = people.filter((one) => required(one) && one.order === order);
    const names = these.map((one) => one.name.trim()).join(' and ');
    return { act: at === 0 ? `Ask ${names} now` : `Ask ${names} when those before have signed`, detail: `At ${these.map((one) => one.email.trim()).join(' and ')}.` };
  });
  const lookers = people.filter((one) => one.role === 'VIEWER').map((one) => one.name.trim());
  const copies = people.filter((one) => one.role === 'COPY').map((one) => one.name.trim());
  return [
    ...asked,
    ...(lookers.length > 0 ? [{ act: `Let ${lookers.join(' and ')} look on`, detail: 'They need not do anything.' }] : []),
    ...(copies.length > 0 ? [{ act: `Send ${copies.join(' and ')} the signed document`, detail: 'When all have signed.' }] : []),
  ];
}
