import { newId } from '@firmament/events';
import { until, type Asking, type Voice } from './ask.js';
import { ClientPerson, type Stage } from './client-person.js';
import type { PortalDoor } from './portal-guest.js';
import { createProjectTemplate, type Practice } from './practice.js';
import type { StoryCalendar } from './story-calendar.js';

const text = (words: string): object => ({ type: 'text', text: words });
const field = (name: string): object => ({ type: 'mergeField', attrs: { name } });
const letter = { type: 'doc', content: [
  { type: 'heading', attrs: { level: 1 }, content: [text('Books and accounts')] }, { type: 'paragraph', content: [text('Between '), field('firm.name'), text(' and '), field('client.displayName'), text('.')] },
  { type: 'heading', attrs: { level: 2 }, content: [text('What we do')] }, { type: 'paragraph', content: [field('lines')] },
  { type: 'heading', attrs: { level: 2 }, content: [text('From when')] }, { type: 'paragraph', content: [text('It holds from the day on which both of us have signed, for twelve months.')] },
] };
const duties = [
  { key: 'authority', title: 'Tell the tax office that we act for them', party: 'FIRM', afterDays: 7 }, { key: 'records', title: 'Send the records of the quarter', party: 'CLIENT', afterDays: 14, everyMonths: 3 },
  { key: 'accounts', title: 'File the year-end accounts', party: 'FIRM', afterDays: 270, everyMonths: 12 },
];
const line = (key: string, title: string, unitPriceMinor: string, more: object): object => ({ key, title, unitPriceMinor, taxName: 'VAT', taxBasisPoints: 2000, ...more });
const offer = (title: string): object => ({
  title, currency: 'GBP', options: [{ key: 'books', name: 'Books and accounts', lines: [line('setup', 'Setting up the books', '60000', { timing: 'DEPOSIT', depositBasisPoints: 5000 }), line('books', 'Monthly books', '18000', { timing: 'RECURRING', period: 'MONTH' })] }],
});
const plan = {
  namePattern: '{client}: setting up the books', clientTitle: 'Setting up your books', sections: [{ key: 'take', title: 'Take over' }, { key: 'run', title: 'First month' }],
  tasks: [
    { key: 'import', section: 'take', title: 'Take over the old books', role: 'OWNER', dueAfterDays: 3 }, { key: 'bank', section: 'take', title: 'Connect the bank', role: 'CLIENT', kind: 'CLIENT', clientTitle: 'Connect your bank', clientVisible: true, dueAfterDays: 5 },
    { key: 'first', section: 'run', title: 'Close the first month', role: 'OWNER', dueAfterDays: 20, dependsOn: ['import'] },
  ],
  milestones: [{ key: 'ready', title: 'Books are ready', dueAfterDays: 10 }],
};

const does = (act: string, input: string, answer = '{ id }'): string => `mutation($input: ${input}!) { ${act}(input: $input) ${answer} }`;
interface Told extends Stage { readonly templateVersionId: string; readonly projectVersionId: string }

/** A client takes an offer: their contract goes out for signing by itself. Answers what they have to sign. */
async function acceptedBy(told: Told, voice: Voice, name: string): Promise<{ person: ClientPerson; packetId: string; projectId: string }> {
  const { asking, practice, templateVersionId, projectVersionId } = told;
  const person = await ClientPerson.invite(told, name);
  const { client } = person;
  const { createProjectFromTemplate: laid } = await asking.ask<{ createProjectFromTemplate: { project: { id: string } } }>(does('createProjectFromTemplate', 'CreateProjectFromTemplateInput', '{ project { id } }'), {
    input: { clientId: client.id, clientName: name, templateVersionId: projectVersionId, ownerUserId: practice.people[client.owner] } }, voice);
  const { createProposal: proposal } = await asking.ask<{ createProposal: { id: string } }>(does('createProposal', 'CreateProposalInput'), { input: { clientId: client.id, projectId: laid.project.id, templateVersionId, ...offer('Books and accounts') } }, voice);
  await asking.ask(does('sendProposal', 'ProposalIdInput'), { input: { proposalId: proposal.id } }, voice);
  await until(async () => person.guest.ask(does('acceptProposal', 'ProposalChoiceInput'), { input: { proposalId: proposal.id, selection: { optionKey: 'books' } } }).catch(() => null), `${name} to accept`);
  return { person, packetId: await person.packetToSign(), projectId: laid.project.id };
}

/** One agreement that was signed today, with its work begun and its bills laid out, and one that waits for its signature. */
export async function tellAgreements(asking: Asking, calendar: StoryCalendar, practice: Practice, door: PortalDoor): Promise<void> {
  const voice: Voice = { ...practice.owner, at: calendar.instant(calendar.date(-2), '15:10'), correlation: newId('cor') };
  const { createContractTemplate: template } = await asking.ask<{ createContractTemplate: { id: string } }>(does('createContractTemplate', 'CreateContractTemplateInput'), { input: { name: 'Books and accounts, twelve months', words: { body: letter, termMonths: 12, renewalNoticeDays: 60, obligations: duties } } }, voice);
  const { publishContractTemplate: version } = await asking.ask<{ publishContractTemplate: { id: string } }>(does('publishContractTemplate', 'ContractTemplateIdInput'), { input: { templateId: template.id } }, voice);
  const { versionId } = await createProjectTemplate(asking, practice.owner, { name: 'Setting up the books', projectType: 'Set-up', plan });
  const told: Told = { asking, practice, door, templateVersionId: version.id, projectVersionId: versionId };
  await acceptedBy(told, voice, 'Quayside Brewing Co');
  const { person, packetId, projectId } = await acceptedBy(told, { ...voice, correlation: newId('cor') }, 'Thistledown Nursery');
  await person.answer(packetId);
  await until(async () => {
    const { project } = await asking.ask<{ project: { status: string; billing: string } }>('query($id: ID!) { project(id: $id) { status billing } }', { id: projectId }, practice.owner);
    return project.status === 'ACTIVE' && project.billing === 'PLANNED';
  }, 'the work of Thistledown Nursery to begin');
}
