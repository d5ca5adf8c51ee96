import { conditionsOf, standsIn, type Stage } from './stage.rules.js';

const stages: Stage[] = [{ id: 'a', title: 'Gather', conditions: ['TASKS_DONE', 'FILES_RECEIVED'] }, { id: 'b', title: 'Prepare', conditions: ['TASKS_DONE'] }, { id: 'c', title: 'File', conditions: ['MILESTONES_COMPLETED'] }];
const nothing = { tasks: [], files: [], milestones: [] };

it('moves only when all conditions are met, and names the one that is missing', () => {
  const open = { ...nothing, files: [{ title: 'Bank statements', sectionId: 'a' }] };
  expect(standsIn(stages, 'a', open)?.id).toBe('a');
  expect(conditionsOf(stages[0] as Stage, open)).toEqual([
    { kind: 'TASKS_DONE', met: true, sentence: 'Every task of this stage is done.' }, { kind: 'FILES_RECEIVED', met: false, sentence: 'The client still owes: «Bank statements».' }]);
});
it('passes several stages at once, stays in the last, and never goes back', () => {
  expect(standsIn(stages, 'a', nothing)?.id).toBe('c');
  expect(standsIn(stages, 'b', { ...nothing, tasks: [{ title: 'Chase', sectionId: 'a' }], milestones: [{ title: 'Filed' }] })?.id).toBe('c');
  expect(standsIn(stages, 'gone', nothing)).toBeNull();
});
it('waits for a person where nothing is demanded', () => {
  expect(standsIn([{ id: 'x', title: 'Talk', conditions: [] }, ...stages], 'x', nothing)?.id).toBe('x');
});
