import type { Ctx } from '@firmament/kit';
import { ProjectFileNeed } from '../filing/file-need.entity.js';
import { TaskAssignee } from './task-assignee.entity.js';
import { Task } from './task.entity.js';

/** What stands around a task: who else does it, and what comes first. */
export interface Around { readonly others: readonly string[]; readonly before: readonly Task[]; readonly files: readonly ProjectFileNeed[] }

/** What a board has read already for all its cards at once. Two thousand cards must not ask two thousand times, nor in batches. */
const known = new WeakMap<Task, Around>();

/** Notes for each task of a project what stands around it. */
export function noteAround(tasks: readonly Task[], assignees: readonly TaskAssignee[], files: readonly ProjectFileNeed[]): void {
  const tasksById = new Map(tasks.map((task) => [task.id, task]));
  const filesById = new Map(files.map((file) => [file.id, file]));
  const people = Map.groupBy(assignees, ({ taskId }) => taskId);
  for (const task of tasks) {
    known.set(task, {
      others: (people.get(task.id) ?? []).map(({ userId }) => userId),
      before: task.dependsOnIds.flatMap((id) => tasksById.get(id) ?? []), files: task.needsFileIds.flatMap((id) => filesById.get(id) ?? []),
    });
  }
}

const present = <T>(rows: readonly (T | null)[]): T[] => rows.filter((row) => row !== null);

/** The tasks that come first. */
export const tasksBefore = async (task: Task, ctx: Ctx): Promise<readonly Task[]> => known.get(task)?.before ?? present(await Promise.all(task.dependsOnIds.map((id) => ctx.read.load(Task, id))));
/** The wanted files that come first. */
export const filesBefore = async (task: Task, ctx: Ctx): Promise<readonly ProjectFileNeed[]> => known.get(task)?.files ?? present(await Promise.all(task.needsFileIds.map((id) => ctx.read.load(ProjectFileNeed, id))));
/** Everybody who does it, the lead first. */
export async function doersOf(task: Task, ctx: Ctx): Promise<string[]> {
  const others = known.get(task)?.others ?? (await ctx.read.children(TaskAssignee, 'taskId', task.id, { orderBy: { id: 'ASC' } })).map(({ userId }) => userId);
  return [...(task.assigneeUserId ? [task.assigneeUserId] : []), ...others.filter((userId) => userId !== task.assigneeUserId)];
}
