import { taskAssigned, taskBlocked, taskCancelled, taskCompleted, taskCreated, taskOverdue, taskReopened, taskStarted, taskUnblocked } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { TaskAssignee } from './task-assignee.entity.js';
import type { Task } from './task.entity.js';

const place = (task: Task) => ({ aggregateId: task.id, clientId: task.clientId });

/** Everybody who does a task, the lead first. */
export async function peopleOf(ctx: Ctx, task: Task): Promise<string[]> {
  const others = await ctx.em.find(TaskAssignee, { taskId: task.id }, { orderBy: { id: 'ASC' } });
  return [...(task.assigneeUserId ? [task.assigneeUserId] : []), ...others.map(({ userId }) => userId).filter((userId) => userId !== task.assigneeUserId)];
}

const facts = (task: Task, assigneeUserIds: string[]) => ({
  taskId: task.id, projectId: task.projectId, clientId: task.clientId, title: task.title, kind: task.kind, assigneeUserIds, dueOn: task.dueOn,
});

/** States that somebody has something to do. A task of a skeleton waits for this until work begins. */
export function announceTask(ctx: Ctx, task: Task, assigneeUserIds: string[] = task.assigneeUserId ? [task.assigneeUserId] : []): void {
  ctx.emit(taskCreated, { ...facts(task, assigneeUserIds), assigneeUserId: task.assigneeUserId, reviewerUserId: task.reviewerUserId }, place(task));
}

/** States who does a task from now on. */
export async function tellAssigned(ctx: Ctx, task: Task): Promise<void> {
  ctx.emit(taskAssigned, { ...facts(task, await peopleOf(ctx, task)), assigneeUserId: task.assigneeUserId }, place(task));
}

/** States that somebody began. */
export async function tellStarted(ctx: Ctx, task: Task): Promise<void> { ctx.emit(taskStarted, facts(task, await peopleOf(ctx, task)), place(task)); }

/** States that a task is done, and by whom where a person did it. */
export async function tellCompleted(ctx: Ctx, task: Task): Promise<void> {
  const person = ctx.actor.kind === 'staff' ? ctx.actor.id : null;
  ctx.emit(taskCompleted, { ...facts(task, await peopleOf(ctx, task)), completedByUserId: person }, place(task));
}

/** States that a task must be done again. */
export async function tellReopened(ctx: Ctx, task: Task, reason: string | null): Promise<void> { ctx.emit(taskReopened, { ...facts(task, await peopleOf(ctx, task)), reason }, place(task)); }

/** States that the due day of a task passed. */
export async function tellOverdue(ctx: Ctx, task: Task): Promise<void> { ctx.emit(taskOverdue, facts(task, await peopleOf(ctx, task)), place(task)); }

/** What stands before a task, as the fact names it. */
export interface Obstacle { readonly byTaskIds: string[]; readonly byFileRequestId: string | null; readonly sentence: string }

/** States that a task cannot go on. */
export async function tellBlocked(ctx: Ctx, task: Task, obstacle: Obstacle): Promise<void> { ctx.emit(taskBlocked, { ...facts(task, await peopleOf(ctx, task)), ...obstacle }, place(task)); }

/** States that nothing stands before a task any more. */
export async function tellUnblocked(ctx: Ctx, task: Task): Promise<void> { ctx.emit(taskUnblocked, facts(task, await peopleOf(ctx, task)), place(task)); }

/** States that a task will not be done. */
export async function tellCancelled(ctx: Ctx, task: Task): Promise<void> { ctx.emit(taskCancelled, facts(task, await peopleOf(ctx, task)), place(task)); }
