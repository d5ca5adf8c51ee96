import { taskCreated } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import type { Task } from './task.entity.js';

/** States that somebody has something to do. A task of a skeleton waits for this until work begins. */
export function announceTask(ctx: Ctx, task: Task): void {
  ctx.emit(taskCreated, {
    taskId: task.id, projectId: task.projectId, clientId: task.clientId, title: task.title, kind: task.kind, assigneeUserId: task.assigneeUserId, dueOn: task.dueOn,
  }, { aggregateId: task.id, clientId: task.clientId });
}
