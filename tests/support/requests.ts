import { eventually } from '@firmament/kit/testing';
import { visitor, type Somebody } from './actors.js';
import { newGuest, type Guest } from './firm.js';
import { comeIn } from './come-in.js';
import { look } from './house.js';
import { mailThat } from './mail.js';
import type { Story } from './story.js';
import { sendFile, type Sending } from './uploads.js';

/** A line of a request as the bearer of its link sees it. */
export interface Line { id: string; title: string; state: string; reason: string | null; fileCount: number }

/** A client with a project that has begun, and the portal open. */
export interface Served { clientId: string; projectId: string; portal: Somebody; guest: Guest }

/** A request that was sent, and the link from the client's mail. */
export interface Asked extends Served { requestId: string; token: string; lines: () => Promise<Line[]>; send: (title: string, file: Sending) => Promise<string> }

/** Books, opens the portal and lets the work begin; somebody is named to review. */
export async function aClientWithWork(story: Story): Promise<Served> {
  const { owner } = story.firm;
  const guest = newGuest('Wren Textile');
  const { portal, project } = await comeIn(story, guest);
  await owner.do('setClientTeam', { clientId: project.client.id, reviewerUserId: story.firm.ownerId });
  await owner.do('activateProject', { projectId: project.id });
  return { clientId: project.client.id, projectId: project.id, portal, guest };
}

/** The secret of the upload link that was mailed to somebody. */
export async function tokenMailedTo(email: string, timeoutMs?: number): Promise<string> {
  const mail = await mailThat(email, /\/upload\//, timeoutMs);
  return /\/upload\/([\w.~-]+)/.exec(mail.text)?.[1] ?? '';
}

const page = 'query($token: String!) { requestByLink(token: $token) { items { id title state reason fileCount } } }';

/** What the bearer of a link can do: look at the lines, and send a file for one of them. */
export function byLink(token: string): Pick<Asked, 'token' | 'lines' | 'send'> {
  const lines = async (): Promise<Line[]> => (await visitor.ask<{ requestByLink: { items: Line[] } }>(page, { token })).requestByLink.items;
  return { token, lines, send: async (title, file) => sendFile(visitor, { itemId: (await lines()).find((one) => one.title === title)?.id ?? '', link: { token } }, file) };
}

/** A request for two needed things and one that may be left out; it is a draft. */
export async function aRequest(story: Story, place: { clientId: string; projectId?: string | null }): Promise<string> {
  const request = await story.firm.owner.do('createFileRequest', { clientId: place.clientId, projectId: place.projectId ?? null, title: 'Year-end papers', items: [{ title: 'Bank statement' }, { title: 'Stock count' }, { title: 'Lease', required: false }] });
  return request.id;
}

/** A client with a project, a portal and a request that was sent; the story begins with the link in their mail. */
export async function asked(story: Story): Promise<Asked> {
  const served = await aClientWithWork(story);
  const requestId = await aRequest(story, served);
  await story.firm.owner.do('sendFileRequest', { requestId });
  const token = await tokenMailedTo(served.guest.email);
  await story.settle();
  await story.mark();
  return { ...served, requestId, ...byLink(token) };
}

/** Waits until a line stands in a state. */
export const lineIs = (request: Pick<Asked, 'lines'>, title: string, state: string): Promise<Line> =>
  eventually(async () => (await request.lines()).find((line) => line.title === title && line.state === state), `«${title}» is ${state}`, { timeoutMs: 20_000 }) as Promise<Line>;

/** How far the firm's only request is. */
export const requestState = async (story: Story): Promise<string> => String((await look<{ state: string }>('select state from files.requests where tenant_id = $1', [story.firm.uuid]))[0]?.state);

/** The review tasks that came of requests. */
export const reviews = (story: Story): Promise<{ id: string; state: string; title: string; assignee_user_id: string | null; due_on: Date | null }[]> =>
  look('select id, state, title, assignee_user_id, due_on from projects.tasks where tenant_id = $1 and review_of_request_id is not null', [story.firm.uuid]);

/** Titles of the requests that wait for the client in the portal. */
export const todo = async ({ portal }: Served): Promise<string[]> =>
  (await portal.ask<{ portalTodo: { items: { kind: string; title: string }[] } }>('{ portalTodo { items { kind title } } }')).portalTodo.items.filter(({ kind }) => kind === 'FILE_REQUEST').map(({ title }) => title);
