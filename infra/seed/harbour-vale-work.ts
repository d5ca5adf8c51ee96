import { csv, pdf } from './papers.js';
import type { Paper } from './send-file.js';

const pdfOf = (name: string, heading: string, ...lines: string[]): Paper => ({ name, bytes: pdf(heading, lines), contentType: 'application/pdf' });
const csvOf = (name: string, ...rows: string[][]): Paper => ({ name, bytes: csv(rows), contentType: 'text/csv' });

/** A line that a client is asked for; `sent` is the paper that came, `then` what the firm said of it. */
export interface StoryLine { readonly title: string; readonly hint?: string; readonly required?: boolean; readonly sent?: Paper; readonly then?: 'ACCEPTED' | { readonly sentBack: string } }

/** What a client was asked for: days are counted from today, `askedAgo` backwards. */
export interface StoryRequest { readonly client: string; readonly title: string; readonly note?: string; readonly askedAgo: number; readonly due: number; readonly lines: readonly StoryLine[] }

/** One request in each state that a client and the firm meet: asked, under way, all in, looked over. */
export const requests: readonly StoryRequest[] = [
  {
    client: 'Penhallow Bakery', title: 'VAT papers for the quarter', note: 'A photo of each is fine.', askedAgo: 2, due: 6,
    lines: [{ title: 'Till report' }, { title: 'Invoices you paid' }, { title: 'Bank statement', hint: 'All three months.' }],
  },
  {
    client: 'Marlowe Boatyard Ltd', title: 'Year-end papers', note: 'What we need to close the year.', askedAgo: 12, due: 4,
    lines: [
      { title: 'Bank statement', hint: 'The whole year.', sent: pdfOf('Bank statement.pdf', 'Falmouth Bank: statement', 'Marlowe Boatyard Ltd', 'Opening balance 18,204.11', 'Closing balance 23,911.40'), then: 'ACCEPTED' },
      { title: 'Stock count', sent: csvOf('Stock count.csv', ['Item', 'Count', 'Unit cost'], ['Oak plank 4 m', '112', '38.50'], ['Bronze cleat', '64', '21.00'], ['Varnish 5 l', '19', '84.20']) },
      { title: 'Boat loan agreement', sent: pdfOf('Loan agreement.pdf', 'Loan agreement', 'Page 1 of 2', 'Lender: Cornish Marine Finance'), then: { sentBack: 'Page 2 with the signatures is missing.' } },
      { title: 'Lease of the slipway', required: false },
    ],
  },
  {
    client: 'Polkerris Inns', title: 'Payroll papers', askedAgo: 6, due: 3,
    lines: [
      { title: 'Hours of the month', sent: csvOf('Hours.csv', ['Name', 'Hours'], ['R. Pascoe', '152'], ['T. Nance', '88'], ['L. Hocking', '120']) },
      { title: 'Starters and leavers', sent: pdfOf('Starters and leavers.pdf', 'Starters and leavers', 'Starts: L. Hocking, on the 3rd', 'Leaves: nobody') },
    ],
  },
  {
    client: 'Castellan Property Group', title: 'Rent roll', askedAgo: 20, due: -8,
    lines: [{ title: 'Rent roll of the year', sent: csvOf('Rent roll.csv', ['Unit', 'Tenant', 'Rent'], ['1 Quay Street', 'Bryher Books', '1150.00'], ['3 Quay Street', 'J. Trethewey', '980.00']), then: 'ACCEPTED' }],
  },
];

/** What the firm laid down for Marlowe Boatyard, by the folder that it lies in. */
export const papers = {
  client: 'Marlowe Boatyard Ltd',
  accounts: pdfOf('Accounts, draft for approval.pdf', 'Marlowe Boatyard Ltd: draft accounts', 'Turnover 412,880', 'Profit before tax 38,214', 'Please read and approve.'),
  vat: pdfOf('VAT return, last quarter.pdf', 'VAT return', 'Output tax 14,206.10', 'Input tax 9,118.44', 'To pay 5,087.66'),
  ledger: csvOf('Transactions.csv', ['Date', 'Text', 'Amount'], ['2026-10-02', 'Timber', '-1840.00'], ['2026-10-09', 'Mooring fees', '2260.00'], ['2026-10-21', 'Wages', '-7420.35']),
};

const section = (key: string, title: string) => ({ key, title });
const task = (key: string, inSection: string, title: string, more: object = {}) => ({ key, section: inSection, title, role: 'PREPARER', ...more });

/** Work that comes again each period. */
export const bookkeepingPlan = {
  namePattern: '{client}: {period}', clientTitle: 'Your books, {period}',
  sections: [section('gather', 'Gather'), section('enter', 'Enter'), section('check', 'Check')],
  tasks: [
    task('feeds', 'gather', 'Fetch the bank feed', { dueAfterDays: 2, estimateMinutes: 15 }),
    task('enter', 'enter', 'Enter and match', { dueAfterDays: 5, dependsOn: ['feeds'], estimateMinutes: 120, checklist: ['Bank', 'Card', 'Cash'] }),
    task('ask', 'enter', 'Ask about what is unclear', { dueAfterDays: 6, dependsOn: ['enter'], estimateMinutes: 20 }),
    task('review', 'check', 'Look over the month', { role: 'OWNER', dueAfterDays: 8, dependsOn: ['enter', 'ask'], estimateMinutes: 30 }),
  ],
  milestones: [{ key: 'closed', title: 'Month closed', dueAfterDays: 8, billing: 'FIXED', amount: { minor: '18000', currency: 'GBP' } }],
};

/** Rules by which work comes again; each began to count so many days ago. */
export const recurring = [
  { client: 'Penhallow Bakery', name: 'Bookkeeping {period}', rrule: 'FREQ=MONTHLY;BYMONTHDAY=1', startsAgo: 70 },
  { client: 'Polkerris Inns', name: 'Bookkeeping {period}', rrule: 'FREQ=MONTHLY;BYMONTHDAY=1', startsAgo: 70 },
  { client: 'Marlowe Boatyard Ltd', name: 'VAT {period}', rrule: 'FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1', startsAgo: 190 },
] as const;

/** Who worked how long on the newest month, on the task of that title. */
export const worked = [
  { task: 'Fetch the bank feed', who: 'PR', ago: 3, minutes: 25, note: 'Two accounts had to be joined again' },
  { task: 'Enter and match', who: 'PR', ago: 2, minutes: 95, note: 'Bank and card' },
  { task: 'Enter and match', who: 'JW', ago: 1, minutes: 40, note: 'Cash book', billable: false },
] as const;
