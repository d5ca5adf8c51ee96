import { planStanding, planWhen } from './plan-words';

it('an item says when it is billed', () => {
  expect(planWhen({ timing: 'RECURRING', period: 'QUARTER', nextOn: '2031-01-01', endsOn: '2032-01-01' })).toBe('Each quarter, the period from 1 Jan 2031 is next, not from 1 Jan 2032 on');
  expect(planWhen({ timing: 'ON_ACCEPTANCE' })).toBe('On acceptance, at once');
  expect(planWhen({ timing: 'ON_ACCEPTANCE', invoice: { id: 'ivc_1' } })).toBe('On acceptance');
});

it('a plan says how far it has come', () => {
  expect(planStanding([{ timing: 'DEPOSIT', invoice: { id: 'ivc_1' } }, { timing: 'ON_COMPLETION' }, { timing: 'RECURRING' }])).toBe('1 of 2 billed, 1 recurs');
  expect(planStanding([])).toBe('Nothing in it');
});
