import type { Ctx } from '@firmament/kit';
import { TaskHasOpenParts, TaskIsBlocked } from '../errors.js';
import { advanceStageOf } from '../project/advance-stage.js';
import { obstaclesOf, tellFreed } from './obstacles.js';
import { tellCompleted } from './task-facts.js';
import { Task, TaskState } from './task.entity.js';
import { OpenChildrenRule } from './task.inputs.js';

/** A task is done, and its open parts become what the rule says. What waited for it hears so, and the work may go on to its next stage. */
export async function finish(ctx: Ctx, task: Task, rule: OpenChildrenRule): Promise<void> {
  if (task.isOpen) await demandFree(ctx, task);
  const parts = rule === OpenChildrenRule.LEAVE ? [] : await openParts(ctx, task);
  if (task.isOpen && rule === OpenChildrenRule.BLOCK && parts.length > 0) throw new TaskHasOpenParts(parts.map(({ title }) => title));
  if (!task.complete(ctx.now)) return;
  const done = [task, ...parts];
  for (const part of parts) part.complete(ctx.now);
  for (const one of [...parts, task]) await tellCompleted(ctx, one);
  if (!task.projectId) return;
  await tellFreed(ctx, task.projectId, (other) => other.dependsOnIds.some((id) => done.some((one) => one.id === id)));
  await advanceStageOf(ctx, task.projectId);
}

async function demandFree(ctx: Ctx, task: Task): Promise<void> {
  const waitsFor = await obstaclesOf(ctx, task);
  if (waitsFor.length > 0) throw new TaskIsBlocked(waitsFor);
}

/** All open parts of a task, and the parts of those. A part is met once, whatever points at it. */
async function openParts(ctx: Ctx, task: Task): Promise<Task[]> {
  const met = new Map<string, Task>();
  for (let level = [task.id]; level.length > 0;) {
    const below = await ctx.em.find(Task, { parentId: { $in: level } }, { orderBy: { orderKey: 'ASC', id: 'ASC' } });
    const fresh = below.filter(({ id }) => id !== task.id && !met.has(id));
    for (const one of fresh) met.set(one.id, one);
    level = fresh.map(({ id }) => id);
  }
  return [...met.values()].filter(({ state }) => state === TaskState.OPEN);
}
