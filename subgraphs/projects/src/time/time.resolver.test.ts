import { idToUuid, invoiceChanged, invoiceDiscarded, invoiceDrafted, invoiceVoided, newId } from '@firmament/events';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import { aTemplate, begun } from '../../test/builders.js';
import projects from '../subgraph.js';

let h: Harness;
let versionId: string;
beforeAll(async () => { h = await testSubgraph(projects); ({ versionId } = await aTemplate(h, 'Year end')); });
afterAll(async () => { await h?.stop(); });

const log = 'mutation($input: LogTimeInput!) { logTime(input: $input) { id minutes billable locked rate { decimal currency } value { decimal } user { id } task { id } project { id } client { id } } }';
const lock = 'mutation($input: LockTimeEntriesInput!) { lockTimeEntries(input: $input) { locked timeEntries { id locked invoiceId } } }';
const remove = 'mutation($input: RemoveTimeEntryInput!) { removeTimeEntry(input: $input) { id } }';
const setRate = 'mutation($input: SetBillingRateInput!) { setBillingRate(input: $input) { id rate { decimal } } }';
const idIn = (data: unknown): string => (data as { logTime: { id: string } }).logTime.id;

it('notes time at the rate that fits best that day, and keeps it', async () => {
  const work = await begun(h, versionId);
  const userId = newId('usr');
  const rate = (minor: string, more: object = {}) => h.as(h.staff()).run(setRate, { input: { userId, rate: { minor, currency: 'GBP' }, ...more } });
  await rate('9000');
  await rate('12000', { clientId: work.clientId });
  const taskId = Object.values(work.tasks)[0];
  const noted = await h.as(h.staff()).run(log, { input: { taskId, userId, workedOn: '2026-11-19', minutes: 50, note: 'Chased' } });
  expect(noted.errors).toBeUndefined();
  expect(noted.data).toMatchObject({ logTime: { minutes: 50, billable: true, locked: false, rate: { decimal: '120.00', currency: 'GBP' }, value: { decimal: '100.00' }, user: { id: userId }, task: { id: taskId }, project: { id: work.projectId }, client: { id: work.clientId } } });
  await rate('20000', { clientId: work.clientId });
  const seen = await h.as(h.staff()).run('query($id: ID!) { project(id: $id) { timeEntries { rate { decimal } } } timeEntries(projectId: $id, locked: false) { totalCount } billingRates { rate { decimal } } }', { id: work.projectId });
  expect(seen.data).toMatchObject({ project: { timeEntries: [{ rate: { decimal: '120.00' } }] }, timeEntries: { totalCount: 1 }, billingRates: expect.arrayContaining([{ rate: { decimal: '200.00' } }, { rate: { decimal: '90.00' } }]) });
});

it('stands on one invoice and cannot change any more', async () => {
  const work = await begun(h, versionId);
  const timeEntryId = idIn((await h.as(h.staff()).run(log, { input: { projectId: work.projectId, workedOn: '2026-11-19', minutes: 30 } })).data);
  const invoiceId = newId('inv');
  expect((await h.as(h.service()).run(lock, { input: { timeEntryIds: [timeEntryId], invoiceId } })).data).toEqual({ lockTimeEntries: { locked: 1, timeEntries: [{ id: timeEntryId, locked: true, invoiceId }] } });
  expect((await h.as(h.service()).run(lock, { input: { timeEntryIds: [timeEntryId], invoiceId } })).data).toMatchObject({ lockTimeEntries: { locked: 0 } });
  const fresh = idIn((await h.as(h.staff()).run(log, { input: { projectId: work.projectId, workedOn: '2026-11-19', minutes: 30 } })).data);
  expect((await h.as(h.service()).run(lock, { input: { timeEntryIds: [fresh, timeEntryId], invoiceId: newId('inv') } })).errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', reason: 'PROJECTS_TIME_LOCKED' });
  expect((await h.as(h.staff()).run(remove, { input: { timeEntryId } })).errors?.[0]?.extensions).toMatchObject({ reason: 'PROJECTS_TIME_LOCKED' });
  expect((await h.as(h.staff()).run(remove, { input: { timeEntryId: fresh } })).data).toEqual({ removeTimeEntry: { id: fresh } });
  expect((await h.events('projects.timeentry.locked')).map(({ data }) => data.timeEntryId)).toEqual([timeEntryId]);
});

it.each<[string, object, string]>([['no minutes', { minutes: 0 }, 'BAD_USER_INPUT'], ['more than a day', { minutes: 1441 }, 'BAD_USER_INPUT'], ['time on nothing', { projectId: null }, 'BAD_USER_INPUT'], ['a negative rate', { rate: { minor: '-1', currency: 'GBP' } }, 'BAD_USER_INPUT'],
  ['a currency that is none', { rate: { minor: '1', currency: 'ZZZ' } }, 'BAD_USER_INPUT'], ['a project of nobody', { projectId: newId('prj') }, 'NOT_FOUND']])('refuses %s and notes nothing', async (_, more, code) => {
  const work = await begun(h, versionId);
  const before = await h.sql('select count(*) from projects.time_entries');
  expect((await h.as(h.staff()).run(log, { input: { projectId: work.projectId, workedOn: '2026-11-19', minutes: 30, ...more } })).errors?.[0]?.extensions?.code).toBe(code);
  expect(await h.sql('select count(*) from projects.time_entries')).toEqual(before);
});

it('is closed to another firm, to clients and to staff without the right', async () => {
  const work = await begun(h, versionId);
  const input = { projectId: work.projectId, workedOn: '2026-11-19', minutes: 30 };
  const timeEntryId = idIn((await h.as(h.staff()).run(log, { input })).data);
  expect((await h.as(h.staff(['*'], h.otherFirm.id)).run(log, { input })).errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
  expect((await h.as(h.staff(['*'], h.otherFirm.id)).run(lock, { input: { timeEntryIds: [timeEntryId], invoiceId: newId('inv') } })).errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
  expect((await h.as(h.portal(work.clientId)).run('{ timeEntries { totalCount } }')).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  expect((await h.as(h.staff(['projects.time.view'])).run(log, { input })).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  expect((await h.as(h.staff(['projects.project.view'])).run('query($id: ID!) { project(id: $id) { timeEntries { id } } }', { id: work.projectId })).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
});

it('is held by the invoice on which it stands, and let go of when the invoice changes, is thrown away or taken back', async () => {
  const work = await begun(h, versionId);
  const note = async (more: object = {}) => idIn((await h.as(h.staff()).run(log, { input: { projectId: work.projectId, workedOn: '2026-11-19', minutes: 30, ...more } })).data);
  const [first, second, unbillable] = [await note(), await note(), await note({ billable: false })];
  const invoiceId = newId('ivc');
  const total = { minor: '1000', currency: 'GBP' };
  const facts = { invoiceId, clientId: work.clientId, projectId: null, number: null, total };
  const standing = async (id: string) => ((await h.sql('select invoice_id, locked_at is not null as locked from projects.time_entries where id = $1', [idToUuid(id)]))[0]);
  await h.deliver(invoiceDrafted, { ...facts, sourceRefs: [first, unbillable, newId('mil')] });
  expect([await standing(first), await standing(unbillable)]).toEqual([{ invoice_id: invoiceId, locked: true }, { invoice_id: null, locked: false }]);
  expect((await h.as(h.staff()).run(remove, { input: { timeEntryId: first } })).errors?.[0]?.extensions).toMatchObject({ reason: 'PROJECTS_TIME_LOCKED' });
  await h.deliver(invoiceChanged, { ...facts, contentHash: 'x', was: 'DRAFT' });
  expect(await standing(first)).toEqual({ invoice_id: invoiceId, locked: true });
  await h.deliver(invoiceChanged, { ...facts, contentHash: 'x', was: 'DRAFT', sourceRefs: [second] });
  expect([await standing(first), await standing(second)]).toEqual([{ invoice_id: null, locked: false }, { invoice_id: invoiceId, locked: true }]);
  await h.deliver(invoiceVoided, { ...facts, reason: 'Wrong.', billAgain: false });
  expect(await standing(second)).toEqual({ invoice_id: invoiceId, locked: true });
  // The next invoice may be heard of before the end of the last one.
  const next = newId('ivc');
  await h.deliver(invoiceDrafted, { ...facts, invoiceId: next, sourceRefs: [second] });
  await h.deliver(invoiceDiscarded, facts);
  expect(await standing(second)).toEqual({ invoice_id: next, locked: true });
  await h.deliver(invoiceVoided, { ...facts, invoiceId: next, reason: 'Wrong.', billAgain: true });
  expect(await standing(second)).toEqual({ invoice_id: null, locked: false });
  const told = async (type: string) => (await h.events(type)).filter(({ data }) => [first, second].includes(data.timeEntryId as string)).map(({ data }) => [data.timeEntryId, data.invoiceId]);
  expect(await told('projects.timeentry.locked')).toEqual([[first, invoiceId], [second, invoiceId], [second, next]]);
  expect(await told('projects.timeentry.unlocked')).toEqual([[first, invoiceId], [second, next]]);
});

it('is not held by an invoice to somebody else', async () => {
  const work = await begun(h, versionId);
  const id = idIn((await h.as(h.staff()).run(log, { input: { projectId: work.projectId, workedOn: '2026-11-19', minutes: 30 } })).data);
  await h.deliver(invoiceDrafted, { invoiceId: newId('ivc'), clientId: newId('cli'), total: { minor: '1', currency: 'GBP' }, sourceRefs: [id] });
  expect(await h.sql('select invoice_id from projects.time_entries where id = $1', [idToUuid(id)])).toEqual([{ invoice_id: null }]);
});
