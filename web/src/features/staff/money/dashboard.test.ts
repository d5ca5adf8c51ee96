import { ageRows, ageWords, listAt, monthRows } from './dashboard';

const of = (count: number, minor: string) => ({ count, amount: { minor, currency: 'GBP' } });

it('a month leads to the lists that it counts, and hides what is not to be seen', () => {
  const rows = monthRows([{ from: '2026-12-01', to: '2026-12-31', invoiced: of(2, '100'), received: null, refunded: null }, { from: '2027-01-01', to: '2027-01-31', invoiced: of(0, '0'), received: of(1, '5'), refunded: null }], 'GBP');
  expect(rows.map((row) => row.label)).toEqual(['Dec 26', 'Jan 27']);
  expect(rows[0]?.values).toEqual({ invoiced: { minor: '100', count: 2, href: '/money/invoices?view=out&issuedFrom=2026-12-01&issuedTo=2026-12-31&currency=GBP' }, received: null });
  expect(rows[1]?.values.received).toMatchObject({ href: '/money/payments?view=received&receivedFrom=2027-01-01&receivedTo=2027-01-31&currency=GBP' });
});

it('months of one year need no year', () => {
  expect(monthRows([{ from: '2026-09-01', to: '2026-09-30', invoiced: of(0, '0'), received: null, refunded: null }], 'GBP')[0]?.label).toBe('September');
});

it('each age leads to the due days that it counts', () => {
  const ages = [{ dueFrom: '2026-11-19', dueTo: null, daysFrom: null, daysTo: null, owed: of(1, '7') }, { dueFrom: '2026-10-20', dueTo: '2026-11-18', daysFrom: 1, daysTo: 30, owed: of(0, '0') }, { dueFrom: null, dueTo: '2026-08-20', daysFrom: 91, daysTo: null, owed: of(3, '9') }];
  expect(ages.map(ageWords)).toEqual(['Not due', '1 to 30 days', 'Over 90 days']);
  expect(ageRows(ages, 'GBP').map((row) => [row.values.owed?.href, row.values.owed?.colour])).toEqual([['/money/invoices?view=open&dueFrom=2026-11-19&currency=GBP', 'slate'], ['/money/invoices?view=open&dueFrom=2026-10-20&dueTo=2026-11-18&currency=GBP', 'red'], ['/money/invoices?view=open&dueTo=2026-08-20&currency=GBP', 'red']]);
  expect(listAt('/money/invoices', {})).toBe('/money/invoices');
});
