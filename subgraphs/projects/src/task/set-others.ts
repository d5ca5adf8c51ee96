import type { Ctx } from '@firmament/kit';
import { TaskAssignee } from './task-assignee.entity.js';
import type { Task } from './task.entity.js';

/** Who does a task beside its lead. False when it was the same people before. */
export async function setOthers(ctx: Ctx, task: Task, userIds: readonly string[]): Promise<boolean> {
  const before = await ctx.em.find(TaskAssignee, { taskId: task.id });
  const gone = before.filter(({ userId }) => !userIds.includes(userId));
  const come = userIds.filter((userId) => !before.some((one) => one.userId === userId));
  for (const one of gone) ctx.em.remove(one);
  for (const userId of come) {
    ctx.em.persist(ctx.em.create(TaskAssignee, { id: ctx.newId('tas'), tenantId: task.tenantId, version: 1, taskId: task.id, projectId: task.projectId, clientId: task.clientId, userId }));
  }
  if (gone.length + come.length > 0) await ctx.em.flush();
  return gone.length + come.length > 0;
}
