const text = (words: string): object => ({ type: 'text', text: words });
const field = (name: string): object => ({ type: 'mergeField', attrs: { name } });
const paragraph = (...content: object[]): object => ({ type: 'paragraph', content });
const heading = (words: string, level = 2): object => ({ type: 'heading', attrs: { level }, content: [text(words)] });
const doc = (...content: object[]): object => ({ type: 'doc', content });

/** Words that stand alike in every contract of the firm. */
export const clauses = [
  { key: 'liability', name: 'Limit of liability', body: doc(heading('Liability', 3), paragraph(text('Our liability under this letter is limited to three times the fees of one year. Nothing here limits what the law does not let us limit.'))) },
  { key: 'data', name: 'Your data', body: doc(heading('Your data', 3), paragraph(text('We keep what you give us for as long as the law asks, and use it for the work of this letter alone.'))) },
] as const;

/** The engagement letter with the published versions of these clauses in it. */
export const engagementLetter = (clauseVersionId: Readonly<Record<string, string>>): object => doc(
  { type: 'heading', attrs: { level: 1 }, content: [field('agreement.title')] }, paragraph(text('Between '), field('firm.name'), text(' and '), field('client.displayName'), text(', on '), field('today'), text('.')),
  heading('What we do for you'), paragraph(text('We do the work below with care, and tell you early when something will be late.')), paragraph(field('lines')), paragraph(text('In all '), field('proposal.total'), text(' with tax.')),
  heading('What we need from you'), { type: 'bulletList', content: ['Your records by the tenth of each month.', 'An answer to our questions within five working days.'].map((words) => ({ type: 'listItem', content: [paragraph(text(words))] })) },
  ...Object.values(clauseVersionId).map((id) => ({ type: 'lockedClause', attrs: { clauseVersionId: id } })),
);

/** The letter in which somebody asked for another limit. */
export const softenedLetter = (clauseVersionId: Readonly<Record<string, string>>): object => {
  const letter = engagementLetter(clauseVersionId) as { content: { type: string; attrs?: { clauseVersionId?: string } }[] };
  const other = [{ type: 'heading', attrs: { level: 3 }, content: [text('Liability')] }, paragraph(text('Our liability under this letter is limited to ten times the fees of one year.'))];
  return { ...letter, content: letter.content.map((node) => (node.attrs?.clauseVersionId === clauseVersionId['liability'] ? { ...node, content: other } : clauses.some(({ key }) => clauseVersionId[key] === node.attrs?.clauseVersionId) ? { ...node, content: (clauses.find(({ key }) => clauseVersionId[key] === node.attrs?.clauseVersionId)?.body as { content: object[] }).content } : node)) };
};

const line = (key: string, title: string, unitPriceMinor: string, more: object = {}): object => ({ key, title, unitPriceMinor, timing: 'RECURRING', period: 'MONTH', taxName: 'VAT', taxBasisPoints: 2000, ...more });
const books = line('books', 'Bookkeeping', '22000');
const vat = line('vat', 'VAT return', '18000', { period: 'QUARTER' });
const accounts = line('accounts', 'Year-end accounts', '145000', { timing: 'DEPOSIT', period: null, depositBasisPoints: 3000 });

/** What the firm offers again and again: good, better and best. */
export const packages = [
  { name: 'Books', description: 'Your books kept, month by month.', currency: 'GBP', lines: [books] },
  { name: 'Books and VAT', description: 'Books, and each quarter’s return filed for you.', currency: 'GBP', lines: [books, vat] },
  { name: 'The whole year', description: 'Books, VAT and the accounts, and a person to call.', currency: 'GBP', lines: [books, vat, accounts, line('calls', 'A call each quarter', '9500', { period: 'QUARTER' })] },
] as const;

/** What can be taken on top of each. */
export const addOns = [line('payroll', 'Payroll, per person', '1250', { minQuantity: 1, maxQuantity: 40, defaultQuantity: 3 }), line('set-up', 'Set-up and a clean start', '35000', { timing: 'ON_ACCEPTANCE', period: null, discount: { basisPoints: 1000 } })];

/** A proposal of the story: with whom it is and what came of it. `then` is done by the client's own person, in the portal. */
export interface StoryProposal {
  client: string; title: string; note?: string; sentAgo?: number; until?: number; discount?: object; softened?: boolean; replaced?: boolean;
  then?: { optionKey: string; addOnKeys?: readonly string[] } | { no: string };
  /** What becomes of its agreement. */
  agreement?: 'DECLINED' | 'SIGNED';
}

export const proposals: readonly StoryProposal[] = [
  { client: 'Penhallow Bakery', title: 'Books and payroll for the bakery', note: 'As we spoke about over the counter.', sentAgo: 12, until: 18, then: { optionKey: 'package-2', addOnKeys: ['payroll'] }, agreement: 'SIGNED' },
  { client: 'Wren Textiles Ltd', title: 'Books and VAT', sentAgo: 9, until: 10, then: { optionKey: 'package-2' }, agreement: 'DECLINED' },
  { client: 'Old Mill Theatre', title: 'Books for the season', sentAgo: 15, until: 5, then: { no: 'The board keeps the books itself this season.' } },
  { client: 'Elwood Freight Ltd', title: 'Books and VAT for the fleet', note: 'The middle one is what we would take in your place.', sentAgo: 4, until: 10, discount: { basisPoints: 500 } },
  { client: 'Bramble & Co Events', title: 'Books for the events', sentAgo: 3, until: 27, replaced: true },
  { client: 'Castellan Property Group', title: 'The group, six companies', softened: true },
];
