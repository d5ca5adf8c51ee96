import { projectStageAdvanced } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { FileNeedState, ProjectFileNeed } from '../filing/file-need.entity.js';
import { Task, TaskState } from '../task/task.entity.js';
import { Milestone } from './milestone.entity.js';
import { Project, ProjectStatus } from './project.entity.js';
import { ProjectSection } from './section.entity.js';
import { standsIn } from './stage.rules.js';

/** Lets work go on by itself: as long as every condition of the stage is met, the next one begins. Only work that goes on moves, and it never moves back. */
export async function advanceStage(ctx: Ctx, project: Project): Promise<void> {
  if (project.status !== ProjectStatus.ACTIVE || !project.stageSectionId) return;
  await ctx.em.flush();
  const sections = await ctx.em.find(ProjectSection, { projectId: project.id }, { orderBy: { position: 'ASC' } });
  const open = {
    tasks: await ctx.em.find(Task, { projectId: project.id, state: TaskState.OPEN }, { orderBy: { orderKey: 'ASC' } }),
    files: await ctx.em.find(ProjectFileNeed, { projectId: project.id, state: { $in: [FileNeedState.PLANNED, FileNeedState.WAITING] } }, { orderBy: { position: 'ASC' } }),
    milestones: await ctx.em.find(Milestone, { projectId: project.id, completedAt: null }, { orderBy: { position: 'ASC' } }),
  };
  const from = sections.find(({ id }) => id === project.stageSectionId);
  const to = standsIn(sections, project.stageSectionId, open);
  if (!from || !to || from.id === to.id) return;
  project.stageSectionId = to.id;
  project.changedAt = ctx.now;
  ctx.emit(projectStageAdvanced, { projectId: project.id, clientId: project.clientId, name: project.name, from: from.title, to: to.title }, { aggregateId: project.id, clientId: project.clientId });
}

/** The same for the project of something that changed, when it has one. */
export async function advanceStageOf(ctx: Ctx, projectId: string | null): Promise<void> {
  if (projectId) await advanceStage(ctx, await ctx.load(Project, projectId));
}
