import { afterDecision, kindWords, momentOf, neighbour, pickedWords, viewOf, willDo } from './approval-words';

it('reads the part of the inbox off the address, and takes the first for anything else', () => {
  expect([viewOf('waiting').view, viewOf('nonsense').view, viewOf(undefined).view]).toEqual(['WAITING', 'MINE', 'MINE']);
});

it('says what a yes will do: another step, or what follows the last one', () => {
  const amount = { minor: '552000', currency: 'GBP' };
  expect(willDo({ kind: 'INVOICE', amount }, false)).toEqual(['Your yes to £5,520.00 is written down, for these very words.', 'Whoever comes next is told.']);
  expect(willDo({ kind: 'INVOICE', amount }, true)[0]).toBe('The invoice of £5,520.00 can go out under the next number.');
  expect(willDo({ kind: 'BILL', amount: null }, true)).toEqual(['the amount may be paid to the vendor.', 'The bill goes to the ledger, once.', 'Who agreed lies beside it there.']);
  expect([kindWords('BILL'), kindWords('INVOICE')]).toEqual(['Bill', 'Invoice']);
});

it.each([
  [{ kind: 'ASKED', byName: 'Ines Calder', ruleName: 'Above 4,000' }, 'Ines Calder asked by «Above 4,000»'], [{ kind: 'APPROVED', byName: 'Tom Okafor', stepNo: 0, ruleName: 'x' }, 'Tom Okafor agreed, step 1'],
  [{ kind: 'VOIDED', ruleName: 'x' }, 'The words changed, or it was taken back.'], [{ kind: 'REJECTED', byName: null, stepNo: null, ruleName: 'x' }, 'The house did not agree'],
])('tells %j', (moment, words) => { expect(momentOf(moment)).toBe(words); });

it('moves the cursor and stops at both ends', () => {
  const ids = ['a', 'b', 'c'];
  expect([neighbour(ids, undefined, 1), neighbour(ids, 'a', 1), neighbour(ids, 'c', 1), neighbour(ids, 'a', -1), neighbour(ids, 'gone', -1), neighbour([], 'a', 1)]).toEqual(['a', 'b', 'c', 'a', 'a', undefined]);
});

it('goes on to the next one after a decision, back to the one before after the last, and rests when nothing is left', () => {
  expect([afterDecision(['a', 'b', 'c'], 'b'), afterDecision(['a', 'b'], 'b'), afterDecision(['a'], 'a'), afterDecision(['a', 'b'], 'x'), afterDecision([], undefined)]).toEqual(['c', 'a', undefined, 'a', undefined]);
});

it('says how many are chosen and what they come to, each currency for itself', () => {
  const of = (minor: string, currency: string) => ({ kind: 'BILL', amount: { minor, currency } });
  expect([pickedWords([]), pickedWords([of('432000', 'GBP'), of('100', 'GBP'), of('500', 'EUR'), { kind: 'BILL', amount: null }])]).toEqual(['0 chosen', '4 chosen, £4,321.00, €5.00']);
});
