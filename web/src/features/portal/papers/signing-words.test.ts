import { describe, expect, it } from '@jest/globals';
import { namesWords, personWords, signingWords, stillToAct } from './signing-words';

const me = { name: 'Marion Marlowe', role: 'SIGNER', state: 'SIGNED', isMe: true };
const tom = { name: 'Tom Okafor', role: 'SIGNER', state: 'INVITED' };
const dot = { name: 'Dot Lanyon', role: 'COPY', state: 'WAITING' };
const standing = { role: 'SIGNER', state: 'SIGNED', packetState: 'PARTIALLY_SIGNED', where: 'HERE', people: [me, tom, dot], signedAt: '2020-01-05T10:00:00Z' };

describe('what is said where nothing is to be done', () => {
  it('after signing: thanks, and for whom is still waited', () => {
    expect(signingWords(standing)).toEqual({ heading: 'Signed. Thank you.', next: 'On 5 Jan 2020. Tom Okafor still has to sign. We write to you when everybody has.', tone: 'done' });
    expect(signingWords({ ...standing, people: [me, dot] }).next).toContain('The signed copy is being made');
    expect(signingWords({ ...standing, role: 'APPROVER' }).heading).toBe('Approved. Thank you.');
  });
  it('at the end: the signed copy, or why there is none', () => {
    expect(signingWords({ ...standing, packetState: 'COMPLETED' }).heading).toBe('Signed by all.');
    expect(signingWords({ ...standing, packetState: 'EXPIRED' }).heading).toBe('The time to sign ran out.');
    expect(signingWords({ ...standing, packetState: 'VOIDED' }).heading).toBe('We took this back.');
    expect(signingWords({ ...standing, packetState: 'DECLINED' }).heading).toBe('This is not going ahead.');
    expect(signingWords({ ...standing, state: 'DECLINED', packetState: 'SENT' }).heading).toBe('You declined.');
  });
  it('before the turn, and where another service carries it', () => {
    expect(signingWords({ ...standing, state: 'WAITING', packetState: 'SENT', whyNotYet: 'It is not your turn yet: somebody signs before you.' })).toEqual({ heading: 'Not your turn yet.', next: 'It is not your turn yet: somebody signs before you. We write to you when it is your turn.', tone: 'wait' });
    expect(signingWords({ ...standing, state: 'INVITED', packetState: 'SENT', where: 'ELSEWHERE', wayThere: 'The way is in your mail.' })).toMatchObject({ heading: 'It is signed elsewhere.', next: 'The way is in your mail.' });
  });
});

it('people are named by what they do and how far they are', () => {
  expect([me, tom, dot].map(personWords)).toEqual(['Signed', 'To sign', 'Gets a copy']);
  expect(stillToAct([me, tom, dot])).toEqual(['Tom Okafor']);
  expect(namesWords(['A', 'B', 'C'])).toBe('A, B and C');
});
