import { choicesOf, moreWords } from './client-choices';

const [ada, bea] = [{ id: 'cli_1', displayName: 'Ada' }, { id: 'cli_2', displayName: 'Bea' }];

it('keeps what is chosen among what can be chosen, and names nothing twice', () => {
  expect([choicesOf([ada], bea), choicesOf([ada, bea], bea), choicesOf([ada], null)]).toEqual([[bea, ada], [ada, bea], [ada]]);
});

it('says how many more there are', () => {
  expect([moreWords(20, 24), moreWords(20, 20), moreWords(0, 0)]).toEqual(['20 of 24 can be chosen from here: type a part of the name to find the others.', null, null]);
});
