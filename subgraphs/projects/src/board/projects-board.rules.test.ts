import { columnsOf, type Placed } from './projects-board.rules.js';

const project = (id: string, stage: string | null, more: Partial<Placed> = {}): Placed => ({ id, stage, begun: true, ended: false, move: { tone: 'OURS', dueOn: '2026-11-25' }, ...more });
const told = (columns: ReturnType<typeof columnsOf>) => columns.map(({ title, projects }) => `${title}: ${projects.map(({ id }) => id).join(' ')}`);

it('shows every stage of today, empty ones too, and what has not begun first', () => {
  expect(told(columnsOf(['Gather', 'Prepare', 'File'], [project('a', 'Prepare'), project('b', null, { begun: false })]))).toEqual(['Not begun: b', 'Gather: ', 'Prepare: a', 'File: ']);
  expect(told(columnsOf(['Gather', 'File', 'Gather'], []))).toEqual(['Gather: ', 'File: ']);
});

it('keeps work of an older version under the title it knows, and what has ended in the last column', () => {
  expect(told(columnsOf(['Gather', 'File'], [project('a', 'Check'), project('b', 'Gather', { ended: true }), project('c', null)]))).toEqual(['Gather: ', 'Check: a', 'File: b c']);
  expect(told(columnsOf([], [project('a', 'Check')]))).toEqual(['Check: a']);
  expect(told(columnsOf([], [project('a', null)]))).toEqual(['Work: a']);
  expect(columnsOf([], [])).toEqual([]);
});

it('puts what is late on top, then what presses', () => {
  const all = [project('d', 'G', { move: { tone: 'THEIRS', dueOn: '2026-11-01' } }), project('c', 'G', { move: { tone: 'OURS', dueOn: null } }), project('b', 'G'), project('a', 'G', { move: { tone: 'BROKEN', dueOn: '2026-11-17' } })];
  expect(told(columnsOf(['G'], all))).toEqual(['G: a b c d']);
});
