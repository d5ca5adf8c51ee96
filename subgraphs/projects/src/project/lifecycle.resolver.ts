import { LockMode } from '@mikro-orm/core';
import { Arg, Authorized, Ctx as Context, Mutation, Resolver } from 'type-graphql';
import { projectCancelled, projectCompleted, projectOnHold, projectResumed } from '@firmament/events';
import { Action, type Ctx } from '@firmament/kit';
import { ProjectHasOpenTasks, ProjectStepRefused } from '../errors.js';
import { tellCancelled, tellCompleted } from '../task/task-facts.js';
import { Task, TaskState } from '../task/task.entity.js';
import { OpenChildrenRule } from '../task/task.inputs.js';
import { standingClient } from '../team/roles.js';
import { advanceStage } from './advance-stage.js';
import { CancelProjectInput, CompleteProjectInput, HoldProjectInput, ResumeProjectInput, ResumeProjectsInput, ResumedProjectsPayload } from './lifecycle.inputs.js';
import { Project, ProjectStatus } from './project.entity.js';

@Resolver(() => Project)
export class LifecycleResolver {
  @Authorized('projects.project.edit')
  @Action()
  @Mutation(() => Project, { description: 'Work pauses, and you say why. Nobody is told of due days until it goes on.' })
  async holdProject(@Arg('input', () => HoldProjectInput, { description: 'The project.' }) input: HoldProjectInput, @Context() ctx: Ctx): Promise<Project> {
    const project = await ctx.load(Project, input.projectId, { ifVersion: input.ifVersion ?? null });
    project.moveTo(ProjectStatus.ON_HOLD, input.reason.trim(), ctx.now);
    project.waitsForInvoiceId = input.untilInvoiceId ?? null;
    ctx.emit(projectOnHold, { ...fact(project), reason: input.reason.trim() }, place(project));
    return project;
  }

  @Authorized('projects.project.edit')
  @Action()
  @Mutation(() => Project, { description: 'Paused work goes on.' })
  async resumeProject(@Arg('input', () => ResumeProjectInput, { description: 'The project.' }) input: ResumeProjectInput, @Context() ctx: Ctx): Promise<Project> {
    const project = await ctx.load(Project, input.projectId, { ifVersion: input.ifVersion ?? null });
    if (project.status !== ProjectStatus.ON_HOLD) throw new ProjectStepRefused(project.status, ProjectStatus.ACTIVE);
    await goOn(ctx, project);
    return project;
  }

  @Authorized('projects.project.edit')
  @Action()
  @Mutation(() => ResumedProjectsPayload, { description: 'All paused work of a client that waited for this invoice goes on; nothing happens where none did.' })
  async resumeProjectsOfInvoice(@Arg('input', () => ResumeProjectsInput, { description: 'Whose, and which invoice.' }) input: ResumeProjectsInput, @Context() ctx: Ctx): Promise<ResumedProjectsPayload> {
    await ctx.clientExists(input.clientId);
    const projects = await ctx.em.find(Project, { clientId: await standingClient(ctx, input.clientId), waitsForInvoiceId: input.invoiceId, status: ProjectStatus.ON_HOLD }, { orderBy: { id: 'ASC' }, lockMode: LockMode.PESSIMISTIC_WRITE });
    for (const project of projects) await goOn(ctx, project);
    return { projects };
  }

  @Authorized('projects.project.edit')
  @Action()
  @Mutation(() => Project, { description: 'Work is done. Open tasks ask for a rule.' })
  async completeProject(@Arg('input', () => CompleteProjectInput, { description: 'The project.' }) input: CompleteProjectInput, @Context() ctx: Ctx): Promise<Project> {
    const project = await ctx.load(Project, input.projectId, { ifVersion: input.ifVersion ?? null });
    const open = await ctx.em.find(Task, { projectId: project.id, state: TaskState.OPEN }, { orderBy: { orderKey: 'ASC', id: 'ASC' } });
    const rule = input.openTasks ?? OpenChildrenRule.BLOCK;
    project.moveTo(ProjectStatus.COMPLETED, input.reason?.trim() ?? null, ctx.now);
    if (rule === OpenChildrenRule.BLOCK && open.length > 0) throw new ProjectHasOpenTasks(open.map(({ title }) => title));
    if (rule === OpenChildrenRule.COMPLETE_ALL) {
      for (const task of open) {
        task.complete(ctx.now);
        await tellCompleted(ctx, task);
      }
    }
    ctx.emit(projectCompleted, { ...fact(project), reason: project.statusReason }, place(project));
    return project;
  }

  @Authorized('projects.project.edit')
  @Action()
  @Mutation(() => Project, { description: 'Work will not be done, and you say why. Its open tasks are cancelled.' })
  async cancelProject(@Arg('input', () => CancelProjectInput, { description: 'The project.' }) input: CancelProjectInput, @Context() ctx: Ctx): Promise<Project> {
    const project = await ctx.load(Project, input.projectId, { ifVersion: input.ifVersion ?? null });
    project.moveTo(ProjectStatus.CANCELLED, input.reason.trim(), ctx.now);
    for (const task of await ctx.em.find(Task, { projectId: project.id, state: TaskState.OPEN }, { orderBy: { orderKey: 'ASC', id: 'ASC' } })) {
      task.cancel();
      if (!task.dormant) await tellCancelled(ctx, task);
    }
    ctx.emit(projectCancelled, { ...fact(project), reason: input.reason.trim() }, place(project));
    return project;
  }
}

async function goOn(ctx: Ctx, project: Project): Promise<void> {
  project.moveTo(ProjectStatus.ACTIVE, null, ctx.now);
  ctx.emit(projectResumed, fact(project), place(project));
  await advanceStage(ctx, project);
}

const fact = ({ id, clientId, name }: Project) => ({ projectId: id, clientId, name });
const place = ({ id, clientId }: Project) => ({ aggregateId: id, clientId });
