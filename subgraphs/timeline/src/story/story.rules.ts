import type { Telling } from '../sentence/sentence.types.js';

/** Where a story stands. */
export type StoryState = 'RUNNING' | 'WAITING' | 'STUCK' | 'DONE';

/** A workflow run of a story, as far as its facts tell. */
export interface TaleRun {
  readonly id: string;
  readonly workflowName: string;
  readonly state: StoryState;
  readonly words: string | null;
}

/** An entry of a story, in the order of event time. */
export interface TaleEntry {
  readonly actorName: string;
  readonly telling: Telling;
}

/** The one line of a story and the line under it. */
export interface Headline extends Pick<Telling, 'verb' | 'objects' | 'secondLine' | 'tone' | 'icon'> {
  readonly actorName: string;
}

const order: readonly StoryState[] = ['STUCK', 'RUNNING', 'WAITING', 'DONE'];

/** The state of a story is that of its worst run; without a run a story is done when it is told. */
export function stateOf(runs: readonly { readonly state: StoryState }[]): StoryState {
  return order.find((state) => runs.some((run) => run.state === state)) ?? 'DONE';
}

/** The state that a run event tells, or null when the type tells none. */
export function runStateOf(eventType: string): StoryState | null {
  const states: Readonly<Record<string, StoryState>> = {
    'workflow.run.started': 'RUNNING', 'workflow.run.waiting': 'WAITING', 'workflow.run.stuck': 'STUCK',
    'workflow.run.resumed': 'RUNNING', 'workflow.run.completed': 'DONE', 'workflow.run.cancelled': 'DONE', 'workflow.run.failed': 'DONE',
  };
  return states[eventType] ?? null;
}

const verbs: Readonly<Record<StoryState, string>> = { RUNNING: 'is running', WAITING: 'waits', STUCK: 'is stuck and needs a person', DONE: 'finished' };
const looks: Readonly<Record<StoryState, Pick<Headline, 'tone' | 'icon'>>> = {
  RUNNING: { tone: 'OURS', icon: 'bolt' }, WAITING: { tone: 'THEIRS', icon: 'clock' },
  STUCK: { tone: 'BROKEN', icon: 'alert-triangle' }, DONE: { tone: 'DONE', icon: 'bolt' },
};

/** «Appointment booked, client added, 6 folders.» from what each entry adds; each phrase once. */
export function summaryOf(entries: readonly TaleEntry[]): string | null {
  const phrases = [...new Set(entries.map((entry) => entry.telling.fragment).filter((phrase) => phrase !== null && phrase !== ''))];
  if (phrases.length === 0) return null;
  const words = phrases.join(', ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

function ofRun(run: TaleRun, entries: readonly TaleEntry[]): Headline {
  const done = entries.filter((entry) => entry.telling.fragment !== 'waits' && entry.telling.fragment !== 'stuck');
  const lines = [run.state === 'DONE' ? null : run.words, summaryOf(done)].filter((line) => line !== null && line !== '');
  return {
    actorName: run.workflowName, verb: verbs[run.state], ...looks[run.state], secondLine: lines.length === 0 ? null : lines.join(' '),
    objects: run.state === 'STUCK' ? [{ label: 'see the run', href: `/runs/${run.id}` }] : [],
  };
}

/** The sentence of a story: its workflow's when one ran, else that of its first entry. */
export function headlineOf(entries: readonly TaleEntry[], runs: readonly TaleRun[]): Headline {
  const state = stateOf(runs);
  const run = runs.find((candidate) => candidate.state === state);
  if (run !== undefined) return ofRun(run, entries);
  const [first] = entries;
  if (first === undefined) return { actorName: 'Firmament', verb: 'recorded a change', objects: [], secondLine: null, tone: 'QUIET', icon: 'point' };
  const { verb, objects, tone, icon, secondLine } = first.telling;
  return { actorName: first.actorName, verb, objects, tone, icon, secondLine: entries.length === 1 ? secondLine : (summaryOf(entries) ?? secondLine) };
}
