import type { Ctx } from '@firmament/kit';
import { ProjectFileNeed } from '../filing/file-need.entity.js';
import { Task, TaskState } from './task.entity.js';
import { tellUnblocked } from './task-facts.js';

/** Everything open that stands before a task, in words: other tasks, and files that the client owes. */
export async function obstaclesOf(ctx: Ctx, task: Task): Promise<string[]> {
  const tasks = task.dependsOnIds.length ? await ctx.em.find(Task, { id: { $in: task.dependsOnIds }, state: TaskState.OPEN }, { orderBy: { position: 'ASC', id: 'ASC' } }) : [];
  const files = task.needsFileIds.length ? await ctx.em.find(ProjectFileNeed, { id: { $in: task.needsFileIds } }, { orderBy: { position: 'ASC', id: 'ASC' } }) : [];
  return [...tasks.map(({ title }) => title), ...files.filter((need) => need.isOpen).map(({ title }) => title)];
}

/** Tells of every open task that waited for something of this project and waits for nothing now. */
export async function tellFreed(ctx: Ctx, projectId: string, waited: (task: Task) => boolean): Promise<void> {
  await ctx.em.flush();
  const open = await ctx.em.find(Task, { projectId, state: TaskState.OPEN, dormant: false }, { orderBy: { position: 'ASC', id: 'ASC' } });
  for (const task of open.filter(waited)) {
    if ((await obstaclesOf(ctx, task)).length === 0) await tellUnblocked(ctx, task);
  }
}
