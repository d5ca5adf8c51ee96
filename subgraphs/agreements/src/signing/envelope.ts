import type { Envelope, EnvelopeReading, EnvelopeState, Person, RecipientReading } from './signing-provider.js';

const asks = (role: string): boolean => role === 'SIGNER' || role === 'APPROVER';
const same = (text: string): string => text.trim().toLowerCase();

/** What stands in the way of sending this envelope anywhere, in a sentence; null when nothing does. */
export function whyNotSendable(envelope: Envelope): string | null {
  if (envelope.documents.length === 0) return 'There is no document to sign.';
  if (!envelope.recipients.some((one) => one.role === 'SIGNER')) return 'Nobody is asked to sign.';
  const people = envelope.recipients.map((one) => `${same(one.email)} ${same(one.name)}`);
  if (new Set(people).size < people.length) return 'The same person is named twice.';
  const lost = envelope.recipients.flatMap((one) => one.fields).find((field) => !envelope.documents[field.document] || field.page < 1);
  return lost ? 'A field lies in a document or on a page that is not there.' : null;
}

/** Orders without holes, beginning with 1: equal ones stay equal. */
export function ranks(envelope: Envelope): ReadonlyMap<string, number> {
  const orders = [...new Set(envelope.recipients.map((one) => one.order))].sort((a, b) => a - b);
  return new Map(envelope.recipients.map((one) => [one.key, orders.indexOf(one.order) + 1]));
}

/** Which of the provider's recipients is which of ours: by address, and by name where several share one. */
export function refsOf(envelope: Envelope, found: readonly RecipientReading[]): Record<string, string> {
  const of = (person: Person): RecipientReading | undefined => {
    const sharing = found.filter((one) => same(one.email) === same(person.email));
    return sharing.length > 1 ? sharing.find((one) => same(one.name) === same(person.name)) : sharing[0];
  };
  return Object.fromEntries(envelope.recipients.flatMap((one) => { const match = of(one); return match ? [[one.key, match.ref]] : []; }));
}

/** An open envelope is partly signed when somebody who is asked has done it. */
export function openState(recipients: readonly RecipientReading[]): EnvelopeState {
  return recipients.some((one) => asks(one.role) && one.state === 'DONE') ? 'PARTIALLY_SIGNED' : 'SENT';
}

/** Who is asked at this moment: everybody of the lowest order that is not done. */
export function currentOrder(recipients: readonly Pick<RecipientReading, 'role' | 'state' | 'order'>[]): number | null {
  const open = recipients.filter((one) => asks(one.role) && one.state !== 'DONE').map((one) => one.order);
  return open.length === 0 ? null : Math.min(...open);
}

/** True once nothing more can happen to it. */
export const isOver = (reading: EnvelopeReading): boolean => reading.state !== 'SENT' && reading.state !== 'PARTIALLY_SIGNED';
