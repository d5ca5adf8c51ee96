import type { LateTask } from './lateness.rules.js';
import { moveOf, type Standing, type WantedFiles } from './move.rules.js';

const now = new Date('2026-11-19T11:00:00Z');
const task = (id: string, more: Partial<LateTask> = {}): LateTask => ({
  id, title: id, state: 'OPEN', kind: 'STAFF', dueOn: '2026-11-25', dormant: false, dependsOnIds: [], needsFileIds: [], owned: true, startedAt: null, createdAt: new Date('2026-11-10T09:00:00Z'), ...more });
const files = (id: string, more: Partial<WantedFiles> = {}): WantedFiles => ({ id, title: id, open: true, waitingSince: new Date('2026-11-10T09:00:00Z'), dueOn: '2026-11-24', ...more });
const line = (more: Partial<Standing>): string => { const { tone, words } = moveOf({ status: 'ACTIVE', statusReason: null, tasks: [], files: [], ...more }, now); return `${tone} ${words}`; };

it('says first what is late, then what is ours, then what is theirs', () => {
  const [late, mine, owed] = [task('Review', { dueOn: '2026-11-17' }), task('Prepare'), files('Bank statements')];
  expect(line({ tasks: [mine, late], files: [owed] })).toBe('BROKEN Review, 2 days late');
  expect(line({ tasks: [mine, task('File', { dueOn: '2026-11-20' })], files: [owed] })).toBe('OURS File');
  expect(line({ tasks: [{ ...mine, needsFileIds: ['Bank statements'] }], files: [owed] })).toBe('THEIRS Bank statements, 9 days');
  expect(line({ tasks: [], files: [owed, files('Receipts', { waitingSince: new Date('2026-11-07T09:00:00Z') })] })).toBe('THEIRS 2 requests, 12 days');
});

it('leaves out what waits for something else, what sleeps and what is done', () => {
  const first = task('Draft', { kind: 'CLIENT', createdAt: new Date('2026-11-19T09:00:00Z') });
  expect(line({ tasks: [first, task('Review', { dependsOnIds: ['Draft'] })] })).toBe('THEIRS Draft, today');
  expect(line({ tasks: [{ ...first, state: 'DONE' }, task('Review', { dependsOnIds: ['Draft'] })] })).toBe('OURS Review');
  expect(line({ tasks: [task('Later', { dormant: true, dueOn: '2026-11-01' })] })).toBe('QUIET Nothing open');
  expect(line({ tasks: [task('Enter', { needsFileIds: ['Bank'] })], files: [files('Bank', { waitingSince: null })] })).toBe('QUIET Nothing can go on yet');
});

it.each<[Partial<Standing>, string]>([
  [{ status: 'SKELETON' }, 'QUIET Not begun'], [{ status: 'ON_HOLD', statusReason: 'They sold the boat.' }, 'QUIET On hold: They sold the boat.'], [{ status: 'ON_HOLD' }, 'QUIET On hold'], [{ status: 'COMPLETED' }, 'DONE Finished'],
  [{ status: 'CANCELLED' }, 'QUIET Cancelled'], [{}, 'QUIET Nothing open'],
])('calls nothing late that somebody paused or ended: %j', (more, words) => { expect(line({ tasks: more.status ? [task('T', { dueOn: '2026-11-01' })] : [], ...more })).toBe(words); });
