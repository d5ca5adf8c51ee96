import { choicesOf, foundWords, moreWords } from './client-choices';

const [ada, bea] = [{ id: 'cli_1', displayName: 'Ada' }, { id: 'cli_2', displayName: 'Bea' }];

it('keeps what is chosen among what can be chosen, and names nothing twice', () => {
  expect([choicesOf([ada], bea), choicesOf([ada, bea], bea), choicesOf([ada], null)]).toEqual([[bea, ada], [ada, bea], [ada]]);
});

it('says how many more there are', () => {
  expect([moreWords(20, 24), moreWords(20, 20), moreWords(0, 0)]).toEqual(['20 of 24 can be chosen from here: type a part of the name to find the others.', null, null]);
});

it('says what was found', () => {
  expect([foundWords([]), foundWords(['Ada']), foundWords(['Ada', 'Bea', 'Cleo', 'Dan', 'Eve'])]).toEqual(['No client is called that.', 'Found: Ada. Choose below.', 'Found: Ada, Bea, Cleo and 2 more. Choose below.']);
});
