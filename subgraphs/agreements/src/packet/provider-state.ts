import type { EnvelopeReading, RecipientReading } from '../signing/signing-provider.js';
import type { CarriedRecipient } from './carrier.js';
import type { ProviderState, RecipientNews } from './packet.types.js';

const same = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();

/** Which of the service's people somebody of ours is: by the name that it gave them, else by address, and by name where several share one. */
function readingFor(person: CarriedRecipient, people: readonly RecipientReading[]): RecipientReading | undefined {
  const byRef = people.find((one) => one.ref === person.ref);
  // A name that stands for somebody else by now is that of a person who was replaced there, or not yet.
  if (byRef && same(byRef.email, person.email)) return byRef;
  const sharing = people.filter((one) => same(one.email, person.email));
  return sharing.length > 1 ? sharing.find((one) => same(one.name, person.name)) : sharing[0];
}

function newsOf(person: CarriedRecipient, one: RecipientReading, now: Date): RecipientNews {
  const after = <T>(isSo: boolean, at: T | null): T | Date | null => (isSo ? (at ?? now) : at);
  return { recipientId: person.recipientId, viewedAt: after(one.state === 'VIEWED', one.viewedAt), signedAt: one.state === 'DONE' ? (one.doneAt ?? now) : null, declinedAt: one.state === 'DECLINED' ? (one.declinedAt ?? now) : null, reason: one.reason };
}

/** What a service knows, in the words of packets. */
export function providerStateOf(reading: EnvelopeReading, people: readonly CarriedRecipient[], more: { readonly result: ProviderState['result']; readonly now: Date }): ProviderState {
  const { now, result } = more;
  const status = reading.state === 'PARTIALLY_SIGNED' ? 'SENT' : reading.state;
  const recipients = people.flatMap((person) => { const one = readingFor(person, reading.recipients); return one ? [newsOf(person, one, now)] : []; });
  return { providerRef: reading.providerRef, status, at: reading.completedAt ?? reading.endedAt ?? now, by: reading.recipients.find((one) => one.state === 'DECLINED')?.name ?? null, reason: reading.reason, recipients, result };
}
