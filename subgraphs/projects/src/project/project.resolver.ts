import { Arg, Args, Authorized, Ctx as Context, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { FilterQuery } from '@mikro-orm/core';
import { Audience, DateScalar, isId, type Ctx, type Page } from '@firmament/kit';
import { clientRef, ClientRef, userRef, UserRef } from '../stubs.js';
import { Task, TaskState } from '../task/task.entity.js';
import { ProjectTemplateVersion } from '../template/template.entity.js';
import { Milestone } from './milestone.entity.js';
import { Project, ProjectConnection } from './project.entity.js';
import { ProjectListArgs } from './project.inputs.js';
import { ProjectSection } from './section.entity.js';

@Resolver(() => Project)
export class ProjectResolver {
  @Authorized('projects.project.view')
  @Audience('portal')
  @Query(() => Project, { nullable: true, description: 'One project; null when there is none that you can see.' })
  async project(@Arg('id', () => ID, { description: 'Its id.' }) id: string, @Context() ctx: Ctx): Promise<Project | null> {
    return isId('prj', id) ? ctx.read.load(Project, id) : null;
  }

  @Authorized('projects.project.view')
  @Query(() => ProjectConnection, { description: 'Projects, the newest on top.' })
  projects(@Args(() => ProjectListArgs) args: ProjectListArgs, @Context() ctx: Ctx): Promise<Page<Project>> {
    const where = { ...(args.clientId ? { clientId: args.clientId } : {}), ...(args.status?.length ? { status: { $in: args.status } } : {}) } as FilterQuery<Project>;
    return ctx.read.page(Project, where, { first: args.first, after: args.after ?? null, orderBy: { createdAt: 'DESC' } });
  }

  @FieldResolver(() => ClientRef, { nullable: true, description: 'The client.' })
  client(@Root() project: Project): ClientRef | null { return clientRef(project.clientId); }

  @FieldResolver(() => UserRef, { nullable: true, description: 'The member of staff who owns it.' })
  owner(@Root() project: Project): UserRef | null { return userRef(project.ownerUserId); }

  @FieldResolver(() => ProjectTemplateVersion, { nullable: true, description: 'The version of the template that it was laid out from.' })
  templateVersion(@Root() project: Project, @Context() ctx: Ctx): Promise<ProjectTemplateVersion | null> { return ctx.read.load(ProjectTemplateVersion, project.templateVersionId); }

  @FieldResolver(() => [ProjectSection], { description: 'The parts of the work, in order.' })
  sections(@Root() project: Project, @Context() ctx: Ctx): Promise<ProjectSection[]> { return ctx.read.children(ProjectSection, 'projectId', project.id, { orderBy: { position: 'ASC' } }); }

  @FieldResolver(() => [Milestone], { description: 'The milestones, in order.' })
  milestones(@Root() project: Project, @Context() ctx: Ctx): Promise<Milestone[]> { return ctx.read.children(Milestone, 'projectId', project.id, { orderBy: { position: 'ASC' } }); }

  @Audience('portal')
  @FieldResolver(() => [Task], { description: 'The tasks that you may see, in order.' })
  tasks(@Root() project: Project, @Context() ctx: Ctx): Promise<Task[]> { return tasksOf(project, ctx); }

  @Audience('portal')
  @FieldResolver(() => Int, { description: 'How many of the tasks that you may see are done.' })
  async tasksDone(@Root() project: Project, @Context() ctx: Ctx): Promise<number> { return (await tasksOf(project, ctx)).filter((task) => task.state === TaskState.DONE).length; }

  @Audience('portal')
  @FieldResolver(() => Int, { description: 'How many tasks you may see; cancelled ones do not count.' })
  async tasksTotal(@Root() project: Project, @Context() ctx: Ctx): Promise<number> { return (await tasksOf(project, ctx)).filter((task) => task.state !== TaskState.CANCELLED).length; }

  @Audience('portal')
  @FieldResolver(() => DateScalar, { nullable: true, description: 'When the last task that you may see is due; null before work has begun.' })
  async dueOn(@Root() project: Project, @Context() ctx: Ctx): Promise<string | null> {
    const days = (await tasksOf(project, ctx)).filter((task) => task.state !== TaskState.CANCELLED).flatMap((task) => task.dueOn ?? []);
    return days.sort().at(-1) ?? null;
  }
}

@Resolver(() => ClientRef)
export class ClientProjectsResolver {
  @Audience('portal')
  @FieldResolver(() => [Project], { nullable: true, description: 'The projects of this client, the newest on top.' })
  async projects(@Root() client: ClientRef, @Arg('open', () => Boolean, { nullable: true, description: 'Only those that go on (true) or have ended (false).' }) open: boolean | null, @Context() ctx: Ctx): Promise<Project[]> {
    ctx.demand('projects.project.view');
    const all = await ctx.read.children(Project, 'clientId', client.id, { orderBy: { createdAt: 'DESC', id: 'DESC' } });
    return open === null || open === undefined ? all : all.filter((project) => project.isOpen === open);
  }
}

/** One batch serves every figure of a project: row security leaves a client what is meant for them. */
const tasksOf = (project: Project, ctx: Ctx): Promise<Task[]> => ctx.read.children(Task, 'projectId', project.id, { orderBy: { position: 'ASC', id: 'ASC' } });
