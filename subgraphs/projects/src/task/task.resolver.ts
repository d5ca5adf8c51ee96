import { Arg, Args, Authorized, Ctx as Context, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { FilterQuery } from '@mikro-orm/core';
import { Invalid, isId, PageArgs, type Ctx, type Page } from '@firmament/kit';
import { Project } from '../project/project.entity.js';
import { ProjectSection } from '../project/section.entity.js';
import { clientRef, ClientRef, fileRefs, FileObjectRef, userRef, UserRef, userRefs } from '../stubs.js';
import { bucketOf } from './due-bucket.rules.js';
import { doersOf, filesBefore, tasksBefore } from './known-around.js';
import { TaskAssignee } from './task-assignee.entity.js';
import { TaskListArgs } from './task-change.inputs.js';
import { Task, TaskConnection, TaskKind, TaskState } from './task.entity.js';
import { Blocker, BlockerKind, DueBucket } from './task.types.js';

@Resolver(() => Task)
export class TaskResolver {
  @Authorized('projects.task.view')
  @Query(() => Task, { nullable: true, description: 'One task; null when there is none that you can see.' })
  async task(@Arg('id', () => ID, { description: 'Its id.' }) id: string, @Context() ctx: Ctx): Promise<Task | null> { return isId('tsk', id) ? ctx.read.load(Task, id) : null; }

  @Authorized('projects.task.view')
  @Query(() => TaskConnection, { description: 'Tasks, the newest on top.' })
  tasks(@Args(() => TaskListArgs) args: TaskListArgs, @Context() ctx: Ctx): Promise<Page<Task>> {
    const { projectId, clientId, assigneeUserId, state } = args;
    const where = { ...(projectId ? { projectId } : {}), ...(clientId ? { clientId } : {}), ...(assigneeUserId ? { assigneeUserId } : {}), ...(state?.length ? { state: { $in: state } } : {}) } as FilterQuery<Task>;
    return ctx.read.page(Task, where, { first: args.first, after: args.after ?? null, orderBy: { createdAt: 'DESC' } });
  }

  @Authorized('projects.task.view')
  @Query(() => TaskConnection, { description: 'Tasks that somebody of the firm must take and nobody has, the oldest on top.' })
  needsOwner(@Args(() => PageArgs) page: PageArgs, @Context() ctx: Ctx): Promise<Page<Task>> { return unowned(page, ctx, {}); }

  @Authorized('projects.task.view')
  @Query(() => TaskConnection, { description: 'The queue of work that has begun and that nobody has taken, the oldest on top.' })
  tasksNeedingOwner(@Args(() => PageArgs) page: PageArgs, @Context() ctx: Ctx): Promise<Page<Task>> { return unowned(page, ctx, { dormant: false }); }

  @Authorized('projects.task.view')
  @Query(() => [Task], { description: 'What you have to do, the most urgent on top. Work that has not begun is not among it.' })
  async myTasks(@Arg('first', () => Int, { defaultValue: 100, description: 'How many, 1 to 200.' }) first: number, @Context() ctx: Ctx): Promise<Task[]> {
    if (first < 1 || first > 200) throw new Invalid('PAGE_SIZE', 'Ask for 1 to 200 tasks.', 'first');
    const me = ctx.actor.onBehalfOf ?? ctx.actor.id;
    if (!isId('usr', me)) return [];
    const beside = (await ctx.read.rows(TaskAssignee, { userId: me }, { orderBy: { id: 'DESC' }, limit: 1000 })).map(({ taskId }) => taskId);
    const mine = beside.length ? { $or: [{ assigneeUserId: me }, { id: { $in: beside } }] } : { assigneeUserId: me };
    return ctx.read.rows(Task, { ...mine, state: TaskState.OPEN, dormant: false } as FilterQuery<Task>, { orderBy: { dueOn: 'ASC', id: 'ASC' }, limit: first });
  }

  @FieldResolver(() => UserRef, { nullable: true, description: 'The member of staff who does it; the lead where there are several.' })
  assignee(@Root() task: Task): UserRef | null { return userRef(task.assigneeUserId); }

  @FieldResolver(() => [UserRef], { description: 'Everybody who does it, the lead first.' })
  async assignees(@Root() task: Task, @Context() ctx: Ctx): Promise<UserRef[]> { return userRefs(await doersOf(task, ctx)); }

  @FieldResolver(() => UserRef, { nullable: true, description: 'Who looks it over.' })
  reviewer(@Root() task: Task): UserRef | null { return userRef(task.reviewerUserId); }

  @FieldResolver(() => ClientRef, { nullable: true, description: 'The client it is about.' })
  client(@Root() task: Task): ClientRef | null { return clientRef(task.clientId); }

  @FieldResolver(() => Project, { nullable: true, description: 'The project it belongs to.' })
  project(@Root() task: Task, @Context() ctx: Ctx): Promise<Project | null> { return ctx.read.load(Project, task.projectId); }

  @FieldResolver(() => ProjectSection, { nullable: true, description: 'The part of the work it stands in.' })
  section(@Root() task: Task, @Context() ctx: Ctx): Promise<ProjectSection | null> { return ctx.read.load(ProjectSection, task.sectionId); }

  @FieldResolver(() => Task, { nullable: true, description: 'The task that it is a part of.' })
  parent(@Root() task: Task, @Context() ctx: Ctx): Promise<Task | null> { return ctx.read.load(Task, task.parentId); }

  @FieldResolver(() => [Task], { description: 'Its parts, in order.' })
  children(@Root() task: Task, @Context() ctx: Ctx): Promise<Task[]> { return ctx.read.children(Task, 'parentId', task.id, { orderBy: { orderKey: 'ASC', id: 'ASC' } }); }

  @FieldResolver(() => [Task], { description: 'The tasks that come first.' })
  async dependsOn(@Root() task: Task, @Context() ctx: Ctx): Promise<Task[]> { return [...await tasksBefore(task, ctx)]; }

  @FieldResolver(() => Boolean, { description: 'A task that comes first is still open, or files that come first are not there.' })
  async blocked(@Root() task: Task, @Context() ctx: Ctx): Promise<boolean> { return (await blockersOf(task, ctx)).length > 0; }

  @FieldResolver(() => [Blocker], { description: 'Everything that stands before it now; empty when it can go on.' })
  blockers(@Root() task: Task, @Context() ctx: Ctx): Promise<Blocker[]> { return blockersOf(task, ctx); }

  @FieldResolver(() => DueBucket, { description: 'When it presses, seen from today (UTC).' })
  dueBucket(@Root() task: Task, @Context() ctx: Ctx): DueBucket { return DueBucket[bucketOf(task.dueOn, ctx.now.toISOString().slice(0, 10))]; }

  @FieldResolver(() => [FileObjectRef], { description: 'Files that lie with it.' })
  files(@Root() task: Task): FileObjectRef[] { return fileRefs(task.fileIds); }
}

const unowned = (page: PageArgs, ctx: Ctx, more: object): Promise<Page<Task>> =>
  ctx.read.page(Task, { state: TaskState.OPEN, assigneeUserId: null, kind: { $ne: TaskKind.CLIENT }, ...more } as FilterQuery<Task>, { first: page.first, after: page.after ?? null, orderBy: { createdAt: 'ASC', position: 'ASC' } });

async function blockersOf(task: Task, ctx: Ctx): Promise<Blocker[]> {
  if (!task.isOpen) return [];
  const tasks = (await tasksBefore(task, ctx)).filter((before) => before.isOpen);
  const files = (await filesBefore(task, ctx)).filter((need) => need.isOpen);
  return [
    ...tasks.map((before) => ({ kind: BlockerKind.TASK, id: before.id, words: before.title, since: before.startedAt ?? before.createdAt })),
    ...files.map((need) => ({ kind: BlockerKind.FILE_REQUEST, id: need.id, words: need.title, since: need.waitingSince })),
  ];
}
