import type { EnvelopeReading, RecipientReading } from '../signing/signing-provider.js';
import type { CarriedRecipient } from './carrier.js';
import { providerStateOf } from './provider-state.js';

const now = new Date('2026-11-19T11:18:00Z');
const at = new Date('2026-11-19T10:00:00Z');
const person = (recipientId: string, ref: string | null, more: Partial<CarriedRecipient> = {}): CarriedRecipient => ({ recipientId, ref, role: 'SIGNER', order: 1, name: `${recipientId} Marlowe`, email: `${recipientId}@marlowe.test`, ...more });
const read = (ref: string, name: string, more: Partial<RecipientReading> = {}): RecipientReading => ({ ref, name: `${name} Marlowe`, email: `${name}@marlowe.test`, role: 'SIGNER', order: 1, state: 'NOTIFIED', notifiedAt: at, viewedAt: null, doneAt: null, declinedAt: null, reason: null, ...more });
const reading = (recipients: RecipientReading[], more: Partial<EnvelopeReading> = {}): EnvelopeReading => ({ providerRef: 'env-1', reference: null, state: 'SENT', sentAt: at, completedAt: null, endedAt: null, reason: null, recipients, ...more });
const state = (recipients: RecipientReading[], people: CarriedRecipient[], more: Partial<EnvelopeReading> = {}) => providerStateOf(reading(recipients, more), people, { result: null, now });

it('knows people by the name that the service gave them, and by address where it gave another one since', () => {
  const people = [person('ada', '1'), person('ben', 'old-name')];
  const { recipients } = state([read('2', 'ben', { state: 'DONE', doneAt: at }), read('1', 'ada', { email: 'ADA@marlowe.test', state: 'VIEWED', viewedAt: at })], people);
  expect(recipients).toMatchObject([{ recipientId: 'ada', viewedAt: at, signedAt: null }, { recipientId: 'ben', signedAt: at }]);
});

it('does not take the signature of a wrong person for that of the right one, who has the same number there', () => {
  expect(state([read('1', 'wrong', { state: 'DONE', doneAt: at })], [person('right', '1')]).recipients).toEqual([]);
});

it('tells people apart by name who share an address', () => {
  const shared = { email: 'office@marlowe.test' };
  const { recipients } = state([read('1', 'ada', shared), read('2', 'ben', { ...shared, state: 'DONE', doneAt: at })], [person('ben', null, shared), person('ada', null, shared)]);
  expect(recipients).toMatchObject([{ recipientId: 'ben', signedAt: at }, { recipientId: 'ada', signedAt: null }]);
});

it('takes this moment where a service says that something happened and not when', () => {
  const { recipients } = state([read('1', 'ada', { state: 'DONE' }), read('2', 'ben', { state: 'VIEWED' }), read('3', 'cy', { state: 'DECLINED', reason: 'No.' })], [person('ada', '1'), person('ben', '2'), person('cy', '3')]);
  expect(recipients).toMatchObject([{ signedAt: now, declinedAt: null }, { viewedAt: now, signedAt: null }, { declinedAt: now, reason: 'No.' }]);
});

it.each([['PARTIALLY_SIGNED', 'SENT'], ['SENT', 'SENT'], ['COMPLETED', 'COMPLETED'], ['DECLINED', 'DECLINED'], ['EXPIRED', 'EXPIRED'], ['VOIDED', 'VOIDED']] as const)('says %s as %s', (theirs, ours) => {
  expect(state([], [], { state: theirs, endedAt: at, reason: 'Why.' })).toMatchObject({ status: ours, at, reason: 'Why.', by: null });
});
