import { Arg, Authorized, Ctx as Context, Mutation, Resolver } from 'type-graphql';
import { projectCancelled, projectKickOffMoved, projectResumed } from '@firmament/events';
import { Action, ForClient, isId, type Ctx } from '@firmament/kit';
import { TemplateVersionMissing, TemplateVersionUnpublished } from '../errors.js';
import { Task } from '../task/task.entity.js';
import { teamOf } from '../team/roles.js';
import { ProjectTemplate, ProjectTemplateVersion } from '../template/template.entity.js';
import { begin } from './begin.js';
import { layOut } from './lay-out.js';
import { Project, ProjectStatus } from './project.entity.js';
import {
  ActivateProjectInput, CancelUntouchedSkeletonInput, CancelUntouchedSkeletonPayload, CreateProjectFromTemplateInput, CreateProjectFromTemplatePayload,
  MoveProjectKickOffInput, MoveProjectKickOffPayload, SkeletonOutcome,
} from './project.inputs.js';

@Resolver(() => Project)
export class SkeletonResolver {
  @Authorized('projects.project.create')
  @Action()
  @ForClient()
  @Mutation(() => CreateProjectFromTemplatePayload, { description: 'Lays out a project for a client from a template: a skeleton, of which nobody is reminded until it begins.' })
  async createProjectFromTemplate(@Arg('input', () => CreateProjectFromTemplateInput, { description: 'What and for whom.' }) input: CreateProjectFromTemplateInput, @Context() ctx: Ctx): Promise<CreateProjectFromTemplatePayload> {
    const version = isId('ptv', input.templateVersionId) ? await ctx.em.findOne(ProjectTemplateVersion, { id: input.templateVersionId }) : null;
    const template = version ? await ctx.em.findOne(ProjectTemplate, { id: version.templateId }) : null;
    if (!version || !template) throw new TemplateVersionMissing();
    if (!version.published) throw new TemplateVersionUnpublished(template.name);
    if (input.onlyIfNoOpenSkeleton) {
      // Two bookings of one client take turns; the second finds what the first one laid out.
      await ctx.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`projects:skeleton:${input.clientId}:${template.id}`]);
      const open = await ctx.em.findOne(Project, { clientId: input.clientId, templateId: template.id, status: ProjectStatus.SKELETON }, { orderBy: { createdAt: 'DESC', id: 'DESC' } });
      if (open) return { project: open, created: false };
    }
    const team = await teamOf(ctx, input.clientId);
    return { project: layOut(ctx, { template, version, team }, input), created: true };
  }

  @Authorized('projects.project.edit')
  @Action()
  @Mutation(() => MoveProjectKickOffPayload, { description: 'The first day of a project follows its appointment. Work that has begun keeps its dates.' })
  async moveProjectKickOff(@Arg('input', () => MoveProjectKickOffInput, { description: 'The day.' }) input: MoveProjectKickOffInput, @Context() ctx: Ctx): Promise<MoveProjectKickOffPayload> {
    const project = await projectOf(ctx, input.appointmentId);
    if (!project || project.status !== ProjectStatus.SKELETON || project.kickOffOn === input.kickOffOn) return { project, moved: false };
    const from = project.kickOffOn;
    project.kickOffOn = input.kickOffOn;
    project.changedAt = ctx.now;
    noteTouch(ctx, project);
    ctx.emit(projectKickOffMoved, { projectId: project.id, clientId: project.clientId, name: project.name, from, to: input.kickOffOn }, { aggregateId: project.id, clientId: project.clientId });
    return { project, moved: true };
  }

  @Authorized('projects.project.edit')
  @Action()
  @Mutation(() => CancelUntouchedSkeletonPayload, { description: 'Takes back the project of an appointment that fell through, unless somebody had begun to work on it.' })
  async cancelUntouchedSkeleton(@Arg('input', () => CancelUntouchedSkeletonInput, { description: 'The appointment.' }) input: CancelUntouchedSkeletonInput, @Context() ctx: Ctx): Promise<CancelUntouchedSkeletonPayload> {
    const project = await projectOf(ctx, input.appointmentId);
    if (!project) return { project, outcome: SkeletonOutcome.NONE };
    if (project.status === ProjectStatus.CANCELLED) return { project, outcome: SkeletonOutcome.CANCELLED };
    const tasks = await ctx.em.find(Task, { projectId: project.id });
    if (project.status !== ProjectStatus.SKELETON || project.touchedAt || tasks.some((task) => task.touchedAt)) return { project, outcome: SkeletonOutcome.KEPT };
    project.moveTo(ProjectStatus.CANCELLED, input.reason, ctx.now);
    for (const task of tasks) task.cancel();
    ctx.emit(projectCancelled, { projectId: project.id, clientId: project.clientId, name: project.name, reason: input.reason }, { aggregateId: project.id, clientId: project.clientId });
    return { project, outcome: SkeletonOutcome.CANCELLED };
  }

  @Authorized('projects.project.edit')
  @Action()
  @Mutation(() => Project, { description: 'Work begins: tasks get their dates, counted in working days from the first day, and everybody who has one is told.' })
  async activateProject(@Arg('input', () => ActivateProjectInput, { description: 'The project.' }) input: ActivateProjectInput, @Context() ctx: Ctx): Promise<Project> {
    const project = await ctx.load(Project, input.projectId, { ifVersion: input.ifVersion ?? null });
    noteTouch(ctx, project);
    if (project.status === ProjectStatus.SKELETON) {
      await begin(ctx, project, input.kickOffOn ?? project.kickOffOn);
      return project;
    }
    project.moveTo(ProjectStatus.ACTIVE, null, ctx.now);
    ctx.emit(projectResumed, { projectId: project.id, clientId: project.clientId, name: project.name }, { aggregateId: project.id, clientId: project.clientId });
    return project;
  }
}

/** The project that an appointment brought, locked; the newest where there are several. */
async function projectOf(ctx: Ctx, appointmentId: string): Promise<Project | null> {
  const found = await ctx.em.findOne(Project, { sourceRef: appointmentId }, { orderBy: { createdAt: 'DESC', id: 'DESC' } });
  return found ? ctx.load(Project, found.id) : null;
}

/** Only a person touches; what a workflow does it may take back. */
const noteTouch = (ctx: Ctx, project: Project): void => { if (ctx.actor.kind === 'staff') project.touch(ctx.now); };
