import { idToUuid, newId } from '@firmament/events';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import { noteStatements } from '../../../kit/test/statements.js';
import { aFilingPlan, aSkeleton, aTemplate, begun, makeTemplate } from '../../test/builders.js';
import projects from '../subgraph.js';

let h: Harness;
let versionId: string;
let templateId: string;
beforeAll(async () => { h = await testSubgraph(projects); ({ templateId, versionId } = await aTemplate(h, 'Year end', aFilingPlan())); });
afterAll(async () => { await h?.stop(); });

const card = 'id name period dueOn tasksDone tasksTotal move { tone words dueOn taskId } owner { id } client { id }';
const board = `query($projectType: String, $first: Int! = 50) { projectBoard(projectType: $projectType, first: $first) { projectType types { projectType openCount } columns { id title count lateCount oursCount theirsCount cards { ${card} } } } }`;
interface Card { id: string; tasksTotal: number; move: { tone: string; words: string }; owner: { id: string } | null; client: { id: string } }
interface Column { title: string; count: number; lateCount: number; oursCount: number; theirsCount: number; cards: Card[] }
interface Board { projectType: string | null; types: { projectType: string; openCount: number }[]; columns: Column[] }
const seen = async (variables: Record<string, unknown> = {}, who = h.staff()): Promise<Board> => {
  const { data, errors } = await h.as(who).run(board, variables);
  if (errors) throw new Error(JSON.stringify(errors));
  return (data as unknown as { projectBoard: Board }).projectBoard;
};
const placeOf = ({ columns }: Board, projectId: string): string | undefined => columns.find(({ cards }) => cards.some(({ id }) => id === projectId))?.title;

it('shows projects in the stages of their template, and what has not begun before them', async () => {
  const { projectId, clientId, ownerUserId } = await begun(h, versionId);
  const { laidOut } = await aSkeleton(h, versionId);
  const shown = await seen({ projectType: 'Year-end accounts' });
  expect(shown.columns.map(({ title }) => title)).toEqual(['Not begun', 'Gather', 'Prepare']);
  expect([placeOf(shown, laidOut.project.id), placeOf(shown, projectId)]).toEqual(['Not begun', 'Gather']);
  const here = shown.columns[1]?.cards.find(({ id }) => id === projectId);
  expect(here).toMatchObject({ tasksTotal: 4, owner: { id: ownerUserId }, client: { id: clientId } });
  expect(shown.columns[0]?.cards[0]?.move).toMatchObject({ tone: 'QUIET', words: 'Not begun' });
  expect(shown.types[0]).toMatchObject({ projectType: 'Year-end accounts', openCount: 2 });
});

it('counts late, ours and theirs over a whole column, though it shows fewer cards', async () => {
  const late = await begun(h, versionId);
  await h.sql(`update projects.tasks set due_on = '2020-01-01' where project_id = $1 and title = 'Prepare it all'`, [idToUuid(late.projectId)]);
  const theirs = await begun(h, versionId);
  await h.sql(`update projects.tasks set state = 'DONE' where project_id = $1 and title = 'Prepare it all'`, [idToUuid(theirs.projectId)]);
  await h.sql(`update projects.tasks set due_on = null where project_id = $1`, [idToUuid(theirs.projectId)]);
  await h.sql(`update projects.file_needs set state = 'WAITING', waiting_since = now(), request_id = $2 where project_id = $1`, [idToUuid(theirs.projectId), newId('frq')]);
  const all = (await seen({ projectType: 'Year-end accounts' })).columns.find(({ title }) => title === 'Gather');
  expect(all?.cards[0]?.move.tone).toBe('BROKEN');
  expect(all?.cards.find(({ id }) => id === late.projectId)?.move).toMatchObject({ tone: 'BROKEN', words: expect.stringMatching(/^Prepare it all, \d+ days late$/), taskId: late.tasks['Prepare it all'] });
  expect(all?.cards.find(({ id }) => id === theirs.projectId)?.move).toMatchObject({ tone: 'THEIRS', words: 'Bank statements, today' });
  const cut = (await seen({ projectType: 'Year-end accounts', first: 1 })).columns.find(({ title }) => title === 'Gather');
  expect(cut).toEqual({ ...all, cards: all?.cards.slice(0, 1) });
  expect((all?.lateCount ?? 0) + (all?.oursCount ?? 0) + (all?.theirsCount ?? 0)).toBe(all?.count);
});

it('keeps what was finished for a week in the last stage, and what was cancelled nowhere', async () => {
  const [done, old, gone] = [await begun(h, versionId), await begun(h, versionId), await begun(h, versionId)];
  await h.sql(`update projects.projects set status = 'COMPLETED', ended_at = timestamptz '2026-11-19T11:18:00Z' - interval '6 days' where id = $1`, [idToUuid(done.projectId)]);
  await h.sql(`update projects.projects set status = 'COMPLETED', ended_at = timestamptz '2026-11-19T11:18:00Z' - interval '8 days' where id = $1`, [idToUuid(old.projectId)]);
  await h.sql(`update projects.projects set status = 'CANCELLED', ended_at = now() where id = $1`, [idToUuid(gone.projectId)]);
  const shown = await seen({ projectType: 'Year-end accounts' });
  expect([done, old, gone].map(({ projectId }) => placeOf(shown, projectId))).toEqual(['Prepare', undefined, undefined]);
});

it('follows the newest published version, and keeps older work under the title it knows', async () => {
  const { projectId } = await begun(h, versionId);
  const plan = aFilingPlan({ sections: [{ key: 'gather', title: 'Collect' }, { key: 'prepare', title: 'Prepare' }] });
  const published = await h.as(h.staff()).run('mutation($input: PublishProjectTemplateVersionInput!) { publishProjectTemplateVersion(input: $input) { id } }', { input: { templateId, plan } });
  expect(published.errors).toBeUndefined();
  const shown = await seen({ projectType: 'Year-end accounts' });
  expect(shown.columns.map(({ title }) => title)).toEqual(['Not begun', 'Collect', 'Gather', 'Prepare']);
  expect(placeOf(shown, projectId)).toBe('Gather');
});

it('takes the sort of work with most projects when none is named, and has boards for sorts without any', async () => {
  await h.as(h.staff()).run(makeTemplate, { input: { name: 'Payroll', projectType: 'Payroll', plan: aFilingPlan() } });
  const first = await seen();
  expect(first.projectType).toBe('Year-end accounts');
  expect(first.types.at(-1)).toEqual({ projectType: 'Payroll', openCount: 0 });
  expect((await seen({ projectType: 'Payroll' })).columns).toEqual([]);
  expect((await seen({ projectType: 'What nobody does' })).columns).toEqual([]);
});

it('asks as often for many projects as for a few', async () => {
  const count = async (): Promise<number> => {
    const noted = noteStatements('projects_rw');
    try { await seen({ projectType: 'Year-end accounts' }); } finally { noted.stop(); }
    return noted.texts.length;
  };
  const few = await count();
  for (let i = 0; i < 12; i += 1) await begun(h, versionId);
  expect(await count()).toBe(few);
  expect(few).toBeLessThanOrEqual(11);
}, 60_000);

it('refuses a count that is none, and is closed to another firm, to other clients and to staff without the right', async () => {
  expect((await h.as(h.staff()).run(board, { first: 0 })).errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'PROJECTS_FIRST' });
  expect((await h.as(h.staff()).run(board, { first: 101 })).errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  expect(await seen({}, h.staff(['*'], h.otherFirm.id))).toEqual({ projectType: null, types: [], columns: [] });
  expect((await seen({ projectType: 'Year-end accounts' }, h.staff(['*'], h.otherFirm.id))).columns).toEqual([]);
  const { clientId } = await begun(h, versionId);
  // The portal's schema does not have the board; if it had, a client would find their own work there and nobody else's.
  const theirs = await seen({ projectType: 'Year-end accounts' }, h.portal(clientId));
  expect(theirs.columns.flatMap(({ cards }) => cards.map((one) => one.client.id))).toEqual([clientId]);
  expect((await seen({ projectType: 'Year-end accounts' }, h.portal(newId('cli')))).columns.flatMap(({ cards }) => cards)).toEqual([]);
  expect((await h.as(h.staff(['projects.task.view'])).run(board)).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  expect((await h.as(h.public()).run(board)).errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
});
