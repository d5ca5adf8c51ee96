import { Asking, until, type Voice } from './ask.js';
import { clients, colleagues, firm, folderPlan, neighbour, neighbourClients, onboardingPlan, payrollPlan, questions, type StaffKey, type StoryClient } from './harbour-vale.js';
import type { StoryCalendar } from './story-calendar.js';

/** The opened demo firm: ids by the names that the story uses. */
export interface Practice {
  firmId: string;
  owner: Voice;
  people: Readonly<Record<StaffKey, string>>;
  types: Readonly<Record<'intro' | 'review' | 'payroll' | 'oldPlan', string>>;
  clients: ReadonlyMap<string, { id: string; contactId: string | null; owner: StaffKey; person: { name: string; email: string } | null }>;
  /** The folders of a new client. */
  folderTemplateId: string;
  /** The folder template that the story deletes although something still needs it. */
  oldFolderTemplateId: string;
}

/** Opens the firm as it stood before the story's bookings came. */
export async function openPractice(asking: Asking, calendar: StoryCalendar): Promise<Practice> {
  const { firmId, people, owner } = await openFirm(asking, calendar);
  // The recipes come with the news of the firm; a booking before them would start nothing.
  await until(async () => (await asking.ask<{ workflows: { totalCount: number } }>('{ workflows(first: 1) { totalCount } }', {}, owner)).workflows.totalCount >= 4, 'the four recipes to be published');
  const folders = await createFolderTemplate(asking, owner, 'New client', folderPlan);
  const oldFolders = await createFolderTemplate(asking, owner, 'Payroll, old layout', folderPlan.slice(0, 2));
  const { versionId: onboarding } = await createProjectTemplate(asking, owner, { name: 'Onboarding', projectType: 'Onboarding', plan: onboardingPlan });
  const { versionId: payroll } = await createProjectTemplate(asking, owner, { name: 'Payroll set-up', projectType: 'Payroll', plan: payrollPlan });
  await keepHours(asking, owner, Object.values(people), calendar);
  const types = {
    intro: await createType(asking, owner, { name: 'A first conversation', minutes: 30, place: 'Video call, or Falmouth office', priceNote: 'Free, nothing to prepare', questions, consentText: 'I agree that the firm keeps what I write here to prepare our conversation.', clientKind: 'ORG', folderTemplateId: folders, projectTemplateVersionId: onboarding, hosts: [{ userId: people.IC, title: 'Partner' }] }),
    review: await createType(asking, owner, { name: 'Second review', minutes: 45, place: 'Video call', clientKind: 'ORG', hosts: [{ userId: people.IC, title: 'Partner' }] }),
    payroll: await createType(asking, owner, { name: 'Payroll handover', minutes: 30, place: 'Video call', questions, clientKind: 'ORG', folderTemplateId: folders, projectTemplateVersionId: payroll, hosts: [{ userId: people.PR, title: 'Payroll' }] }),
    oldPlan: await createType(asking, owner, { name: 'Bookkeeping health check', minutes: 30, place: 'Video call', clientKind: 'ORG', folderTemplateId: oldFolders, projectTemplateVersionId: onboarding, hosts: [{ userId: people.TO, title: 'Manager' }] }),
  };
  await openPages(asking, owner, types);
  const made = new Map<string, { id: string; contactId: string | null; owner: StaffKey; person: { name: string; email: string } | null }>();
  for (const client of clients) made.set(client.name, await addClient(asking, calendar, owner, people, client));
  return { firmId, owner, people, types, clients: made, folderTemplateId: folders, oldFolderTemplateId: oldFolders };
}

async function openFirm(asking: Asking, calendar: StoryCalendar): Promise<{ firmId: string; people: Record<StaffKey, string>; owner: Voice }> {
  const at = calendar.instant(calendar.date(-2500), '09:00');
  const { registerFirm } = await asking.ask<{ registerFirm: { id: string } }>('mutation($input: RegisterFirmInput!) { registerFirm(input: $input) { id } }', { input: firm }, { at });
  const firmId = registerFirm.id;
  // From here on everything is done in the owner's name.
  const ownerId = await asking.whoSignsIn(firm.owner.email, firm.owner.password, firm.slug);
  const owner: Voice = { firm: firmId, as: ownerId };
  const people: Record<StaffKey, string> = { IC: ownerId, TO: '', PR: '', RA: '', JW: '' };
  for (const person of colleagues) {
    const input = { name: person.name, email: person.email, password: 'demo', roleKeys: [person.role] };
    const { addUser } = await asking.ask<{ addUser: { id: string } }>('mutation($input: AddUserInput!) { addUser(input: $input) { id } }', { input }, { ...owner, at });
    people[person.key] = addUser.id;
  }
  return { firmId, people, owner };
}

async function createFolderTemplate(asking: Asking, owner: Voice, name: string, folders: unknown): Promise<string> {
  const { createFolderTemplate: made } = await asking.ask<{ createFolderTemplate: { id: string } }>('mutation($input: CreateFolderTemplateInput!) { createFolderTemplate(input: $input) { id } }', { input: { name, folders } }, owner);
  return made.id;
}

/** Makes a sort of work and publishes its plan. */
export async function createProjectTemplate(asking: Asking, owner: Voice, input: { name: string; projectType: string; plan: unknown }): Promise<{ templateId: string; versionId: string }> {
  const { createProjectTemplate: made } = await asking.ask<{ createProjectTemplate: { id: string } }>('mutation($input: CreateProjectTemplateInput!) { createProjectTemplate(input: $input) { id } }', { input }, owner);
  const { publishProjectTemplateVersion: version } = await asking.ask<{ publishProjectTemplateVersion: { id: string } }>(
    'mutation($input: PublishProjectTemplateVersionInput!) { publishProjectTemplateVersion(input: $input) { id } }', { input: { templateId: made.id } }, owner);
  return { templateId: made.id, versionId: version.id };
}

async function keepHours(asking: Asking, owner: Voice, people: readonly string[], calendar: StoryCalendar): Promise<void> {
  const day = (weekday: number) => ({ weekday, from: '09:00', to: '17:30', breaks: [{ from: '12:30', to: '13:00' }] });
  // Today's agenda is there to be looked at, even on a weekend.
  const exceptions = [{ date: calendar.date(0), ranges: [{ from: '09:00', to: '17:30' }] }];
  for (const hostUserId of people) {
    await asking.ask('mutation($input: SetAvailabilityInput!) { setAvailability(input: $input) { id } }', { input: { hostUserId, zone: firm.timeZone, weekly: [1, 2, 3, 4, 5].map(day), exceptions } }, owner);
  }
}

async function createType(asking: Asking, owner: Voice, input: Record<string, unknown>): Promise<string> {
  const { createAppointmentType: made } = await asking.ask<{ createAppointmentType: { id: string } }>('mutation($input: CreateAppointmentTypeInput!) { createAppointmentType(input: $input) { id } }', { input: { noticeMinutes: 120, ...input } }, owner);
  return made.id;
}

async function openPages(asking: Asking, owner: Voice, types: Practice['types']): Promise<void> {
  const next = ['You get a confirmation with a link to move or cancel.', 'Two short questions, so that we are prepared.', 'After the call, a written quote within two days.'];
  const pages = [
    { slug: 'intro', title: 'A first conversation', promise: 'Tell us about your business and what worries you. You leave with a plan and a price.', next, typeIds: [types.intro] },
    { slug: 'payroll', title: 'Payroll handover', promise: 'We take over your payroll. Bring last month’s figures.', next: next.slice(0, 1), typeIds: [types.payroll] },
    { slug: 'health-check', title: 'Bookkeeping health check', promise: 'Half an hour on how your books stand.', next: next.slice(0, 1), typeIds: [types.oldPlan] },
    { slug: 'verified', title: 'A first conversation, address confirmed', promise: 'The same, with a code sent to your address first.', next, verification: 'EMAIL_CODE', typeIds: [types.intro] },
  ];
  for (const input of pages) await asking.ask('mutation($input: CreateBookingPageInput!) { createBookingPage(input: $input) { id } }', { input }, owner);
}

async function addClient(asking: Asking, calendar: StoryCalendar, owner: Voice, people: Readonly<Record<StaffKey, string>>, client: StoryClient) {
  const voice = { ...owner, at: calendar.instant(calendar.date(-client.since), '10:00') };
  const input = { displayName: client.name, kind: client.kind ?? 'ORG', status: client.status, ownerUserId: people[client.owner], currency: client.currency ?? 'GBP', timeZone: client.zone ?? firm.timeZone, facts: client.facts ?? [] };
  const { createClient } = await asking.ask<{ createClient: { id: string } }>('mutation($input: CreateClientInput!) { createClient(input: $input) { id } }', { input }, voice);
  let contactId: string | null = null;
  for (const person of client.people ?? []) {
    const { addContact } = await asking.ask<{ addContact: { contact: { id: string } } }>('mutation($input: AddContactInput!) { addContact(input: $input) { contact { id } } }', { input: { clientId: createClient.id, ...person } }, voice);
    contactId ??= addContact.contact.id;
  }
  const [first] = client.people ?? [];
  return { id: createClient.id, contactId, owner: client.owner, person: first ? { name: first.name, email: first.email } : null };
}

/** Opens the firm next door, with names and addresses that collide on purpose. */
export async function openNeighbour(asking: Asking): Promise<void> {
  const { registerFirm } = await asking.ask<{ registerFirm: { id: string } }>('mutation($input: RegisterFirmInput!) { registerFirm(input: $input) { id } }', { input: neighbour });
  const owner: Voice = { firm: registerFirm.id, as: await asking.whoSignsIn(neighbour.owner.email, neighbour.owner.password, neighbour.slug) };
  for (const displayName of neighbourClients) {
    const { createClient } = await asking.ask<{ createClient: { id: string } }>('mutation($input: CreateClientInput!) { createClient(input: $input) { id } }', { input: { displayName, kind: 'ORG', status: 'ACTIVE' } }, owner);
    if (displayName === neighbourClients[0]) {
      await asking.ask('mutation($input: AddContactInput!) { addContact(input: $input) { id } }', { input: { clientId: createClient.id, name: 'Marion Marlowe', email: 'marion@marlowe.test', role: 'Owner', isPrimary: true } }, owner);
    }
  }
}
