import { Arg, Args, Authorized, Ctx as Context, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { FilterQuery } from '@mikro-orm/core';
import { taskAssigned, taskCompleted } from '@firmament/events';
import { Action, ForClient, Invalid, isId, PageArgs, type Ctx, type Page } from '@firmament/kit';
import { ClientTaskNeedsClient, ProjectIsClosed, TaskIsBlocked, TaskOfAnotherClient } from '../errors.js';
import { Project } from '../project/project.entity.js';
import { ProjectSection } from '../project/section.entity.js';
import { clientRef, ClientRef, userRef, UserRef } from '../stubs.js';
import { announceTask } from './announce-task.js';
import { Task, TaskConnection, TaskKind, TaskState } from './task.entity.js';
import { AssignTaskInput, CompleteTaskInput, CreateTaskInput, CreateTaskPayload } from './task.inputs.js';

@Resolver(() => Task)
export class TaskResolver {
  @Authorized('projects.task.view')
  @Query(() => TaskConnection, { description: 'Tasks that somebody of the firm must take and nobody has, the oldest on top.' })
  needsOwner(@Args(() => PageArgs) page: PageArgs, @Context() ctx: Ctx): Promise<Page<Task>> {
    const where = { state: TaskState.OPEN, assigneeUserId: null, kind: { $ne: TaskKind.CLIENT } } as FilterQuery<Task>;
    return ctx.read.page(Task, where, { first: page.first, after: page.after ?? null, orderBy: { createdAt: 'ASC', position: 'ASC' } });
  }

  @Authorized('projects.task.view')
  @Query(() => [Task], { description: 'What you have to do, the most urgent on top. Work that has not begun is not among it.' })
  async myTasks(@Arg('first', () => Int, { defaultValue: 100, description: 'How many, 1 to 200.' }) first: number, @Context() ctx: Ctx): Promise<Task[]> {
    if (first < 1 || first > 200) throw new Invalid('PAGE_SIZE', 'Ask for 1 to 200 tasks.', 'first');
    const me = ctx.actor.onBehalfOf ?? ctx.actor.id;
    return isId('usr', me) ? ctx.read.rows(Task, { assigneeUserId: me, state: TaskState.OPEN, dormant: false }, { orderBy: { dueOn: 'ASC', id: 'ASC' }, limit: first }) : [];
  }

  @Authorized('projects.task.create')
  @Action()
  @ForClient()
  @Mutation(() => CreateTaskPayload, { description: 'Gives somebody something to do, within a project or beside all of them.' })
  async createTask(@Arg('input', () => CreateTaskInput, { description: 'The task.' }) input: CreateTaskInput, @Context() ctx: Ctx): Promise<CreateTaskPayload> {
    const project = input.projectId ? await ctx.load(Project, input.projectId) : null;
    if (project && input.clientId && project.clientId !== input.clientId) throw new TaskOfAnotherClient();
    if (project && !project.isOpen) throw new ProjectIsClosed(project.name);
    const clientId = project?.clientId ?? input.clientId ?? null;
    if (input.kind === TaskKind.CLIENT && !clientId) throw new ClientTaskNeedsClient();
    const task = await addTask(ctx, input, { projectId: project?.id ?? null, clientId });
    if (project && ctx.actor.kind === 'staff') project.touch(ctx.now);
    announceTask(ctx, task);
    return { task };
  }

  @Authorized('projects.task.edit')
  @Action()
  @Mutation(() => Task, { description: 'A task is done. Refused while another one that comes first is open.' })
  async completeTask(@Arg('input', () => CompleteTaskInput, { description: 'The task.' }) input: CompleteTaskInput, @Context() ctx: Ctx): Promise<Task> {
    const task = await ctx.load(Task, input.taskId, { ifVersion: input.ifVersion ?? null });
    const before = task.dependsOnIds.length ? await ctx.em.find(Task, { id: { $in: task.dependsOnIds }, state: TaskState.OPEN }, { orderBy: { position: 'ASC' } }) : [];
    if (before.length > 0 && task.state === TaskState.OPEN) throw new TaskIsBlocked(before.map(({ title }) => title));
    if (task.complete(ctx.now)) ctx.emit(taskCompleted, { taskId: task.id, projectId: task.projectId, clientId: task.clientId, title: task.title }, { aggregateId: task.id, clientId: task.clientId });
    return task;
  }

  @Authorized('projects.task.edit')
  @Action()
  @Mutation(() => Task, { description: 'Gives a task another owner, or takes the owner off.' })
  async assignTask(@Arg('input', () => AssignTaskInput, { description: 'The owner.' }) input: AssignTaskInput, @Context() ctx: Ctx): Promise<Task> {
    const task = await ctx.load(Task, input.taskId, { ifVersion: input.ifVersion ?? null });
    if (task.assignTo(input.assigneeUserId ?? null, ctx.now)) {
      ctx.emit(taskAssigned, { taskId: task.id, projectId: task.projectId, clientId: task.clientId, title: task.title, assigneeUserId: task.assigneeUserId }, { aggregateId: task.id, clientId: task.clientId });
    }
    return task;
  }

  @FieldResolver(() => UserRef, { nullable: true, description: 'The member of staff who does it.' })
  assignee(@Root() task: Task): UserRef | null { return userRef(task.assigneeUserId); }

  @FieldResolver(() => ClientRef, { nullable: true, description: 'The client it is about.' })
  client(@Root() task: Task): ClientRef | null { return clientRef(task.clientId); }

  @FieldResolver(() => Project, { nullable: true, description: 'The project it belongs to.' })
  project(@Root() task: Task, @Context() ctx: Ctx): Promise<Project | null> { return ctx.read.load(Project, task.projectId); }

  @FieldResolver(() => ProjectSection, { nullable: true, description: 'The part of the work it stands in.' })
  section(@Root() task: Task, @Context() ctx: Ctx): Promise<ProjectSection | null> { return ctx.read.load(ProjectSection, task.sectionId); }

  @FieldResolver(() => [Task], { description: 'The tasks that come first.' })
  dependsOn(@Root() task: Task, @Context() ctx: Ctx): Promise<Task[]> { return loadTasks(task.dependsOnIds, ctx); }

  @FieldResolver(() => Boolean, { description: 'A task that comes first is still open.' })
  async blocked(@Root() task: Task, @Context() ctx: Ctx): Promise<boolean> {
    return task.state === TaskState.OPEN && (await loadTasks(task.dependsOnIds, ctx)).some((before) => before.state === TaskState.OPEN);
  }
}

const loadTasks = async (ids: readonly string[], ctx: Ctx): Promise<Task[]> => (await Promise.all(ids.map((id) => ctx.read.load(Task, id)))).filter((task) => task !== null);

async function addTask(ctx: Ctx, input: CreateTaskInput, place: { projectId: string | null; clientId: string | null }): Promise<Task> {
  const position = place.projectId ? await ctx.em.count(Task, { projectId: place.projectId }) : 0;
  const task = ctx.em.create(Task, {
    id: ctx.newId('tsk'), tenantId: ctx.actor.tenantId ?? '', version: 1, ...place, sectionId: null, title: input.title.trim(), clientWords: null, kind: input.kind, role: null,
    clientVisible: input.kind === TaskKind.CLIENT, assigneeUserId: input.assigneeUserId ?? null, relativeDays: null, dueOn: input.dueOn ?? null, dependsOnIds: [], state: TaskState.OPEN,
    dormant: false, position, touchedAt: ctx.actor.kind === 'staff' ? ctx.now : null, completedAt: null, createdAt: ctx.now,
  });
  ctx.em.persist(task);
  return task;
}
