import { userDeactivated } from '@firmament/events';
import { idToUuid } from '@firmament/kit/ids';
import { on } from '@firmament/kit';
import { Task, TaskState } from '../task/task.entity.js';
import { tellAssigned } from '../task/task-facts.js';

/** The open tasks of somebody who left need an owner; nothing waits for them in silence. */
export const onUserDeactivated = on(userDeactivated, async ({ data }, ctx) => {
  const user = [idToUuid(data.userId)];
  await ctx.sql('delete from projects.task_assignees where user_id = $1', user);
  for (const column of ['owner_user_id', 'preparer_user_id', 'reviewer_user_id']) {
    await ctx.sql(`update projects.client_teams set ${column} = null, version = version + 1 where ${column} = $1`, user);
  }
  for (const task of await ctx.em.find(Task, { assigneeUserId: data.userId, state: TaskState.OPEN }, { orderBy: { id: 'ASC' } })) {
    if (task.assignTo(null, ctx.now) && !task.dormant) await tellAssigned(ctx, task);
  }
});
