import { newId } from '@firmament/events';
import type { Asking, Voice } from './ask.js';
import { ClientPerson, type Stage } from './client-person.js';
import { addOns, clauses, engagementLetter, packages, proposals, softenedLetter, type StoryProposal } from './harbour-vale-agreements.js';
import type { PortalDoor } from './portal-guest.js';
import type { Practice } from './practice.js';
import type { StoryCalendar } from './story-calendar.js';

/** The story's papers as they lie in the house. */
interface Papers { readonly clauseVersions: Readonly<Record<string, string>>; readonly templateVersionId: string }
interface Telling extends Stage { readonly calendar: StoryCalendar; readonly papers: Papers }

const act = (name: string, input: string): string => `mutation($input: ${input}!) { ${name}(input: $input) { id } }`;

const at = ({ calendar, practice }: Pick<Telling, 'calendar' | 'practice'>, daysAgo: number, time = '10:15'): Voice => ({ ...practice.owner, at: new Date(Math.min(calendar.instant(calendar.date(-daysAgo), time).getTime(), Date.now())), correlation: newId('cor') });

async function done(asking: Asking, voice: Voice, name: string, input: object, type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`): Promise<string> {
  return (await asking.ask<Record<string, { id: string }>>(act(name, type), { input }, voice))[name]?.id ?? '';
}

/** What was offered and agreed: packages, letters, and proposals in all states. What somebody accepts goes out for signing by itself. */
export async function tellLetters(asking: Asking, calendar: StoryCalendar, practice: Practice, door: PortalDoor): Promise<void> {
  const papers = await layPapers(asking, at({ calendar, practice }, 200));
  const telling: Telling = { asking, calendar, practice, papers, door };
  await Promise.all(proposals.map((one) => tellProposal(telling, one)));
}

async function layPapers(asking: Asking, voice: Voice): Promise<Papers> {
  const clauseVersions: Record<string, string> = {};
  for (const { key, name, body } of clauses) {
    const clauseId = await done(asking, voice, 'createClause', { name, body });
    clauseVersions[key] = await done(asking, voice, 'publishClause', { clauseId }, 'ClauseIdInput');
  }
  for (const one of packages) await done(asking, voice, 'createServicePackage', one, 'ServicePackageInput');
  const templateId = await done(asking, voice, 'createContractTemplate', { name: 'Engagement letter', words: { body: engagementLetter(clauseVersions), termMonths: 12, renewalNoticeDays: 60 } });
  return { clauseVersions, templateVersionId: await done(asking, voice, 'publishContractTemplate', { templateId }, 'ContractTemplateIdInput') };
}

async function tellProposal(telling: Telling, story: StoryProposal): Promise<void> {
  const { asking, calendar, practice, papers } = telling;
  const client = practice.clients.get(story.client);
  if (!client) return;
  const voice = at(telling, story.sentAgo ?? 1);
  const options = packages.map(({ name, description, lines }, n) => ({ key: `package-${n + 1}`, name, description, recommended: n === 1, lines }));
  const input = {
    clientId: client.id, title: story.title, note: story.note ?? null, currency: 'GBP', options, addOns, discount: story.discount ?? null, templateVersionId: papers.templateVersionId,
    contractBody: story.softened ? softenedLetter(papers.clauseVersions) : null, expiresOn: story.until ? calendar.date(story.until) : null,
  };
  const proposalId = await done(asking, voice, 'createProposal', input);
  if (story.softened) return;
  await done(asking, voice, 'sendProposal', { proposalId }, 'ProposalIdInput');
  if (story.replaced) {
    const newer = at(telling, 1);
    await done(asking, newer, 'sendProposal', { proposalId: await done(asking, newer, 'createProposal', { ...input, discount: { amountMinor: '5000' }, replacesId: proposalId }) }, 'ProposalIdInput');
  }
  await answered(telling, story, proposalId);
}

/** The client's own person answers, and what is agreed goes on from there. */
async function answered(telling: Telling, story: StoryProposal, proposalId: string): Promise<void> {
  if (!story.then) return;
  const person = await ClientPerson.invite(telling, story.client);
  await person.guest.ask(act('viewProposal', 'ProposalIdInput'), { input: { proposalId } });
  if ('no' in story.then) {
    await person.guest.ask(act('rejectProposal', 'RejectProposalInput'), { input: { proposalId, reason: story.then.no } });
    return;
  }
  await person.guest.ask(act('acceptProposal', 'ProposalChoiceInput'), { input: { proposalId, selection: { optionKey: story.then.optionKey, addOnKeys: story.then.addOnKeys ?? [] } } });
  if (story.agreement) await person.answer(await person.packetToSign(), story.agreement === 'DECLINED' ? 'The fee for VAT is not what we spoke about.' : undefined);
}
