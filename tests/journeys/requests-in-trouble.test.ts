import { createHash } from 'node:crypto';
import { idToUuid } from '@firmament/events';
import { eventually } from '@firmament/kit/testing';
import { visitor } from '../support/actors.js';
import { budgetMs, look } from '../support/house.js';
import { journey } from '../support/journey.js';
import { mailsTo, mailThat, setMailFaults, withMailFaults } from '../support/mail.js';
import { merge, rowsOf } from '../support/merge.js';
import { aClientWithWork, aRequest, asked, byLink, lineIs, requestState, reviews, todo, tokenMailedTo } from '../support/requests.js';
import { aPdf } from '../support/uploads.js';

const review = 'When requested files are complete';
const domains = ['files', 'projects'];
afterAll(() => setMailFaults({}));

describe('X5 the mail server asks to come again later', () => {
  journey('the request stands and waits in the portal; its mail comes later, once, and nothing said that it had gone before it had', async (story) => {
    const served = await aClientWithWork(story);
    const requestId = await aRequest(story, served);
    await story.settle();
    await story.mark();
    const before = (await mailsTo(served.guest.email)).length;
    await withMailFaults({ tempfail: served.guest.email }, async () => {
      await story.firm.owner.do('sendFileRequest', { requestId });
      await eventually(async () => (await look("select 1 from communications.messages where tenant_id = $1 and attempts > 0 and status = 'QUEUED'", [story.firm.uuid])).length > 0, 'the mail was put off', { timeoutMs: budgetMs });
      expect(await requestState(story)).toBe('SENT');
      await eventually(async () => (await todo(served)).includes('Year-end papers'), 'the request waits in the portal', { timeoutMs: budgetMs });
      expect((await story.events()).map(({ type }) => type)).not.toContain('communications.message.sent');
      expect((await mailsTo(served.guest.email)).length).toBe(before);
    });
    const { send, lines } = byLink(await tokenMailedTo(served.guest.email, 3 * budgetMs));
    await story.settle(3 * budgetMs);
    expect((await mailsTo(served.guest.email)).length).toBe(before + 1);
    await send('Bank statement', { name: 'a.pdf', bytes: aPdf('a') });
    await send('Stock count', { name: 'b.pdf', bytes: aPdf('b') });
    await lineIs({ lines }, 'Stock count', 'RECEIVED');
    await story.runThatIs('COMPLETED', review, budgetMs * 2);
    await story.keepsItsPromises();
  });
});

describe('X10 the client is merged into another record while files are on their way', () => {
  journey('files, task and work go on with the survivor, by the same link; nothing stays or comes on the other record', async (story) => {
    const { owner } = story.firm;
    const request = await asked(story);
    const { projectTemplates } = await owner.ask<{ projectTemplates: { id: string }[] }>('{ projectTemplates { id } }');
    const today = new Date().toISOString().slice(0, 10);
    await owner.do('createRecurrenceRule', { clientId: request.clientId, templateId: projectTemplates[0]?.id, name: 'Books {period}', rrule: 'FREQ=MONTHLY', startsOn: today, daysAhead: 0 });
    const survivor = await owner.do('createClient', { displayName: 'Wren Textiles Ltd', kind: 'ORG', ownerUserId: story.firm.ownerId });
    await request.send('Bank statement', { name: 'a.pdf', bytes: aPdf('a') });
    await lineIs(request, 'Bank statement', 'RECEIVED');
    await story.settle();
    await story.mark();
    await merge(story, survivor.id, request.clientId);
    await eventually(async () => (await rowsOf(story, request.clientId, domains)).length === 0, 'files and projects follow', { timeoutMs: budgetMs });
    await request.send('Stock count', { name: 'b.pdf', bytes: aPdf('b') });
    await lineIs(request, 'Stock count', 'RECEIVED');
    await story.runThatIs('COMPLETED', review, budgetMs * 2);
    const generated = await owner.do<{ generated: { project: { client: { id: string } } }[] }>('generateRecurringProjects', {}, '{ generated { project { client { id } } } }');
    expect(generated.generated.map(({ project }) => project.client.id)).toEqual([survivor.id]);
    await story.settle();
    expect(await story.grew(['projects.project_files', 'files.objects', 'projects.projects', 'communications.notifications'])).toMatchObject({ 'projects.project_files': 2, 'files.objects': 1, 'projects.projects': 1 });
    expect((await story.event('files.request.completed')).clientid).toBe(survivor.id);
    expect(await rowsOf(story, request.clientId, domains)).toEqual([]);
    expect((await look('select client_id from projects.tasks where tenant_id = $1 and review_of_request_id is not null', [story.firm.uuid]))).toEqual([{ client_id: idToUuid(survivor.id) }]);
    // What still names the other record is done for the survivor.
    const late = await aRequest(story, { clientId: request.clientId });
    expect(await look('select client_id from files.requests where tenant_id = $1 and id = $2', [story.firm.uuid, idToUuid(late)])).toEqual([{ client_id: idToUuid(survivor.id) }]);
  });
});

describe('3.F3 an upload breaks off midway', () => {
  journey('nothing is in sight and the line still waits; the store says what is missing, and the rest is enough', async (story) => {
    const request = await asked(story);
    const bytes = Buffer.concat([aPdf('large'), Buffer.alloc(9 * 1024 * 1024, 7)]);
    const link = { token: request.token };
    const [line] = await request.lines();
    const declared = { name: 'large.pdf', size: bytes.length, contentType: 'application/pdf', sha256: createHash('sha256').update(bytes).digest('hex') };
    const begun = await visitor.do<{ id: string; partSize: number }>('beginRequestUpload', { itemId: line?.id, link, ...declared }, '{ id partSize }');
    const addresses = await visitor.do<{ number: number; url: string; contentType: string }[]>('presignRequestUploadParts', { uploadId: begun.id, numbers: [1, 2], link }, '{ number url contentType }');
    const put = async (number: number): Promise<{ number: number; etag: string }> => {
      const address = addresses.find((one) => one.number === number);
      const answer = await fetch(address?.url ?? '', { method: 'PUT', body: bytes.subarray((number - 1) * begun.partSize, number * begun.partSize) as never, headers: { 'content-type': address?.contentType ?? '' } });
      expect(answer.status).toBe(200);
      return { number, etag: answer.headers.get('etag') ?? '' };
    };
    const second = await put(2);
    const standing = async () => (await visitor.ask<{ requestUpload: object }>('query($id: ID!, $token: String!) { requestUpload(id: $id, token: $token) { state missingParts } }', { id: begun.id, token: request.token })).requestUpload;
    expect(await standing()).toEqual({ state: 'OPEN', missingParts: [1] });
    expect((await request.lines())[0]).toMatchObject({ state: 'WAITING', fileCount: 0 });
    expect(await story.grew(['files.objects'])).toEqual({ 'files.objects': 0 });
    const parts = [await put(1), second];
    await visitor.do('completeRequestUpload', { uploadId: begun.id, parts, link });
    await lineIs(request, 'Bank statement', 'RECEIVED');
    expect(await story.grew(['files.objects'])).toEqual({ 'files.objects': 1 });
    await story.keepsItsPromises();
  });
});

describe('3.F8 nobody can be found who would review', () => {
  journey('the task lies in the queue of work that needs an owner, and the lead is told', async (story) => {
    const { owner } = story.firm;
    const client = await owner.do('createClient', { displayName: 'Nobody’s Client', kind: 'ORG' });
    const email = `nell.${story.firm.slug}@nobody.test`;
    await owner.do('addContact', { clientId: client.id, name: 'Nell Nobody', email, role: 'Owner', isPrimary: true }, '{ contact { id } }');
    await story.settle();
    const requestId = await aRequest(story, { clientId: client.id });
    await owner.do('sendFileRequest', { requestId });
    const request = byLink(await tokenMailedTo(email));
    await story.settle();
    await story.mark();
    await request.send('Bank statement', { name: 'a.pdf', bytes: aPdf('a') });
    await request.send('Stock count', { name: 'b.pdf', bytes: aPdf('b') });
    await story.runThatIs('COMPLETED', review, budgetMs * 2);
    await story.settle();
    const { tasksNeedingOwner, notifications } = await owner.ask<{ tasksNeedingOwner: { nodes: { title: string; assignee: object | null }[] }; notifications: { nodes: { title: string; aboutKind: string }[] } }>(
      '{ tasksNeedingOwner { nodes { title assignee { id } } } notifications(unread: true) { nodes { title aboutKind } } }');
    expect(tasksNeedingOwner.nodes).toEqual([{ title: 'Review: Year-end papers', assignee: null }]);
    expect(notifications.nodes.filter(({ aboutKind }) => aboutKind === 'TASK')).toEqual([{ title: 'Files are complete: Year-end papers', aboutKind: 'TASK' }]);
    await story.keepsItsPromises();
  });
});

describe('3.F9 the project was cancelled meanwhile', () => {
  journey('the files stay with the client, and the owner is asked to decide', async (story) => {
    const request = await asked(story);
    await request.send('Bank statement', { name: 'a.pdf', bytes: aPdf('a') });
    await lineIs(request, 'Bank statement', 'RECEIVED');
    await story.firm.owner.do('cancelProject', { projectId: request.projectId, reason: 'Lost to another firm.' });
    await story.settle();
    await story.mark();
    await request.send('Stock count', { name: 'b.pdf', bytes: aPdf('b') });
    await story.runThatIs('COMPLETED', review, budgetMs * 2);
    await story.settle();
    expect(await story.grew(['projects.project_files', 'files.objects', 'projects.tasks'])).toEqual({ 'projects.project_files': 0, 'files.objects': 1, 'projects.tasks': 1 });
    expect(await reviews(story)).toMatchObject([{ state: 'OPEN', title: expect.stringMatching(/^Decide what becomes of the files/) as string, assignee_user_id: idToUuid(story.firm.ownerId) }]);
    const { client } = await story.firm.owner.ask<{ client: { files: { nodes: { name: string }[] } } }>('query($id: ID!) { client(id: $id) { files { nodes { name } } } }', { id: request.clientId });
    expect(client.files.nodes.map(({ name }) => name).sort()).toEqual(['a.pdf', 'b.pdf']);
    await story.keepsItsPromises();
  });
});

describe('3.F5 a line is sent back after all was in', () => {
  journey('the client is told by a mail that names the reason and leads to the line; nobody else hears of it', async (story) => {
    const request = await asked(story);
    await request.send('Bank statement', { name: 'a.pdf', bytes: aPdf('a') });
    await request.send('Stock count', { name: 'b.pdf', bytes: aPdf('b') });
    await story.runThatIs('COMPLETED', review, budgetMs * 2);
    const line = await lineIs(request, 'Bank statement', 'RECEIVED');
    await story.settle();
    const before = (await mailsTo(request.guest.email)).length;
    await story.firm.owner.do('rejectFileRequestItem', { itemId: line.id, reason: 'Page 2 is missing.' });
    await mailThat(request.guest.email, /Page 2 is missing\./);
    await story.settle();
    expect((await mailsTo(request.guest.email)).length).toBe(before + 1);
    expect(await todo(request)).toEqual(['Year-end papers']);
    await story.keepsItsPromises();
  });
});
