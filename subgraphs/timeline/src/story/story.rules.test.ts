import { tell } from '../sentence/facts.rules.js';
import { headlineOf, stateOf, type TaleRun } from './story.rules.js';

const run = (state: TaleRun['state'], words: string | null = null): TaleRun => ({ id: 'run_1', workflowName: 'Onboarding', state, words });
const entries = [
  { actorName: 'Marion Marlowe', telling: tell('booked', { fragment: 'appointment booked', secondLine: 'Tue 24 Nov.' }) },
  { actorName: 'Onboarding', telling: tell('laid out', { fragment: '6 folders' }) },
];

describe('a story', () => {
  it('goes by its workflow when one ran, and sums up what was done', () => {
    expect(headlineOf(entries, [run('DONE')])).toMatchObject({ actorName: 'Onboarding', verb: 'finished', tone: 'DONE', secondLine: 'Appointment booked, 6 folders.' });
  });
  it('says what is wrong before anything else when it is stuck', () => {
    expect(headlineOf(entries, [run('STUCK', 'The template is gone.')])).toMatchObject({ tone: 'BROKEN', secondLine: 'The template is gone. Appointment booked, 6 folders.' });
  });
  it('goes by its first fact without a workflow', () => {
    expect(headlineOf(entries.slice(0, 1), [])).toMatchObject({ actorName: 'Marion Marlowe', verb: 'booked', secondLine: 'Tue 24 Nov.' });
  });
  it('stands where its worst run stands', () => {
    expect(stateOf([run('DONE'), run('WAITING'), run('STUCK')])).toBe('STUCK');
    expect(stateOf([])).toBe('DONE');
  });
});
