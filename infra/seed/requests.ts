import { newId } from '@firmament/events';
import { until, type Asking, type Voice } from './ask.js';
import { folderPlan } from './harbour-vale.js';
import { papers, requests, type StoryLine, type StoryRequest } from './harbour-vale-work.js';
import type { Practice } from './practice.js';
import { sendFile, taken } from './send-file.js';
import type { StoryCalendar } from './story-calendar.js';

const line = (act: string, input: string) => `mutation($input: ${input}!) { ${act}(input: $input) { id } }`;
const accept = line('acceptFileRequestItem', 'FileRequestItemIdInput');
const sendBack = line('rejectFileRequestItem', 'FileRequestItemReasonInput');

interface Sent { readonly request: StoryRequest; readonly items: readonly { id: string; title: string }[]; readonly email: string }

/** What clients were asked for: what came, what was accepted and what was sent back. */
export async function tellRequests(asking: Asking, calendar: StoryCalendar, practice: Practice, mailPage: string | undefined): Promise<void> {
  const sent: Sent[] = [];
  for (const request of requests) sent.push(await askClient(asking, calendar, practice, request));
  await Promise.all(sent.map((one) => answer(asking, calendar, { practice, mailPage }, one)));
}

const voiceAt = (calendar: StoryCalendar, { owner }: Practice, daysAgo: number, time: string): Voice =>
  ({ ...owner, at: new Date(Math.min(calendar.instant(calendar.date(-daysAgo), time).getTime(), Date.now())), correlation: newId('cor') });

async function askClient(asking: Asking, calendar: StoryCalendar, practice: Practice, request: StoryRequest): Promise<Sent> {
  const client = practice.clients.get(request.client);
  if (!client?.person) throw new Error(`Nobody of ${request.client} can be asked.`);
  const voice = voiceAt(calendar, practice, request.askedAgo, '09:10');
  const items = request.lines.map(({ title, hint = null, required = true }) => ({ title, hint, required }));
  // Who was asked long ago is not reminded of it three times on the day of the telling.
  const remindAt = request.due > 0 ? [calendar.instant(calendar.date(request.due), '09:00').toISOString()] : [];
  const input = { clientId: client.id, title: request.title, note: request.note ?? null, dueOn: calendar.date(request.due), remindAt, items };
  const { createFileRequest: made } = await asking.ask<{ createFileRequest: { id: string; items: { id: string; title: string }[] } }>('mutation($input: CreateFileRequestInput!) { createFileRequest(input: $input) { id items { id title } } }', { input }, voice);
  await asking.ask(line('sendFileRequest', 'SendFileRequestInput'), { input: { requestId: made.id } }, voice);
  return { request, items: made.items, email: client.person.email };
}

interface Around { readonly practice: Practice; readonly mailPage: string | undefined }

async function answer(asking: Asking, calendar: StoryCalendar, { practice, mailPage }: Around, { request, items, email }: Sent): Promise<void> {
  const coming = request.lines.filter((one) => one.sent);
  if (coming.length === 0 || !mailPage) return;
  const token = await until(() => tokenIn(mailPage, email, request.title), `the mail about «${request.title}» to ${email}`);
  for (const [n, one] of coming.entries()) {
    const itemId = items.find(({ title }) => title === one.title)?.id ?? '';
    // By the link from their mail: what comes by it is of whoever holds it, whoever the seed speaks as.
    const upload = await sendFile(asking, voiceAt(calendar, practice, Math.max(request.askedAgo - 1 - n, 0), '18:40'), { itemId, link: { token } }, one.sent as NonNullable<StoryLine['sent']>);
    await taken(asking, practice.owner, upload);
    if (one.then) await judge(asking, voiceAt(calendar, practice, Math.max(request.askedAgo - 2 - n, 0), '10:20'), itemId, one.then);
  }
}

async function judge(asking: Asking, voice: Voice, itemId: string, then: NonNullable<StoryLine['then']>): Promise<void> {
  if (then === 'ACCEPTED') await asking.ask(accept, { input: { itemId } }, voice);
  else await asking.ask(sendBack, { input: { itemId, reason: then.sentBack } }, voice);
}

async function tokenIn(mailPage: string, email: string, title: string): Promise<string | undefined> {
  const mails = (await (await fetch(`${mailPage}/api/messages?to=${encodeURIComponent(email)}`)).json()) as { subject: string; text: string }[];
  const mail = mails.find(({ subject, text }) => `${subject} ${text}`.includes(title) && text.includes('/upload/'));
  return /\/upload\/([\w.~-]+)/.exec(mail?.text ?? '')?.[1];
}

/** Folders of a client with files in them: one waits for an answer, one is shared with somebody outside. */
export async function tellFiles(asking: Asking, calendar: StoryCalendar, practice: Practice): Promise<void> {
  const client = practice.clients.get(papers.client);
  if (!client) return;
  const year = String(new Date(calendar.instant(calendar.date(0), '12:00')).getUTCFullYear());
  const voice = voiceAt(calendar, practice, 9, '15:05');
  await asking.ask('mutation($input: CreateFoldersFromTemplateInput!) { createFoldersFromTemplate(input: $input) { created } }', { input: { clientId: client.id, templateId: practice.folderTemplateId, tokens: { clientName: papers.client, year } } }, voice);
  const { client: seen } = await asking.ask<{ client: { folders: { id: string; path: string }[] } }>('query($id: ID!) { client(id: $id) { folders { id path } } }', { id: client.id }, practice.owner);
  const folderId = (n: number): string => seen.folders.find(({ path }) => path === folderPlan[n]?.path.replace('{year}', year))?.id ?? '';
  const lay = async (folder: number, paper: (typeof papers)['vat']): Promise<string> => taken(asking, practice.owner, await sendFile(asking, voice, { folderId: folderId(folder) }, paper));
  const [accounts, vat] = await Promise.all([lay(0, papers.accounts), lay(1, papers.vat), lay(5, papers.ledger)]);
  await asking.ask(line('requestFileApproval', 'FileIdInput'), { input: { fileId: accounts } }, voiceAt(calendar, practice, 8, '11:30'));
  await asking.ask('mutation($input: CreateShareLinkInput!) { createShareLink(input: $input) { url } }', { input: { fileId: vat, expiresAt: calendar.instant(calendar.date(30), '18:00').toISOString() } }, voiceAt(calendar, practice, 1, '16:45'));
}
