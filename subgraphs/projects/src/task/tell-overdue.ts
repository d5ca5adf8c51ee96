import { idToUuid, uuidToId } from '@firmament/kit/ids';
import { sweep, type Ctx } from '@firmament/kit';
import { Project, ProjectStatus } from '../project/project.entity.js';
import { tellOverdue } from './task-facts.js';
import { Task } from './task.entity.js';

/** Tells of one task, once for its due day. Paused work is looked at again tomorrow. */
async function tellOne(ctx: Ctx, taskId: string): Promise<void> {
  const seen = await ctx.em.findOne(Task, { id: taskId });
  const task = seen ? await ctx.load(Task, taskId) : null;
  if (!task?.isOpen || task.dormant || task.dueOn === null || task.dueOn >= ctx.now.toISOString().slice(0, 10) || task.overdueOn === task.dueOn) {
    await ctx.sql('delete from projects.task_due where id = $1 and look_at <= $2', [idToUuid(taskId), ctx.now]);
    return;
  }
  const project = task.projectId ? await ctx.em.findOne(Project, { id: task.projectId }) : null;
  if (project && project.status !== ProjectStatus.ACTIVE) {
    await ctx.sql(`update projects.task_due set look_at = $2::timestamptz + interval '1 day' where id = $1`, [idToUuid(taskId), ctx.now]);
    return;
  }
  task.overdueOn = task.dueOn;
  await tellOverdue(ctx, task);
}

/** Tells of tasks whose day passed. A day is over at midnight UTC. */
export const tellOverdueTasks = sweep({
  name: 'tell-overdue',
  everyMs: 30_000,
  run: async (ctx) => {
    const due = await ctx.scan<{ tenant_id: string; id: string }>('select tenant_id, id from projects.task_due where look_at <= $1 order by look_at limit 200', [ctx.now]);
    for (const row of due) {
      // One task that cannot be told must not keep the others from being told.
      await ctx.inTenant(uuidToId('firm', row.tenant_id), (inside) => tellOne(inside, uuidToId('tsk', row.id))).catch((error: unknown) => ctx.log.error({ err: error, taskId: row.id }, 'an overdue task could not be told'));
    }
  },
});
