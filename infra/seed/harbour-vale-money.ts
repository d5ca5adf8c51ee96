import type { StaffKey } from './harbour-vale.js';

/** A line of the story, in minor units without tax. */
export interface StoryMoneyLine { readonly title: string; readonly minor: string; readonly quantity?: string; readonly untaxed?: boolean }

/** An invoice of the story: to whom, since how many days, and what came of it. */
export interface StoryInvoice {
  readonly client: string; readonly title: string; readonly ago: number; readonly time?: string; readonly terms?: number; readonly currency?: string; readonly lines: readonly StoryMoneyLine[]; readonly discount?: { readonly basisPoints: number };
  /** How far it came; what stands here and after it happened too. */
  readonly to: 'DRAFT' | 'ASKED' | 'REJECTED' | 'APPROVED' | 'ISSUED' | 'VOID';
  readonly says?: string;
  /** Money that came, so many days ago; the whole of it when no amount is named. */
  readonly paid?: { readonly ago: number; readonly minor: string; readonly reference: string; readonly method?: string; readonly disputed?: string };
  /** Why nobody is reminded of it by the schedule. */
  readonly held?: string;
  readonly credited?: { readonly ago: number; readonly minor: string; readonly reason: string };
}

const line = (title: string, minor: string, more: Partial<StoryMoneyLine> = {}): StoryMoneyLine => ({ title, minor, ...more });

/** Who has to agree. The author never does. */
export const approvalRules: readonly { readonly name: string; readonly kind: 'INVOICE' | 'BILL'; readonly position: number; readonly minTotalMinor?: string; readonly minDiscountBasisPoints?: number; readonly steps: readonly { readonly who: readonly StaffKey[]; readonly hours: number; readonly then?: StaffKey }[] }[] = [
  { name: 'Four thousand and more', kind: 'INVOICE', position: 1, minTotalMinor: '400000', steps: [{ who: ['TO'], hours: 24, then: 'IC' }, { who: ['IC'], hours: 48 }] },
  { name: 'Something was taken off', kind: 'INVOICE', position: 2, minDiscountBasisPoints: 500, steps: [{ who: ['IC'], hours: 48 }] },
  { name: 'Every other invoice', kind: 'INVOICE', position: 3, steps: [{ who: ['TO', 'IC'], hours: 48 }] },
  { name: 'Bills of a thousand and more', kind: 'BILL', position: 1, minTotalMinor: '100000', steps: [{ who: ['TO'], hours: 24, then: 'IC' }, { who: ['IC'], hours: 48 }] },
  { name: 'Every other bill', kind: 'BILL', position: 2, steps: [{ who: ['TO', 'IC'], hours: 48 }] },
];

/** What went out before the ledger was connected, and what is on its way. */
export const invoices: readonly StoryInvoice[] = [
  { client: 'Marlowe Boatyard Ltd', title: 'Bookkeeping in September', ago: 56, terms: 14, lines: [line('Bookkeeping, September', '100000')], to: 'ISSUED', paid: { ago: 44, minor: '120000', reference: 'MARLOWE SEPT' } },
  { client: 'Marlowe Boatyard Ltd', title: 'Bookkeeping in October', ago: 26, terms: 14, lines: [line('Bookkeeping, October', '150000'), line('Stock count', '30000')], to: 'ISSUED' },
  { client: 'Marlowe Boatyard Ltd', title: 'Payroll 2026–27', ago: 6, terms: 30, lines: [line('Payroll, set up and first quarter', '280000')], to: 'ISSUED' },
  { client: 'Marlowe Boatyard Ltd', title: 'Q3 VAT return', ago: 1, time: '17:04', terms: 30, lines: [line('VAT return, third quarter', '160000')], to: 'ASKED' },
  { client: 'Aldous & Finch Architects LLP', title: 'Accounts of the partnership', ago: 75, terms: 30, lines: [line('Accounts of the partnership', '150000')], to: 'ISSUED', paid: { ago: 48, minor: '180000', reference: 'AF ACCOUNTS', method: 'CARD', disputed: 'The holder of the card does not know this charge.' } },
  { client: 'Castellan Property Group', title: 'Year-end accounts, three companies', ago: 70, terms: 30, lines: [line('Year-end accounts of three companies', '200000')], to: 'ISSUED', paid: { ago: 35, minor: '100000', reference: 'PART ONE' }, held: 'The second half comes when their grant is paid out.' },
  { client: 'Quayside Brewing Co', title: 'Duty return', ago: 100, terms: 30, lines: [line('Duty return', '55000')], to: 'ISSUED' },
  { client: 'Polkerris Inns', title: 'Payroll, summer season', ago: 40, terms: 30, lines: [line('Payroll, four months', '30000', { quantity: '4' })], to: 'ISSUED', credited: { ago: 20, minor: '24000', reason: 'The fourth month was handled by the inn itself.' } },
  { client: 'Old Mill Theatre', title: 'Gift Aid claim', ago: 22, terms: 30, lines: [line('Gift Aid claim', '60000')], to: 'VOID', says: 'It was billed with the accounts already.' },
  { client: 'Ostrander Family Trust', title: 'Trust return', ago: 18, terms: 30, currency: 'USD', lines: [line('Trust return', '150000', { untaxed: true })], to: 'ISSUED' },
  { client: 'Elwood Freight Ltd', title: 'Fuel duty review', ago: 4, terms: 30, lines: [line('Fuel duty review', '80000')], to: 'REJECTED', says: 'They agreed to a fixed 650. Please correct the price.' },
  { client: 'Bramble & Co Events', title: 'Books, second quarter', ago: 2, terms: 30, lines: [line('Books, April to June', '40000')], discount: { basisPoints: 1000 }, to: 'ASKED' },
  { client: 'Wren Textiles Ltd', title: 'Stock valuation', ago: 3, terms: 30, lines: [line('Stock valuation', '25000')], to: 'APPROVED' },
  { client: 'Northgate Dental Practice', title: 'Equipment lease advice', ago: 1, terms: 30, lines: [line('Advice on the equipment lease', '45000')], to: 'DRAFT' },
];

/** What goes out while the ledger is connected: the second one names a customer that somebody made inactive there. */
export const throughLedger: readonly StoryInvoice[] = [
  { client: 'Polkerris Inns', title: 'VAT return, third quarter', ago: 0, terms: 30, lines: [line('VAT return', '48000')], to: 'ISSUED' },
  { client: 'Aldous & Finch Architects LLP', title: 'Concept design', ago: 0, terms: 30, lines: [line('Concept design', '400000')], to: 'ISSUED' },
];
/** Whom somebody made inactive in the ledger. */
export const inactiveThere = 'Aldous & Finch Architects LLP';
/** The invoice that somebody wrote over in the ledger, and by how much. */
export const editedThere = { client: 'Quayside Brewing Co', title: 'Duty return', by: 2_500 } as const;

/** A bill of the story. Without words nobody has read it yet. */
export interface StoryBill {
  readonly vendor: string; readonly file: string; readonly ago: number; readonly words?: { readonly number: string; readonly minor: string; readonly title: string; readonly uncoded?: boolean; readonly for?: string; readonly account?: string };
  readonly to: 'RECEIVED' | 'ROUTED' | 'APPROVED' | 'PAID' | 'REJECTED'; readonly says?: string;
}

/** Bills from before the ledger was connected, the oldest first. */
export const bills: readonly StoryBill[] = [
  { vendor: 'Cornish Broadband', file: 'Line rental September.pdf', ago: 50, words: { number: 'CB-1009', minor: '5400', title: 'Line rental', account: 'GB29 NWBK 6016 1331 9268 19' }, to: 'PAID' },
  { vendor: 'Tregenna Catering', file: 'Summer party.pdf', ago: 30, words: { number: '77', minor: '48000', title: 'Summer party' }, to: 'REJECTED', says: 'This was for the partners’ own account.' },
  { vendor: 'Falmouth Print', file: 'Letterheads.pdf', ago: 0, words: { number: 'FP-2291', minor: '31240', title: 'Letterheads and cards' }, to: 'ROUTED' },
  { vendor: 'Companies Registry', file: 'Filing fees.pdf', ago: 8, words: { number: 'CR-88120', minor: '4800', title: 'Filing fees', for: 'Castellan Property Group' }, to: 'APPROVED' },
  { vendor: 'Falmouth Print', file: 'Letterheads, copy.pdf', ago: 0, words: { number: 'FP-2291/2', minor: '31240', title: 'Letterheads and cards' }, to: 'RECEIVED' },
  { vendor: 'Cornish Broadband', file: 'Line rental October.pdf', ago: 2, words: { number: 'CB-1041', minor: '5400', title: 'Line rental', account: 'GB94 BARC 1020 1530 0934 59' }, to: 'RECEIVED' },
  { vendor: 'Harbour Cleaning', file: 'Cleaning.pdf', ago: 1, words: { number: 'HC-310', minor: '18000', title: 'Office cleaning', uncoded: true }, to: 'RECEIVED' },
  { vendor: 'Penryn Software', file: 'Licences.pdf', ago: 0, to: 'RECEIVED' },
  { vendor: 'Truro Office Supplies', file: 'Desks.pdf', ago: 3, words: { number: 'TOS-4471', minor: '138000', title: 'Four desks' }, to: 'ROUTED' },
];

/** A bill that goes to the ledger. */
export const billThroughLedger: StoryBill = { vendor: 'Western Stationers', file: 'Paper.pdf', ago: 0, words: { number: 'WS-0612', minor: '9600', title: 'Paper for the quarter' }, to: 'APPROVED' };
/** Money of a client that somebody wrote into the ledger, and that is read back from there. */
export const paidThere = { client: 'Castellan Property Group', title: 'Year-end accounts, three companies', minor: 60_000, reference: 'CASTELLAN 2' } as const;

/** Billable hours that nobody has billed yet, on the newest work of a client. */
export const unbilledHours: readonly { readonly client: string; readonly who: StaffKey; readonly ago: number; readonly minutes: number; readonly note: string }[] = [
  { client: 'Marlowe Boatyard Ltd', who: 'PR', ago: 5, minutes: 150, note: 'Slipway repair: is it capital' }, { client: 'Marlowe Boatyard Ltd', who: 'IC', ago: 4, minutes: 45, note: 'Call with Marion about the slipway' },
  { client: 'Polkerris Inns', who: 'PR', ago: 3, minutes: 95, note: 'Tips and the tronc' },
];
