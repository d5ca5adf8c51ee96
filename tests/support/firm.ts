import { eventually } from '@firmament/kit/testing';
import { platform, signIn, visitor, type Somebody } from './actors.js';
import { budgetMs, look } from './house.js';
import { idToUuid } from '@firmament/events';

/** A fresh firm in which flow 1 can run. */
export interface Firm {
  readonly id: string;
  readonly uuid: string;
  readonly slug: string;
  readonly name: string;
  /** Its owner and only host, signed in. */
  readonly owner: Somebody;
  readonly ownerId: string;
  readonly ownerEmail: string;
  readonly folderTemplateId: string;
  readonly projectTemplateVersionId: string;
  readonly typeId: string;
  /** Slugs of its pages: one that believes every visitor, one that sends a code first. */
  readonly page: string;
  readonly verifiedPage: string;
}

/** The folders of a new client, with tokens that have to be filled. */
export const folderPlan = [
  { path: 'Year-end {year}', visibility: 'CLIENT_VIEW' }, { path: 'From you', visibility: 'CLIENT_EDIT' },
  { path: 'From you/{client}', visibility: 'CLIENT_EDIT' }, { path: 'Internal', visibility: 'PRIVATE' },
];

/** The work of a new client: a role for the host, one for the client, one that nobody holds yet. */
export const projectPlan = {
  namePattern: '{client}: getting started', clientTitle: 'Getting you started',
  sections: [{ key: 'know', title: 'Get to know them' }, { key: 'set', title: 'Set up' }],
  tasks: [
    { key: 'notes', section: 'know', title: 'Write up the conversation', role: 'OWNER', dueAfterDays: 1 },
    { key: 'proof', section: 'know', title: 'Send proof of address', role: 'CLIENT', kind: 'CLIENT', clientTitle: 'Send us a proof of address', clientVisible: true, dueAfterDays: 5 },
    { key: 'books', section: 'set', title: 'Open the books', role: 'REVIEWER', dueAfterDays: 6, dependsOn: ['notes'] },
  ],
  milestones: [{ key: 'ready', title: 'Set-up finished', dueAfterDays: 11 }],
};

/** What a firm may be opened with besides its defaults. */
export interface FirmPlan {
  questions?: readonly object[];
  noticeMinutes?: number;
  /** How the work of a new client is laid out. */
  projectPlan?: object;
}

let opened = 0;

/** Registers a firm through the platform and furnishes it as its owner would, in the staff app. */
export async function openFirm(plan: FirmPlan = {}): Promise<Firm> {
  const word = `j${Date.now().toString(36)}${(opened += 1)}`;
  const name = `Firm ${word}`;
  const ownerEmail = `owner@${word}.test`;
  const { id } = await platform.do('registerFirm', { name, slug: word, timeZone: 'Europe/London', currency: 'GBP', owner: { name: 'Olive Owner', email: ownerEmail, password: 'a long demo password' } });
  const owner = await signIn(ownerEmail, 'a long demo password', word);
  const { me } = await owner.ask<{ me: { user: { id: string } } }>('{ me { user { id } } }');
  const furnished = await furnish(owner, me.user.id, plan);
  await recipesPublished(owner);
  return { id, uuid: idToUuid(id), slug: word, name, owner, ownerId: me.user.id, ownerEmail, ...furnished, page: 'intro', verifiedPage: 'verified' };
}

async function furnish(owner: Somebody, hostUserId: string, plan: FirmPlan): Promise<Pick<Firm, 'folderTemplateId' | 'projectTemplateVersionId' | 'typeId'>> {
  const folders = await owner.do('createFolderTemplate', { name: 'New client', folders: folderPlan });
  const template = await owner.do('createProjectTemplate', { name: 'Onboarding', projectType: 'Onboarding', plan: plan.projectPlan ?? projectPlan });
  const version = await owner.do('publishProjectTemplateVersion', { templateId: template.id });
  const weekly = [0, 1, 2, 3, 4, 5, 6].map((day) => ({ weekday: day === 0 ? 7 : day, from: '08:00', to: '20:00' }));
  // The calendar hears of its hosts by an event, so the first try may come too early.
  await eventually(() => owner.do('setAvailability', { hostUserId, zone: 'Europe/London', weekly }), 'the calendar knows its host', { timeoutMs: budgetMs });
  const type = await owner.do('createAppointmentType', {
    name: 'A first conversation', minutes: 30, place: 'Video call', noticeMinutes: plan.noticeMinutes ?? 0, clientKind: 'PERSON', horizonDays: 60,
    questions: plan.questions ?? [{ key: 'worry', question: 'What worries you most?', kind: 'TEXT', required: false }],
    folderTemplateId: folders.id, projectTemplateVersionId: version.id, hosts: [{ userId: hostUserId, title: 'Partner' }],
  });
  const page = { title: 'A first conversation', promise: 'Half an hour, free.', typeIds: [type.id] };
  await owner.do('createBookingPage', { ...page, slug: 'intro' });
  await owner.do('createBookingPage', { ...page, slug: 'verified', verification: 'EMAIL_CODE' });
  return { folderTemplateId: folders.id, projectTemplateVersionId: version.id, typeId: type.id };
}

async function recipesPublished(owner: Somebody): Promise<void> {
  await eventually(async () => {
    const { workflows } = await owner.ask<{ workflows: { totalCount: number } }>('{ workflows(first: 1) { totalCount } }');
    return workflows.totalCount >= 4;
  }, 'the firm has its recipes', { timeoutMs: budgetMs });
}

/** A free time of a firm's page. */
export interface Slot {
  start: string;
  end: string;
}

/** The free times of a page in the coming two weeks. */
export async function freeSlots(firm: Firm, page = firm.page): Promise<Slot[]> {
  const day = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
  const { availableSlots } = await visitor.ask<{ availableSlots: Slot[] }>(
    'query($firm: String!, $page: String!, $from: Date!, $to: Date!) { availableSlots(firm: $firm, page: $page, from: $from, to: $to, zone: "Europe/London") { start end } }',
    { firm: firm.slug, page, from: day(1), to: day(14) });
  return availableSlots;
}

/** Who comes. */
export interface Guest {
  name: string;
  email: string;
  phone?: string;
  organisation?: string;
}

/** What a visitor is told about a booking. */
export interface Booking {
  status: string;
  appointmentId: string;
  start: string;
  manageToken: string;
  holdId: string | null;
  attemptsLeft: number | null;
}

/** What a booking page asks for. */
export const bookingSelection = '{ status appointmentId start manageToken holdId attemptsLeft }';

/** The input of a booking on a firm's page. */
export function bookingInput(firm: Firm, guest: Guest, start: string, more: object = {}): object {
  return { firm: firm.slug, page: firm.page, start, zone: 'Europe/London', attendee: guest, answers: [{ key: 'worry', answer: 'Three years of receipts in a drawer.' }], consent: true, ...more };
}

/** Books as a visitor on the public page; takes the first free time unless one is given. */
export async function book(firm: Firm, guest: Guest, start?: string, more: object = {}): Promise<Booking> {
  const time = start ?? (await freeSlots(firm))[0]?.start;
  if (!time) throw new Error('The page offers no time.');
  return visitor.do<Booking>('bookAppointment', bookingInput(firm, guest, time, more), bookingSelection);
}

let guests = 0;

/** Somebody whom no firm knows yet. */
export function newGuest(name = 'Ada Kestrel'): Guest {
  const word = `${Date.now().toString(36)}${(guests += 1)}`;
  return { name, email: `ada.${word}@kestrel.test`, phone: `+4413265${String(10000 + (Date.now() + guests * 37) % 90000)}` };
}

/** Rows of a firm in every table of every domain, by `schema.table`. */
export async function countsOf(firm: Pick<Firm, 'uuid'>): Promise<Record<string, number>> {
  const tables = await look<{ name: string }>(`select c.table_schema || '.' || c.table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.column_name = 'tenant_id' and t.table_type = 'BASE TABLE' and c.table_schema not in ('sec') and c.table_name not like 'outbox_archive_%'`);
  const union = tables.map(({ name }) => `select '${name}' as name, count(*)::int as rows from ${name} where tenant_id = $1`).join(' union all ');
  const counts = await look<{ name: string; rows: number }>(union, [firm.uuid]);
  return Object.fromEntries(counts.map(({ name, rows }) => [name, rows]).sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
}

/** What grew between two counts. */
export function grown(before: Record<string, number>, after: Record<string, number>, tables: readonly string[]): Record<string, number> {
  return Object.fromEntries(tables.map((table) => [table, (after[table] ?? Number.NaN) - (before[table] ?? 0)]));
}
