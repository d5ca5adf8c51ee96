import { newId } from '@firmament/events';
import { until, type Asking, type Voice } from './ask.js';
import type { Practice } from './practice.js';
import type { StoryCalendar } from './story-calendar.js';

const words = (text: string): object => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const heading = (text: string, level = 2): object => ({ type: 'heading', attrs: { level }, content: [{ type: 'text', text }] });
const fields = (...parts: string[]): object => ({ type: 'paragraph', content: parts.map((part) => (part.startsWith('{') ? { type: 'mergeField', attrs: { name: part.slice(1, -1) } } : { type: 'text', text: part })) });

const letter = { type: 'doc', content: [
  heading('Accounts and VAT', 1), fields('Between ', '{firm.name}', ' and ', '{client.displayName}', '.'), heading('What we do'), fields('{lines}'),
  heading('What we need from you'), words('You send us your records by the tenth of the month after. What comes later, we file later.'), heading('How it ends'), words('Either of us can end this with a notice of three months.'),
] };

const line = (key: string, title: string, unitPriceMinor: string | null, more: object = {}): object => ({ key, title, unitPriceMinor, taxName: 'VAT', taxBasisPoints: 2000, timing: 'ON_COMPLETION', ...more });
const accounts = line('accounts', 'Year-end accounts', '120000', { timing: 'DEPOSIT', depositBasisPoints: 3000, description: 'For the company and the tax office.' });
const returns = line('vat', 'VAT returns', '9500', { timing: 'RECURRING', period: 'MONTH' });
const offer = {
  title: 'Accounts and VAT for the coming year', note: 'Marion, this is what we spoke about. The middle one is what we would take.', currency: 'GBP',
  options: [
    { key: 'good', name: 'Accounts', description: 'What the law asks for.', lines: [accounts] }, { key: 'better', name: 'Accounts and VAT', description: 'And the quarters off your hands.', recommended: true, lines: [accounts, returns] },
    { key: 'best', name: 'All of it', description: 'We also look ahead with you.', lines: [accounts, returns, line('reviews', 'Review meetings in a year', '18000', { minQuantity: 1, maxQuantity: 4, defaultQuantity: 2 })] },
  ],
  addOns: [line('payroll', 'Payroll', '1200', { timing: 'RECURRING', period: 'MONTH', description: 'For each person, each month.', maxQuantity: 20 }), line('grant', 'Advice on the slipway grant', null, { timing: 'TO_BE_CONFIRMED', taxName: null, taxBasisPoints: 0 })],
};

/** What Marion was offered yesterday, and has not answered yet. */
export async function tellOffers(asking: Asking, calendar: StoryCalendar, { owner, clients }: Practice): Promise<void> {
  const client = clients.get('Marlowe Boatyard Ltd');
  if (!client) throw new Error('The story has no boatyard.');
  const voice: Voice = { ...owner, at: calendar.instant(calendar.date(-1), '16:20'), correlation: newId('cor') };
  // The mail goes to whoever can come into the portal: the invitation must have been heard of.
  await until(async () => (await asking.ask<{ messages: { nodes: { kind: string }[] } }>('query($id: ID!) { messages(first: 20, clientId: $id) { nodes { kind } } }', { id: client.id }, owner)).messages.nodes.some(({ kind }) => kind === 'portal.invitation'), 'the invitation of Marion to be written');
  const { createContractTemplate: template } = await asking.ask<{ createContractTemplate: { id: string } }>('mutation($input: CreateContractTemplateInput!) { createContractTemplate(input: $input) { id } }', { input: { name: 'Accounts and VAT, letter to boatyards', words: { body: letter, termMonths: 12, renewalNoticeDays: 60 } } }, voice);
  const { publishContractTemplate: version } = await asking.ask<{ publishContractTemplate: { id: string } }>('mutation($input: ContractTemplateIdInput!) { publishContractTemplate(input: $input) { id } }', { input: { templateId: template.id } }, voice);
  const input = { ...offer, clientId: client.id, templateVersionId: version.id, expiresOn: calendar.date(16) };
  const { createProposal: proposal } = await asking.ask<{ createProposal: { id: string } }>('mutation($input: CreateProposalInput!) { createProposal(input: $input) { id } }', { input }, voice);
  await asking.ask('mutation($input: ProposalIdInput!) { sendProposal(input: $input) { id } }', { input: { proposalId: proposal.id } }, voice);
}
