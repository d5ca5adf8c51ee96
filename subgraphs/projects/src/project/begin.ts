import { projectActivated } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { TaskAssignee } from '../task/task-assignee.entity.js';
import { Task, TaskKind, TaskState } from '../task/task.entity.js';
import { ProjectStatus, type Project } from './project.entity.js';
import { wake } from './wake.js';

/** Everybody of the firm who has something to do in work that begins, each once. */
async function peopleIn(ctx: Ctx, project: Project): Promise<string[]> {
  const tasks = await ctx.em.find(Task, { projectId: project.id, dormant: true, state: TaskState.OPEN, kind: { $ne: TaskKind.CLIENT } });
  const known = new Set(tasks.map(({ id }) => id));
  const beside = (await ctx.em.find(TaskAssignee, { projectId: project.id })).filter(({ taskId }) => known.has(taskId));
  return [...new Set([...tasks.flatMap(({ assigneeUserId }) => assigneeUserId ?? []), ...beside.map(({ userId }) => userId)])].sort();
}

/** Work begins, once in the life of a project: the fact names who has something to do, then everything gets its day. */
export async function begin(ctx: Ctx, project: Project, kickOffOn: string | null): Promise<void> {
  const assigneeUserIds = await peopleIn(ctx, project);
  project.moveTo(ProjectStatus.ACTIVE, null, ctx.now);
  ctx.emit(projectActivated, {
    projectId: project.id, clientId: project.clientId, name: project.name, agreementId: project.agreementId, ...(kickOffOn ? { kickOffOn } : {}), assigneeUserIds,
  }, { aggregateId: project.id, clientId: project.clientId });
  await wake(ctx, project, kickOffOn);
}
