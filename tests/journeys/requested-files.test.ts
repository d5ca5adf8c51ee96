import { eventually } from '@firmament/kit/testing';
import { enterPortal, portalLinkIn, visitor, type Somebody } from '../support/actors.js';
import { publishAgain } from '../support/events.js';
import { book, newGuest, type Guest } from '../support/firm.js';
import { budgetMs, look } from '../support/house.js';
import { journey } from '../support/journey.js';
import { mailThat } from '../support/mail.js';
import type { Story } from '../support/story.js';
import { aPdf, eicar, sendFile, type Sending } from '../support/uploads.js';

const review = 'When requested files are complete';
const grew = ['projects.tasks', 'projects.project_files', 'communications.notifications', 'files.objects', 'workflow.runs'];

interface Line { id: string; title: string; state: string; reason: string | null; fileCount: number }
interface Asked { clientId: string; projectId: string; requestId: string; token: string; portal: Somebody; guest: Guest; lines: () => Promise<Line[]>; send: (title: string, file: Sending) => Promise<string> }

/** A client with a project, a portal and a request that was sent; the story begins with the link in their mail. */
async function asked(story: Story): Promise<Asked> {
  const { owner, uuid } = story.firm;
  const guest = newGuest('Wren Textile');
  await book(story.firm, guest);
  await story.runThatIs('COMPLETED');
  const portal = await enterPortal(portalLinkIn(await mailThat(guest.email, /portal\/link/)));
  const { projects } = await owner.ask<{ projects: { nodes: { id: string; client: { id: string } }[] } }>('{ projects(first: 1) { nodes { id client { id } } } }');
  const [project] = projects.nodes;
  if (!project) throw new Error('there is no project');
  await owner.do('activateProject', { projectId: project.id });
  await owner.do('setClientTeam', { clientId: project.client.id, reviewerUserId: story.firm.ownerId });
  const request = await owner.do('createFileRequest', { clientId: project.client.id, projectId: project.id, title: 'Year-end papers', items: [{ title: 'Bank statement' }, { title: 'Stock count' }, { title: 'Lease', required: false }] });
  await owner.do('sendFileRequest', { requestId: request.id });
  const [, token = ''] = /\/upload\/([\w.~-]+)/.exec((await mailThat(guest.email, /\/upload\//)).text) ?? [];
  await story.settle();
  await story.mark();
  const lines = async () => (await visitor.ask<{ requestByLink: { items: Line[] } }>('query($token: String!) { requestByLink(token: $token) { items { id title state reason fileCount } } }', { token })).requestByLink.items;
  const send = async (title: string, file: Sending) => {
    const line = (await lines()).find((one) => one.title === title);
    return sendFile(visitor, { itemId: line?.id ?? '', link: { token } }, file);
  };
  expect(uuid).toBeTruthy();
  return { clientId: project.client.id, projectId: project.id, requestId: request.id, token, portal, guest, lines, send };
}

const lineIs = (request: Asked, title: string, state: string): Promise<Line> => eventually(async () => (await request.lines()).find((line) => line.title === title && line.state === state), `«${title}» is ${state}`, { timeoutMs: 20_000 }) as Promise<Line>;
const requestState = async (story: Story): Promise<string> => String((await look<{ state: string }>('select state from files.requests where tenant_id = $1', [story.firm.uuid]))[0]?.state);
const reviews = (story: Story): Promise<{ id: string; state: string; assignee_user_id: string | null; due_on: Date | null }[]> => look("select id, state, assignee_user_id, due_on from projects.tasks where tenant_id = $1 and kind = 'REVIEW' and role is distinct from 'REVIEWER' or tenant_id = $1 and kind = 'REVIEW' and title like 'Review:%'", [story.firm.uuid]);
const todo = async ({ portal }: Asked): Promise<string[]> => (await portal.ask<{ portalTodo: { items: { kind: string; title: string }[] } }>('{ portalTodo { items { kind title } } }')).portalTodo.items.filter(({ kind }) => kind === 'FILE_REQUEST').map(({ title }) => title);

describe('flow 3: what was asked for is handed in', () => {
  journey('by a link without signing in: with the last needed line the files are at the project, one review waits, its owner is told once, and nothing reminds any more', async (story) => {
    const request = await asked(story);
    expect(await todo(request)).toEqual(['Year-end papers']);
    await request.send('Bank statement', { name: 'statement.pdf', bytes: aPdf('statement') });
    await lineIs(request, 'Bank statement', 'RECEIVED');
    expect(await requestState(story)).toBe('IN_PROGRESS');
    expect(await story.runs(review)).toEqual([]);
    const began = performance.now();
    await request.send('Stock count', { name: 'stock.pdf', bytes: aPdf('stock') });
    await lineIs(request, 'Stock count', 'RECEIVED');
    await story.runThatIs('COMPLETED', review);
    await story.settle();
    process.stderr.write(`  flow 3, all post-conditions ${Math.round(performance.now() - began)} ms after the last line was sent\n`);
    expect(await requestState(story)).toBe('SUBMITTED');
    expect(await story.grew(grew)).toMatchObject({ 'projects.tasks': 1, 'projects.project_files': 2, 'communications.notifications': 1, 'files.objects': 2 });
    const [task, ...more] = await reviews(story);
    expect(more).toEqual([]);
    expect(task).toMatchObject({ state: 'OPEN' });
    expect(task?.assignee_user_id).not.toBeNull();
    expect(task?.due_on).not.toBeNull();
    expect(await todo(request)).toEqual([]);
    // 3.5: whoever waited to remind is done, and no mail went out.
    expect((await story.runs('Remind about outstanding files')).map(({ state }) => state)).toEqual(['COMPLETED']);
    await story.keepsItsPromises();
  });

  journey('the fact that all is in comes twice: one task, one notice', async (story) => {
    const request = await asked(story);
    await request.send('Bank statement', { name: 'a.pdf', bytes: aPdf('a') });
    await request.send('Stock count', { name: 'b.pdf', bytes: aPdf('b') });
    await story.runThatIs('COMPLETED', review, budgetMs * 2);
    await publishAgain(await story.event('files.request.completed'), 'again');
    await story.settle();
    expect(await story.grew(['projects.tasks', 'communications.notifications'])).toEqual({ 'projects.tasks': 1, 'communications.notifications': 1 });
    await story.keepsItsPromises({ redelivered: 1 });
  });

  journey('one line is sent back and comes again: the others stay, and the same task is open once more', async (story) => {
    const request = await asked(story);
    await request.send('Bank statement', { name: 'a.pdf', bytes: aPdf('page one') });
    await request.send('Stock count', { name: 'b.pdf', bytes: aPdf('stock') });
    await story.runThatIs('COMPLETED', review, budgetMs * 2);
    const bad = (await request.lines()).find((line) => line.title === 'Bank statement');
    await story.firm.owner.do('rejectFileRequestItem', { itemId: bad?.id, reason: 'Page 2 is missing.' });
    expect(await lineIs(request, 'Bank statement', 'REJECTED')).toMatchObject({ reason: 'Page 2 is missing.' });
    expect((await request.lines()).find((line) => line.title === 'Stock count')?.state).not.toBe('WAITING');
    await request.send('Bank statement', { name: 'a.pdf', bytes: aPdf('both pages') });
    await eventually(async () => (await story.runs(review)).filter(({ state }) => state === 'COMPLETED').length === 2, 'the second round is reviewed', { timeoutMs: budgetMs * 2 });
    await story.settle();
    expect(await reviews(story)).toMatchObject([{ state: 'OPEN' }]);
    expect(await requestState(story)).toBe('SUBMITTED');
    await story.keepsItsPromises();
  });

  journey('a harmful file never arrives: its line says why, nothing is complete, and the firm is told plainly', async (story) => {
    const request = await asked(story);
    await request.send('Bank statement', { name: 'statement.pdf', bytes: eicar, contentType: 'application/pdf' });
    const line = await lineIs(request, 'Bank statement', 'REJECTED');
    expect(line.reason).toBeTruthy();
    await request.send('Stock count', { name: 'b.pdf', bytes: aPdf('stock') });
    await lineIs(request, 'Stock count', 'RECEIVED');
    await story.settle();
    expect(await requestState(story)).not.toBe('SUBMITTED');
    expect(await story.runs(review)).toEqual([]);
    expect((await story.events()).map((event) => event.type)).toContain('files.scan.failed');
    await story.keepsItsPromises();
  });

  journey('bytes that are not what was declared count for nothing, and a link that was taken back says so', async (story) => {
    const request = await asked(story);
    await request.send('Bank statement', { name: 'a.pdf', bytes: aPdf('a'), sha256: 'b'.repeat(64) });
    await eventually(async () => (await look("select 1 from files.uploads where tenant_id = $1 and state = 'FAILED' and reason = 'CHECKSUM_MISMATCH'", [story.firm.uuid])).length === 1, 'the upload is refused', { timeoutMs: 20_000 });
    expect((await request.lines())[0]).toMatchObject({ state: 'WAITING', fileCount: 0 });
    await story.firm.owner.do('revokeRequestLink', { requestId: request.requestId });
    const { errors } = await visitor.try('query($token: String!) { requestByLink(token: $token) { title } }', { token: request.token });
    expect(errors[0]?.extensions).toMatchObject({ gone: true });
    await story.keepsItsPromises();
  });
});
