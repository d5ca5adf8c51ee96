/** The people, plans and clients of the demo firm. Addresses are all in `.test`, where no mail can arrive. */
export const firm = {
  name: 'Harbour & Vale Advisory', slug: 'harbour-vale', timeZone: 'Europe/London', currency: 'GBP', brandColour: '#0E5A5A',
  owner: { name: 'Ines Calloway', email: 'owner@harbourvale.test', password: 'demo' },
};

export const colleagues = [
  { key: 'TO', name: 'Tom Okafor', email: 'manager@harbourvale.test', role: 'manager' },
  { key: 'PR', name: 'Priya Raman', email: 'staff@harbourvale.test', role: 'staff' },
  { key: 'RA', name: 'Ruth Adeyemi', email: 'finance@harbourvale.test', role: 'finance' },
  { key: 'JW', name: 'Jonas Weil', email: 'jonas@harbourvale.test', role: 'staff' },
] as const;

export type StaffKey = 'IC' | (typeof colleagues)[number]['key'];

/** A client of the story; `since` is how many days ago it was added. */
export interface StoryClient {
  name: string; kind?: 'ORG' | 'PERSON' | 'HOUSEHOLD'; status: string; owner: StaffKey; since: number; currency?: string; zone?: string;
  facts?: { label: string; value: string }[];
  people?: { name: string; email: string; role: string; isPrimary?: boolean; isSignatory?: boolean; isBilling?: boolean; portalAccess?: boolean }[];
}

const main = (name: string, email: string, role = 'Owner') => ({ name, email, role, isPrimary: true, isSignatory: true, isBilling: true });

export const clients: readonly StoryClient[] = [
  { name: 'Aldous & Finch Architects LLP', status: 'ACTIVE', owner: 'IC', since: 900, people: [main('Ned Aldous', 'ned@aldousfinch.test', 'Partner')] },
  { name: 'Bramble & Co Events', status: 'ACTIVE', owner: 'TO', since: 610, people: [main('Kit Bramble', 'kit@bramble.test')] },
  { name: 'Castellan Property Group', status: 'ACTIVE', owner: 'IC', since: 1400, people: [main('Owen Castellan', 'owen@castellan.test', 'Director')] },
  { name: 'Dr Samira Haddad', kind: 'PERSON', status: 'ACTIVE', owner: 'PR', since: 380, people: [main('Samira Haddad', 'samira@haddad.test', 'Client')] },
  { name: 'Elwood Freight Ltd', status: 'ACTIVE', owner: 'TO', since: 720, people: [main('Grace Elwood', 'grace@elwood.test', 'Director')] },
  {
    name: 'Marlowe Boatyard Ltd', status: 'ACTIVE', owner: 'IC', since: 2440, currency: 'GBP', zone: 'Europe/London',
    facts: [{ label: 'Kind', value: 'Limited company, year end 31 Dec' }, { label: 'Place', value: 'Falmouth' }, { label: 'Services', value: 'VAT quarterly, Payroll' }, { label: 'Company no.', value: '09418827' }, { label: 'VAT no.', value: 'GB 214 6650 91' }],
    people: [
      { name: 'Marion Marlowe', email: 'marion@marlowe.test', role: 'Main contact', isPrimary: true, isSignatory: true, isBilling: true, portalAccess: true },
      { name: 'Piers Marlowe', email: 'piers@marlowe.test', role: 'Director', isSignatory: true, portalAccess: true },
      { name: 'Dot Lanyon', email: 'dot@lanyonbooks.test', role: 'Bookkeeper' },
    ],
  },
  { name: 'Marlowe Family Trust', kind: 'HOUSEHOLD', status: 'ACTIVE', owner: 'IC', since: 1200 },
  { name: 'Northgate Dental Practice', status: 'ACTIVE', owner: 'TO', since: 530, people: [main('Asha Northgate', 'asha@northgate.test', 'Practice owner')] },
  { name: 'Old Mill Theatre', status: 'ACTIVE', owner: 'RA', since: 800, people: [{ ...main('Bel Harker', 'bel@oldmill.test', 'Manager'), portalAccess: true }] },
  { name: 'Ostrander Family Trust', kind: 'HOUSEHOLD', status: 'ACTIVE', owner: 'IC', since: 1010, currency: 'USD', zone: 'America/New_York', people: [main('Ruth Ostrander', 'ruth@ostrander.test', 'Trustee')] },
  { name: 'Penhallow Bakery', status: 'ACTIVE', owner: 'JW', since: 450, people: [{ ...main('Jory Penhallow', 'jory@penhallow.test'), portalAccess: true }] },
  { name: 'Polkerris Inns', status: 'ACTIVE', owner: 'IC', since: 660, people: [main('Mick Polkerris', 'mick@polkerris.test', 'Director')] },
  { name: 'Quayside Brewing Co', status: 'ACTIVE', owner: 'PR', since: 340, people: [{ ...main('Hana Quill', 'hana@quayside.test'), portalAccess: true }] },
  { name: 'Rosewarne Stables', status: 'ON_HOLD', owner: 'RA', since: 980, people: [main('Tess Rosewarne', 'tess@rosewarne.test')] },
  { name: 'Takumi Design K.K.', status: 'ACTIVE', owner: 'JW', since: 210, currency: 'JPY', zone: 'Asia/Tokyo', people: [main('Yui Takumi', 'yui@takumi.test', 'Director')] },
  { name: 'Thistledown Nursery', status: 'ACTIVE', owner: 'JW', since: 290, people: [{ ...main('Fern Tiddy', 'fern@thistledown.test'), portalAccess: true }] },
  { name: 'Wren Textiles Ltd', status: 'ACTIVE', owner: 'PR', since: 505, people: [{ ...main('Lou Wren', 'lou@wren.test', 'Director'), portalAccess: true }] },
];

/** A first conversation that a visitor booked on the public page. Days and times are the meeting's; `bookedAgo` is when the booking came. */
export interface StoryBooking {
  name: string; email: string; phone?: string; organisation: string; day: number; time: string; bookedAgo: number; worry: string; type?: 'intro' | 'payroll';
  then?: 'COMPLETED' | 'NO_SHOW' | 'CANCELLED';
}

export const bookings: readonly StoryBooking[] = [
  { name: 'Ada Kestrel', email: 'ada@kestrel.test', phone: '+441326555019', organisation: 'Kestrel Robotics Ltd', day: -6, time: '10:00', bookedAgo: 9, worry: 'We hire our first four people in January.', then: 'COMPLETED' },
  { name: 'Juno Lane', email: 'juno@juniperlane.test', organisation: 'Juniper Lane Studio', day: -2, time: '11:30', bookedAgo: 5, worry: 'Three years of receipts in a drawer.', then: 'COMPLETED' },
  { name: 'Col Trewin', email: 'col@trewin.test', organisation: 'Trewin & Daughters', day: -1, time: '15:30', bookedAgo: 4, worry: 'Whether to become a company.', then: 'NO_SHOW' },
  { name: 'Wil Carrick', email: 'wil@carrick.test', organisation: 'Carrick Sailmakers', day: 3, time: '09:30', bookedAgo: 3, worry: 'The lease of the sail loft.', then: 'CANCELLED' },
  { name: 'Morwenna Tregothnan', email: 'morwenna@tregothnan.test', phone: '+441872555004', organisation: 'Tregothnan Joinery', day: 1, time: '10:00', bookedAgo: 0, worry: 'Bookkeeping and VAT take my Sundays.' },
  { name: 'Sefa Lanyon', email: 'sefa@lanyonceramics.test', organisation: 'Lanyon Ceramics', day: 4, time: '13:30', bookedAgo: 1, worry: 'Payroll for two potters.', type: 'payroll' },
];

/** Meetings with clients who have long been here; booked by their owner. */
export const meetings = [
  { client: 'Penhallow Bakery', day: 0, time: '14:30', type: 'review' },
  { client: 'Polkerris Inns', day: 0, time: '16:00', type: 'review' },
  { client: 'Marlowe Boatyard Ltd', day: 5, time: '14:30', type: 'review' },
  { client: 'Castellan Property Group', day: 2, time: '11:00', type: 'review' },
] as const;

export const folderPlan = [
  { path: 'Year-end {year}', visibility: 'CLIENT_VIEW' }, { path: 'VAT {year}', visibility: 'CLIENT_VIEW' }, { path: 'Payroll {year}', visibility: 'CLIENT_VIEW' },
  { path: 'From you', visibility: 'CLIENT_EDIT' }, { path: 'Agreements', visibility: 'CLIENT_VIEW' }, { path: 'Internal', visibility: 'PRIVATE' },
];

const section = (key: string, title: string) => ({ key, title });
const task = (key: string, inSection: string, title: string, more: object = {}) => ({ key, section: inSection, title, role: 'PREPARER', ...more });

export const onboardingPlan = {
  namePattern: '{client}: getting started', clientTitle: 'Getting you started',
  sections: [section('know', 'Get to know them'), section('set', 'Set up'), section('go', 'Begin')],
  tasks: [
    task('notes', 'know', 'Write up the first conversation', { role: 'OWNER', dueAfterDays: 1 }),
    task('identity', 'know', 'Check identity and company register', { dueAfterDays: 3, dependsOn: ['notes'] }),
    task('proof', 'know', 'Send proof of address', { role: 'CLIENT', kind: 'CLIENT', clientTitle: 'Send us a proof of address', clientVisible: true, dueAfterDays: 5 }),
    task('books', 'set', 'Open the books', { dueAfterDays: 6, dependsOn: ['identity'] }),
    task('feeds', 'set', 'Connect the bank', { role: 'CLIENT', kind: 'CLIENT', clientTitle: 'Connect your bank', clientVisible: true, dueAfterDays: 8, dependsOn: ['books'] }),
    task('review', 'go', 'Review the set-up', { role: 'REVIEWER', kind: 'REVIEW', dueAfterDays: 10, dependsOn: ['books', 'feeds'] }),
    task('hello', 'go', 'Call to say that all is ready', { role: 'OWNER', dueAfterDays: 11, dependsOn: ['review'] }),
  ],
  milestones: [{ key: 'ready', title: 'Set-up finished', dueAfterDays: 11, billing: 'FIXED', amount: { minor: '45000', currency: 'GBP' } }],
};

export const payrollPlan = {
  namePattern: 'Payroll for {client}', clientTitle: 'Your payroll',
  sections: [section('scheme', 'Scheme'), section('people', 'People')],
  tasks: [
    task('register', 'scheme', 'Register the scheme', { dueAfterDays: 2 }), task('pension', 'scheme', 'Choose a pension', { role: 'CLIENT', kind: 'CLIENT', clientTitle: 'Choose a pension', clientVisible: true, dueAfterDays: 8 }),
    task('starters', 'people', 'Enter the starters', { dueAfterDays: 6, dependsOn: ['register'] }), task('trial', 'people', 'Trial run', { dueAfterDays: 10, dependsOn: ['starters', 'pension'] }),
  ],
  milestones: [],
};

export const questions = [
  { key: 'business', question: 'What is your business called?', kind: 'TEXT', required: true },
  { key: 'worry', question: 'What worries you most?', kind: 'TEXT', required: false },
];

/** The neighbour that must never be seen: the same names and addresses, on purpose. */
export const neighbour = {
  name: 'Fen & Co', slug: 'fen-co', timeZone: 'Europe/London', currency: 'GBP', brandColour: '#5A3A0E',
  owner: { name: 'Ines Calloway', email: 'owner@fenco.test', password: 'demo' },
};
export const neighbourClients = ['Marlowe Boatyard Ltd', 'Penhallow Bakery', 'Fenland Eel Traders'];
