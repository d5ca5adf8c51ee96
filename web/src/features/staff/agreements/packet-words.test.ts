import { describe, expect, it } from '@jest/globals';
import { deedWords, reminderWords, serviceWords, standingWords, turnWords, type Person } from './packet-words';

const person = (name: string, state: Person['state'], more: Partial<Person> = {}): Person => ({ name, state, role: 'SIGNER', order: 1, invitedAt: null, ...more });

describe('where a packet stands', () => {
  it('counts those without whom nothing is signed, and nobody else', () => {
    const recipients = [person('Marion', 'SIGNED'), person('Wrong', 'REPLACED'), person('Piers', 'INVITED', { order: 2 }), person('Dot', 'WAITING', { role: 'COPY' })];
    expect(standingWords({ state: 'PARTIALLY_SIGNED', recipients })).toBe('1 of 2 signed');
    expect(turnWords({ state: 'PARTIALLY_SIGNED', recipients })).toBe('Piers');
  });

  it('says that somebody opened it, and says no turn when it is over', () => {
    const recipients = [person('Marion', 'VIEWED'), person('Piers', 'INVITED'), person('Tom', 'INVITED')];
    expect(standingWords({ state: 'SENT', recipients })).toBe('Sent, opened');
    expect(turnWords({ state: 'SENT', recipients })).toBe('Marion and 2 others');
    expect(turnWords({ state: 'VOIDED', recipients })).toBeNull();
    expect(standingWords({ state: 'COMPLETED', recipients })).toBeUndefined();
  });
});

it('says when people are reminded, and what became of each', () => {
  expect(reminderWords({ remindAfterDays: 3, remindEveryDays: 1 })).toBe('First after 3 days, then every day');
  expect(reminderWords({ remindAfterDays: 0, remindEveryDays: 3 })).toBe('Nobody is reminded by itself');
  expect(deedWords({ state: 'DECLINED', role: 'SIGNER', reason: 'Wrong price.', remindersSent: 0 })).toBe('«Wrong price.»');
  expect(deedWords({ state: 'INVITED', role: 'SIGNER', remindersSent: 2 })).toBe('Asked, reminded 2 times');
  expect(serviceWords('DOCUSIGN')).toBe('DocuSign');
});
