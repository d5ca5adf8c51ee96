import { partyWords, rhythmWords, typedMonths } from './duty-words';

it('says whose duty it is, and how often it comes', () => {
  expect([partyWords('FIRM'), partyWords('CLIENT')]).toEqual(['Ours', 'The client’s']);
  expect([null, 1, 3, 12, 24].map(rhythmWords)).toEqual(['Once', 'Every month', 'Every 3 months', 'Every year', 'Every 2 years']);
  expect(['', ' ', '3', 'x'].map(typedMonths)).toEqual([null, null, 3, 0]);
});
