import fc from 'fast-check';
import { lateOnes, whyLate, type LateTask } from './lateness.rules.js';

const now = new Date('2026-11-19T11:00:00Z');
const task = (id: string, more: Partial<LateTask> = {}): LateTask => ({
  id, title: id, state: 'OPEN', kind: 'STAFF', dueOn: '2026-11-10', dormant: false, dependsOnIds: [], needsFileIds: [], owned: true, startedAt: null, createdAt: new Date('2026-11-01T09:00:00Z'), ...more });

it('follows blockers to the files that the client owes', () => {
  const file = task('File', { dependsOnIds: ['Draft'] });
  const story = whyLate(file, { tasks: [file, task('Draft', { needsFileIds: ['need'] })], files: [{ id: 'need', title: 'Bank statements', open: true, waitingSince: new Date('2026-11-10T09:00:00Z') }] }, now);
  expect(story.sentence).toBe('«File» is late. The client has owed «Bank statements» for 9 days.');
  expect(story.chain.map(({ kind, id }) => [kind, id])).toEqual([['TASK', 'File'], ['TASK', 'Draft'], ['FILE_REQUEST', 'need']]);
});
it.each<[string, Partial<LateTask>, string]>([
  ['nobody owns', { owned: false }, 'Nobody owns «T».'], ['nobody began', {}, 'Nobody has begun with «T».'], ['somebody works', { startedAt: new Date('2026-11-17T09:00:00Z') }, '«T» has been worked on for 2 days.'],
  ['the client works', { kind: 'CLIENT' }, '«T» is for the client to do.'],
])('ends where %s', (_, more, words) => { expect(whyLate(task('T', more), { tasks: [], files: [] }, now).chain.at(-1)?.words).toBe(words); });

it('ends in every graph, circles too', () => {
  fc.assert(fc.property(fc.array(fc.array(fc.nat({ max: 7 }), { maxLength: 4 }), { minLength: 8, maxLength: 8 }), (edges) => {
    const tasks = edges.map((before, index) => task(`t${index}`, { dependsOnIds: before.map((one) => `t${one}`) }));
    const { chain } = whyLate(tasks[0] as LateTask, { tasks, files: [] }, now);
    expect(chain.length).toBeLessThanOrEqual(tasks.length + 1);
  }));
});
it('knows what is late', () => {
  expect(lateOnes([task('a', { dueOn: '2026-11-18' }), task('b'), task('c', { dueOn: '2026-11-19' }), task('d', { state: 'DONE' }), task('e', { dormant: true }), task('f', { dueOn: null })], '2026-11-19').map(({ id }) => id)).toEqual(['b', 'a']);
});
