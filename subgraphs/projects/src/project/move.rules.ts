import type { LateTask } from './lateness.rules.js';

/** Whose move a project waits for. */
export type Tone = 'BROKEN' | 'OURS' | 'THEIRS' | 'DONE' | 'QUIET';
/** One line about a project: whose move it is, on what, and by when. */
export interface Move { readonly tone: Tone; readonly words: string; readonly dueOn: string | null; readonly taskId: string | null }
/** A wanted file as a move looks at it. */
export interface WantedFiles { readonly id: string; readonly title: string; readonly open: boolean; readonly waitingSince: Date | null; readonly dueOn: string | null }
/** Where a project stands in its life, and what is in it. */
export interface Standing {
  readonly status: 'SKELETON' | 'ACTIVE' | 'ON_HOLD' | 'COMPLETED' | 'CANCELLED';
  readonly statusReason: string | null;
  readonly tasks: readonly LateTask[];
  readonly files: readonly WantedFiles[];
}

const dayMs = 86_400_000;
const counted = (count: number, one: string): string => `${count} ${count === 1 ? one : `${one}s`}`;
const daysOf = (since: Date, now: Date): number => Math.max(0, Math.floor((now.getTime() - since.getTime()) / dayMs));
const waited = (since: Date, now: Date): string => (daysOf(since, now) === 0 ? 'today' : counted(daysOf(since, now), 'day'));
const byDay = (a: { dueOn: string | null }, b: { dueOn: string | null }): number => (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999');

/** The one line of a project: what is late first, then what is ours, then what is theirs; among equals what is due first. */
export function moveOf({ status, statusReason, tasks, files }: Standing, now: Date): Move {
  const quiet = (words: string): Move => ({ tone: 'QUIET', words, dueOn: null, taskId: null });
  if (status === 'SKELETON') return quiet('Not begun');
  if (status === 'ON_HOLD') return quiet(statusReason ? `On hold: ${statusReason}` : 'On hold');
  if (status === 'CANCELLED') return quiet('Cancelled');
  if (status === 'COMPLETED') return { tone: 'DONE', words: 'Finished', dueOn: null, taskId: null };
  const open = tasks.filter((task) => task.state === 'OPEN' && !task.dormant).sort(byDay);
  return late(open, now) ?? ours(open, { tasks, files }) ?? theirs(open, files, now) ?? quiet(open.length > 0 ? 'Nothing can go on yet' : 'Nothing open');
}

function late(open: readonly LateTask[], now: Date): Move | null {
  const [worst] = open.filter((task) => task.dueOn !== null && task.dueOn < now.toISOString().slice(0, 10));
  return worst?.dueOn ? { tone: 'BROKEN', words: `${worst.title}, ${counted(daysOf(new Date(`${worst.dueOn}T00:00:00Z`), now), 'day')} late`, dueOn: worst.dueOn, taskId: worst.id } : null;
}

/** A task that waits for something else is nobody's move. */
function ours(open: readonly LateTask[], around: { readonly tasks: readonly LateTask[]; readonly files: readonly WantedFiles[] }): Move | null {
  const openIds = new Set(around.tasks.filter((task) => task.state === 'OPEN').map(({ id }) => id));
  const wantedIds = new Set(around.files.filter((one) => one.open).map(({ id }) => id));
  const next = open.find((task) => task.kind !== 'CLIENT' && !task.dependsOnIds.some((id) => openIds.has(id)) && !task.needsFileIds.some((id) => wantedIds.has(id)));
  return next ? { tone: 'OURS', words: next.title, dueOn: next.dueOn, taskId: next.id } : null;
}

/** What the client owes, and for how long we have waited. */
function theirs(open: readonly LateTask[], files: readonly WantedFiles[], now: Date): Move | null {
  const asked = files.filter((one) => one.open && one.waitingSince !== null).sort(byDay);
  const [first] = asked;
  if (first?.waitingSince) {
    const since = asked.reduce((earliest, one) => (one.waitingSince && one.waitingSince < earliest ? one.waitingSince : earliest), first.waitingSince);
    return { tone: 'THEIRS', words: `${asked.length === 1 ? first.title : counted(asked.length, 'request')}, ${waited(since, now)}`, dueOn: first.dueOn, taskId: null };
  }
  const task = open.find(({ kind }) => kind === 'CLIENT');
  return task ? { tone: 'THEIRS', words: `${task.title}, ${waited(task.createdAt, now)}`, dueOn: task.dueOn, taskId: task.id } : null;
}
