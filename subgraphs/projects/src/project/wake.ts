import { projectFilesNeeded } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { FileNeedState, ProjectFileNeed } from '../filing/file-need.entity.js';
import { KickOffNeeded } from '../errors.js';
import { Task } from '../task/task.entity.js';
import { announceTask, peopleOf } from '../task/task-facts.js';
import { advanceStage } from './advance-stage.js';
import { Milestone } from './milestone.entity.js';
import type { Project } from './project.entity.js';
import { ProjectSection } from './section.entity.js';
import { addWorkingDays } from './working-days.rules.js';

/** Work begins: everything gets its day, everybody hears of their tasks, and whoever asks clients for files hears what is wanted. */
export async function wake(ctx: Ctx, project: Project, kickOffOn: string | null): Promise<void> {
  if (!kickOffOn) throw new KickOffNeeded();
  project.kickOffOn = kickOffOn;
  const dated = (days: number | null): string | null => (days === null ? null : addWorkingDays(kickOffOn, days));
  for (const task of await ctx.em.find(Task, { projectId: project.id, dormant: true }, { orderBy: { position: 'ASC' } })) {
    task.dormant = false;
    task.dueOn ??= dated(task.relativeDays);
    if (task.isOpen) announceTask(ctx, task, await peopleOf(ctx, task));
  }
  for (const milestone of await ctx.em.find(Milestone, { projectId: project.id })) milestone.dueOn ??= dated(milestone.relativeDays);
  await askForFiles(ctx, project, dated);
  project.stageSectionId = (await ctx.em.findOne(ProjectSection, { projectId: project.id }, { orderBy: { position: 'ASC' } }))?.id ?? null;
  await advanceStage(ctx, project);
}

async function askForFiles(ctx: Ctx, project: Project, dated: (days: number | null) => string | null): Promise<void> {
  const needs = await ctx.em.find(ProjectFileNeed, { projectId: project.id }, { orderBy: { position: 'ASC' } });
  for (const need of needs) need.dueOn ??= dated(need.relativeDays);
  const planned = needs.filter((need) => need.state === FileNeedState.PLANNED);
  if (planned.length === 0) return;
  ctx.emit(projectFilesNeeded, {
    projectId: project.id, clientId: project.clientId, name: project.name, requests: planned.map(({ key, title, dueOn, items }) => ({ key, title, dueOn, items })),
  }, { aggregateId: project.id, clientId: project.clientId });
}
