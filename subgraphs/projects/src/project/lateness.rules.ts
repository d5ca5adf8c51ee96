/** A task as lateness looks at it. */
export interface LateTask {
  readonly id: string; readonly title: string; readonly state: 'OPEN' | 'DONE' | 'CANCELLED'; readonly kind: 'STAFF' | 'CLIENT' | 'REVIEW'; readonly dueOn: string | null; readonly dormant: boolean;
  readonly dependsOnIds: readonly string[]; readonly needsFileIds: readonly string[]; readonly owned: boolean; readonly startedAt: Date | null; readonly createdAt: Date;
}
/** A wanted file as lateness looks at it. */
export interface LateFiles { readonly id: string; readonly title: string; readonly open: boolean; readonly waitingSince: Date | null }
/** One link of the chain, from what is late to its root. */
export interface Link { readonly kind: 'TASK' | 'FILE_REQUEST' | 'NOBODY' | 'PROJECT'; readonly id: string | null; readonly words: string; readonly since: Date | null }
/** Why it is late, root last. */
export interface LateStory { readonly late: boolean; readonly sentence: string; readonly chain: readonly Link[] }

const dayMs = 86_400_000;
const dayOf = (date: string): Date => new Date(`${date}T00:00:00Z`);
const days = (since: Date, now: Date): number => Math.max(0, Math.floor((now.getTime() - since.getTime()) / dayMs));
const counted = (count: number): string => (count === 1 ? '1 day' : `${count} days`);

/** The tasks that are past their day, the longest first. */
export const lateOnes = (tasks: readonly LateTask[], today: string): LateTask[] =>
  tasks.filter((task) => task.state === 'OPEN' && !task.dormant && task.dueOn !== null && task.dueOn < today).sort((a, b) => (a.dueOn ?? '').localeCompare(b.dueOn ?? '') || a.id.localeCompare(b.id));

/** Why one task is late: what stands before it, and before that, down to the root. A circle ends where it closes. */
export function whyLate(task: LateTask, around: { readonly tasks: readonly LateTask[]; readonly files: readonly LateFiles[] }, now: Date): LateStory {
  const chain: Link[] = [{ kind: 'TASK', id: task.id, words: `«${task.title}» was due ${counted(days(dayOf(task.dueOn ?? ''), now))} ago.`, since: dayOf(task.dueOn ?? '') }];
  const seen = new Set([task.id]);
  let at = task;
  for (;;) {
    const files = around.files.find((one) => one.open && at.needsFileIds.includes(one.id));
    if (files) { chain.push(filesLink(files, now)); break; }
    const before = around.tasks.find((one) => one.state === 'OPEN' && at.dependsOnIds.includes(one.id) && !seen.has(one.id));
    if (!before) { chain.push(...rootOf(at, now)); break; }
    seen.add(before.id);
    chain.push({ kind: 'TASK', id: before.id, words: `It waits for «${before.title}»${before.dueOn ? `, due ${before.dueOn}` : ''}.`, since: before.startedAt ?? before.createdAt });
    at = before;
  }
  return { late: true, sentence: sentenceOf(task, chain), chain };
}

function filesLink({ id, title, waitingSince }: LateFiles, now: Date): Link {
  const words = waitingSince ? `The client has owed «${title}» for ${counted(days(waitingSince, now))}.` : `Nobody has asked the client for «${title}» yet.`;
  return { kind: 'FILE_REQUEST', id, words, since: waitingSince };
}

function rootOf(task: LateTask, now: Date): Link[] {
  if (task.kind === 'CLIENT') return [{ kind: 'TASK', id: task.id, words: `«${task.title}» is for the client to do.`, since: task.createdAt }];
  if (!task.owned) return [{ kind: 'NOBODY', id: task.id, words: `Nobody owns «${task.title}».`, since: task.createdAt }];
  if (!task.startedAt) return [{ kind: 'TASK', id: task.id, words: `Nobody has begun with «${task.title}».`, since: null }];
  return [{ kind: 'TASK', id: task.id, words: `«${task.title}» has been worked on for ${counted(days(task.startedAt, now))}.`, since: task.startedAt }];
}

/** The first and the last link in one sentence: what is late, and why in the end. */
function sentenceOf(task: LateTask, chain: readonly Link[]): string {
  const root = chain.at(-1);
  return chain.length < 2 || !root ? `«${task.title}» is late.` : `«${task.title}» is late. ${root.words}`;
}

/** What is said of work that is in time. */
export const inTime: LateStory = { late: false, sentence: 'Nothing is late.', chain: [] };
