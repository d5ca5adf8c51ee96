import type { Envelope, EnvelopeReading, EnvelopeState, Person, RecipientReading } from '../signing-provider.js';
import { currentOrder, openState, ranks } from '../envelope.js';
import type { Ceremony, CeremonyAct, CeremonyRecipient, CeremonyStanding } from './ceremony.types.js';
import { inHand } from './held-bytes.js';

const acts = (one: { role: string }): boolean => one.role === 'SIGNER' || one.role === 'APPROVER';

/** Whoever's turn it is, is asked; viewers of the same order with them. */
export function askNext<M>(ceremony: CeremonyStanding<M>, now: Date): void {
  const turn = currentOrder(ceremony.recipients);
  for (const one of ceremony.recipients) {
    if (one.state === 'WAITING' && turn !== null && one.order <= turn && one.role !== 'COPY') Object.assign(one, { state: 'NOTIFIED', notifiedAt: now });
  }
}

/** The ceremony that an envelope begins. */
export function ceremonyOf(envelope: Envelope, made: { readonly providerRef: string; readonly now: Date; readonly papers: readonly { readonly sha256: string; readonly pages: number }[] }): Ceremony {
  const rank = ranks(envelope);
  const ceremony: Ceremony = {
    providerRef: made.providerRef, reference: envelope.reference, title: envelope.title, sentAt: made.now, expiresAt: envelope.expiresAt, version: 1, state: 'OPEN', completedAt: null, endedAt: null, reason: null, signed: null,
    documents: envelope.documents.map((one, i) => ({ name: one.name, pdf: inHand(one.pdf), sha256: made.papers[i]?.sha256 ?? '', pages: made.papers[i]?.pages ?? 0 })),
    recipients: envelope.recipients.map((one) => ({ ...one, ref: one.key, order: rank.get(one.key) ?? 1, state: 'WAITING', notifiedAt: null, viewedAt: null, doneAt: null, declinedAt: null, reason: null, act: null })),
  };
  askNext(ceremony, made.now);
  return ceremony;
}

/** True when the last day has passed before everybody had signed. */
export const isExpired = <M>(ceremony: CeremonyStanding<M>, now: Date): boolean => ceremony.state === 'OPEN' && !everybodyDone(ceremony) && ceremony.expiresAt !== null && ceremony.expiresAt <= now;

/** True when nobody is left to ask. */
export const everybodyDone = <M>(ceremony: CeremonyStanding<M>): boolean => ceremony.recipients.filter(acts).every((one) => one.state === 'DONE');

/** Why this recipient cannot act now, in a sentence; null when they can. */
export function whyNotNow<M>(ceremony: CeremonyStanding<M>, recipient: CeremonyRecipient<M> | undefined, now: Date): string | null {
  if (!recipient) return 'This person is not asked to sign here.';
  if (isExpired(ceremony, now)) return 'The time to sign has run out. Ask the firm to extend it.';
  if (ceremony.state !== 'OPEN') return { COMPLETED: 'Everybody has signed already.', DECLINED: 'Somebody declined: this can no longer be signed.', VOIDED: 'The firm took this back.' }[ceremony.state];
  if (recipient.state === 'DONE') return 'You have signed this already.';
  return recipient.state === 'WAITING' ? 'It is not your turn yet: somebody signs before you.' : null;
}

/** Somebody looked. */
export function look<M>(recipient: CeremonyRecipient<M>, now: Date): void {
  if (recipient.state === 'NOTIFIED') Object.assign(recipient, { state: 'VIEWED', viewedAt: now });
}

/** Somebody signed or approved; the next are asked. */
export function put<M>(ceremony: CeremonyStanding<M>, recipient: CeremonyRecipient<M>, act: CeremonyAct<M>): void {
  Object.assign(recipient, { state: 'DONE', viewedAt: recipient.viewedAt ?? act.at, doneAt: act.at, act });
  askNext(ceremony, act.at);
}

/** Somebody said no: the whole envelope is over. */
export function decline<M>(ceremony: CeremonyStanding<M>, recipient: CeremonyRecipient<M>, said: { readonly reason: string; readonly at: Date }): void {
  Object.assign(recipient, { state: 'DECLINED', declinedAt: said.at, reason: said.reason });
  Object.assign(ceremony, { state: 'DECLINED', endedAt: said.at, reason: said.reason });
}

/** Somebody else is asked in this place, from the beginning. */
export function replace(recipient: CeremonyRecipient, by: Person, now: Date): void {
  Object.assign(recipient, { name: by.name, email: by.email, viewedAt: null, ...(recipient.state === 'WAITING' ? {} : { state: 'NOTIFIED', notifiedAt: now }) });
}

function stateOf(ceremony: Ceremony, readings: readonly RecipientReading[], now: Date): EnvelopeState {
  if (ceremony.state !== 'OPEN') return ceremony.state;
  return isExpired(ceremony, now) ? 'EXPIRED' : openState(readings);
}

/** A ceremony in the words of the port. */
export function readingOf(ceremony: Ceremony, now: Date): EnvelopeReading {
  const expired = isExpired(ceremony, now);
  const recipients = ceremony.recipients.map(({ ref, name, email, role, order, state, notifiedAt, viewedAt, doneAt, declinedAt, reason }): RecipientReading => (
    { ref, name, email, role, order, state: expired && acts({ role }) && state !== 'DONE' ? 'EXPIRED' : state, notifiedAt, viewedAt, doneAt, declinedAt, reason }));
  return {
    providerRef: ceremony.providerRef, reference: ceremony.reference, state: stateOf(ceremony, recipients, now), sentAt: ceremony.sentAt, completedAt: ceremony.completedAt, endedAt: ceremony.endedAt ?? (expired ? ceremony.expiresAt : null),
    reason: ceremony.reason, recipients,
  };
}
