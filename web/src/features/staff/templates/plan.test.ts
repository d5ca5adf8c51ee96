import { describe, expect, it } from '@jest/globals';
import { nextKey, planInput, type Plan } from './plan';

const task = (key: string, extra: object = {}) => ({ __typename: 'PlannedTask' as const, key, section: 'prepare', title: `Do ${key}`, clientTitle: null, kind: 'STAFF' as const, role: 'OWNER' as const, dueAfterDays: null, dependsOn: [] as string[], clientVisible: false, parent: null, priority: 'NORMAL' as const, estimateMinutes: null, checklist: [] as string[], needsFiles: [] as string[], ...extra });
const plan = (tasks: ReturnType<typeof task>[]): Plan => ({
  __typename: 'ProjectPlan', namePattern: ' {client} ', clientTitle: '', sections: [{ __typename: 'PlannedSection', key: 'prepare', title: 'Prepare', wipLimit: null, conditions: ['TASKS_DONE'] }], tasks, milestones: [],
  fileRequests: [{ __typename: 'PlannedFileRequest', key: 'bank', title: 'Bank', section: 'gone', dueAfterDays: 3, items: [{ __typename: 'FileNeedItem', title: 'Statement ', required: true, hint: '' }, { __typename: 'FileNeedItem', title: ' ', required: true, hint: null }] }],
}) as unknown as Plan;

describe('a plan on its way to the server', () => {
  it('leaves out lines that nobody filled in, and threads that lead to them', () => {
    const sent = planInput(plan([task('a'), task('b', { title: '  ' }), task('c', { dependsOn: ['a', 'b'], parent: 'b', needsFiles: ['bank', 'gone'], checklist: ['One', ' '] }), task('d', { section: 'gone' })]));
    expect(sent.tasks.map((one) => one.key)).toEqual(['a', 'c']);
    expect(sent.tasks[1]).toMatchObject({ dependsOn: ['a'], parent: null, needsFiles: ['bank'], checklist: ['One'] });
    expect(sent.fileRequests?.[0]).toMatchObject({ section: null, items: [{ title: 'Statement', required: true, hint: null }] });
    expect(sent.namePattern).toBe('{client}');
  });

  it('carries nothing that the input does not know', () => {
    expect(JSON.stringify(planInput(plan([task('a')])))).not.toContain('__typename');
  });

  it('gives a new line a key of its own', () => {
    expect(nextKey('task', [{ key: 'task-1' }, { key: 'task-3' }])).toBe('task-4');
    expect(nextKey('task', [{ key: 'task-2' }])).toBe('task-3');
  });
});
