import { createHash } from 'node:crypto';
import { idToUuid, uuidToId } from '@firmament/events';
import { eventually } from '@firmament/kit/testing';
import { visitor } from '../support/actors.js';
import { publishAgain } from '../support/events.js';
import { projectPlan } from '../support/firm.js';
import { budgetMs, look } from '../support/house.js';
import { journey } from '../support/journey.js';
import { aClientWithWork, asked, byLink, lineIs, requestState, reviews, todo, tokenMailedTo, type Asked } from '../support/requests.js';
import type { Story } from '../support/story.js';
import { aPdf, eicar } from '../support/uploads.js';

const review = 'When requested files are complete';
const grew = ['projects.tasks', 'projects.project_files', 'communications.notifications', 'files.objects', 'workflow.runs'];

/** Work that cannot begin before the client has sent something. */
const waitingPlan = {
  ...projectPlan,
  fileRequests: [{ key: 'bank', title: 'Papers to begin with', section: 'know', dueAfterDays: 5, items: [{ title: 'Bank statements' }, { title: 'Receipts', required: false }] }],
  tasks: [...projectPlan.tasks, { key: 'records', section: 'know', title: 'Enter the records', role: 'OWNER', dueAfterDays: 6, needsFiles: ['bank'] }],
};

interface Seen {
  fileRequest: { state: string; submittedAt: string | null; submittedByName: string | null; items: { state: string; required: boolean }[] };
  task: { title: string; kind: string; checklist: { title: string; done: boolean }[]; files: { name: string }[] };
}

/** 3.1 to 3.4, 3.7 and 3.8: what stands when all is in, as staff and the client see it. */
async function handedIn(story: Story, request: Asked): Promise<void> {
  const { fileRequest } = await story.firm.owner.ask<Pick<Seen, 'fileRequest'>>('query($id: ID!) { fileRequest(id: $id) { state submittedAt submittedByName items { state required } } }', { id: request.requestId });
  expect(fileRequest).toMatchObject({ state: 'SUBMITTED', submittedAt: expect.any(String) as string, items: [{ state: 'RECEIVED' }, { state: 'RECEIVED' }, { state: 'WAITING', required: false }] });
  const files = await look<{ sha256: string; scan_state: string; visibility: string; attached: number }>(
    `select o.sha256, o.scan_state, o.visibility, (select count(*)::int from projects.project_files p where p.tenant_id = o.tenant_id and p.project_id = $2) as attached from files.objects o where o.tenant_id = $1 order by o.name`, [story.firm.uuid, idToUuid(request.projectId)]);
  const sha256 = (words: string): string => createHash('sha256').update(aPdf(words)).digest('hex');
  expect(files).toEqual(['statement', 'stock'].map((words) => ({ sha256: sha256(words), scan_state: 'CLEAN', visibility: 'CLIENT_VIEW', attached: 2 })));
  const [review] = await reviews(story);
  const { task } = await story.firm.owner.ask<Pick<Seen, 'task'>>('query($id: ID!) { task(id: $id) { title kind checklist { title done } files { name } } }', { id: uuidToId('tsk', review?.id ?? '') });
  expect(task).toEqual({ title: 'Review: Year-end papers', kind: 'REVIEW', checklist: ['Bank statement', 'Stock count'].map((title) => ({ title, done: false })), files: [{ name: 'statement.pdf' }, { name: 'stock.pdf' }] });
  const { portalTodo } = await request.portal.ask<{ portalTodo: { inReview: { title: string }[] } }>('{ portalTodo { inReview { title } } }');
  expect(portalTodo.inReview.map(({ title }) => title)).toEqual(['Year-end papers']);
  const { correlationid } = await story.event('files.request.completed');
  const told = (await story.entries(correlationid)).map(({ type }) => type);
  const wanted = ['files.request.item_received', 'files.request.completed', 'projects.project.files_attached', 'projects.task.created'];
  expect(told.filter((type) => wanted.includes(type))).toEqual(wanted);
}

describe('flow 3: what was asked for is handed in', () => {
  journey('by a link without signing in: with the last needed line the files are at the project, one review waits, its owner is told once, and nothing reminds any more', async (story) => {
    const request = await asked(story);
    expect(await todo(request)).toEqual(['Year-end papers']);
    await request.send('Bank statement', { name: 'statement.pdf', bytes: aPdf('statement') });
    await lineIs(request, 'Bank statement', 'RECEIVED');
    // Sent twice, by a finger that was too quick: the same content is the same file.
    await request.send('Bank statement', { name: 'statement.pdf', bytes: aPdf('statement') });
    await eventually(async () => (await look("select 1 from files.uploads where tenant_id = $1 and state = 'DONE'", [story.firm.uuid])).length === 2, 'the second copy is looked through', { timeoutMs: 20_000 });
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
    await handedIn(story, request);
    // 3.5: whoever waited to remind is done, and no mail went out.
    expect((await story.runs('Remind about outstanding files')).map(({ state }) => state)).toEqual(['COMPLETED']);
    expect((await story.events()).map(({ type }) => type)).not.toContain('files.request.reminded');
    await story.keepsItsPromises();
  });

  journey('work that waits for files asks for them itself, stands blocked meanwhile, and is ready when they are in', async (story) => {
    const served = await aClientWithWork(story);
    const token = await tokenMailedTo(served.guest.email);
    const { lines, send } = byLink(token);
    await story.settle();
    const isBlocked = async (): Promise<boolean | undefined> => {
      const { project } = await story.firm.owner.ask<{ project: { tasks: { title: string; blocked: boolean }[] } }>('query($id: ID!) { project(id: $id) { tasks { title blocked } } }', { id: served.projectId });
      return project.tasks.find(({ title }) => title === 'Enter the records')?.blocked;
    };
    expect(await isBlocked()).toBe(true);
    await send('Bank statements', { name: 'a.pdf', bytes: aPdf('a') });
    await lineIs({ lines }, 'Bank statements', 'RECEIVED');
    await story.runThatIs('COMPLETED', review, budgetMs * 2);
    await story.settle();
    expect(await isBlocked()).toBe(false);
    await story.keepsItsPromises();
  }, { projectPlan: waitingPlan });

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
