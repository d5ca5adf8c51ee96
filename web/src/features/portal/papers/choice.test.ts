import { expect, it } from '@jest/globals';
import { choiceOf, selectionOf, step, takenLines, tick } from './choice';

const line = (key: string, more = {}) => ({ key, minQuantity: 1, maxQuantity: 1, defaultQuantity: 1, ...more });
const offer = { options: [{ key: 'good', lines: [line('accounts')] }, { key: 'best', lines: [line('accounts'), line('visits', { minQuantity: 0, maxQuantity: 4, defaultQuantity: 2 })] }], addOns: [line('payroll', { maxQuantity: 3 })] };

it('what is chosen on the page is what the graph is asked for: only what is taken, and only where it differs from the usual', () => {
  let choice = choiceOf({ optionKey: 'best', addOnKeys: [], quantities: [] });
  expect(selectionOf(offer, choice)).toEqual({ optionKey: 'best', addOnKeys: [], quantities: [] });
  const [, visits] = offer.options[1]?.lines ?? [];
  choice = step(tick(choice, 'payroll'), visits ?? line('visits'), 1);
  expect(selectionOf(offer, choice)).toEqual({ optionKey: 'best', addOnKeys: ['payroll'], quantities: [{ key: 'visits', quantity: 3 }] });
  expect(selectionOf(offer, { ...choice, optionKey: 'good' })).toEqual({ optionKey: 'good', addOnKeys: ['payroll'], quantities: [] });
  expect(selectionOf(offer, tick(choice, 'payroll')).addOnKeys).toEqual([]);
  expect(takenLines(offer, choice).map(({ key }) => key)).toEqual(['accounts', 'visits', 'payroll']);
});

it('a quantity stays within what can be taken', () => {
  const visits = line('visits', { minQuantity: 0, maxQuantity: 4, defaultQuantity: 2 });
  const choice = choiceOf({ optionKey: 'best', addOnKeys: [], quantities: [{ key: 'visits', quantity: 4 }] });
  expect(step(choice, visits, 1).quantities).toEqual({ visits: 4 });
  expect(step({ ...choice, quantities: { visits: 0 } }, visits, -1).quantities).toEqual({ visits: 0 });
});
