import { Arg, Authorized, Ctx as Context, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { commentAdded } from '@firmament/events';
import { isId, type Ctx } from '@firmament/kit';
import { ChecklistLineMissing, DependencyCircle, DependencyElsewhere, NobodyToTakeIt } from '../errors.js';
import { userRef, UserRef, userRefs } from '../stubs.js';
import { dependencyOrder } from '../template/template-plan.rules.js';
import { obstaclesOf } from './obstacles.js';
import { TaskComment } from './task-comment.entity.js';
import { AddTaskCommentInput, SetTaskDependenciesInput, SetTaskFilesInput, TickChecklistItemInput, UpdateTaskInput, type ChecklistItemInput } from './task-change.inputs.js';
import { tellBlocked } from './task-facts.js';
import { Task } from './task.entity.js';
import { named } from '../text.rules.js';

@Resolver(() => Task)
export class TaskPlanResolver {
  @Authorized('projects.task.edit')
  @Mutation(() => Task, { description: 'Changes what a task says. What is left out stays.' })
  async updateTask(@Arg('input', () => UpdateTaskInput, { description: 'What it shall say.' }) input: UpdateTaskInput, @Context() ctx: Ctx): Promise<Task> {
    const task = await ctx.load(Task, input.taskId, { ifVersion: input.ifVersion ?? null });
    task.demandOpen();
    if (input.title) task.title = input.title.trim();
    if (input.clientTitle !== undefined) task.clientWords = input.clientTitle?.trim() ?? null;
    if (typeof input.clientVisible === 'boolean') task.clientVisible = input.clientVisible;
    if (input.dueOn !== undefined) task.dueOn = input.dueOn;
    if (input.priority) task.priority = input.priority;
    if (input.estimateMinutes !== undefined) task.estimateMinutes = input.estimateMinutes;
    if (input.checklist) task.checklist = linesOf(input.checklist, ctx);
    task.touchedAt = ctx.now;
    return task;
  }

  @Authorized('projects.task.edit')
  @Mutation(() => Task, { description: 'Ticks a line of a checklist, or unticks it.' })
  async tickChecklistItem(@Arg('input', () => TickChecklistItemInput, { description: 'The line.' }) input: TickChecklistItemInput, @Context() ctx: Ctx): Promise<Task> {
    const task = await ctx.load(Task, input.taskId, { ifVersion: input.ifVersion ?? null });
    task.demandOpen();
    if (!task.checklist.some(({ key }) => key === input.key)) throw new ChecklistLineMissing();
    task.checklist = task.checklist.map((line) => (line.key === input.key ? { ...line, done: input.done } : line));
    task.touchedAt = ctx.now;
    return task;
  }

  @Authorized('projects.task.edit')
  @Mutation(() => Task, { description: 'Says which tasks of its project come before a task. Refused when tasks would wait for each other.' })
  async setTaskDependencies(@Arg('input', () => SetTaskDependenciesInput, { description: 'What comes first.' }) input: SetTaskDependenciesInput, @Context() ctx: Ctx): Promise<Task> {
    const task = await ctx.load(Task, input.taskId, { ifVersion: input.ifVersion ?? null });
    task.demandOpen();
    const wanted = [...new Set(input.dependsOnIds)];
    await demandNoCircle(ctx, task, wanted);
    const before = await obstaclesOf(ctx, task);
    task.dependsOnIds = wanted;
    task.touchedAt = ctx.now;
    const now = await obstaclesOf(ctx, task);
    if (before.length === 0 && now.length > 0 && !task.dormant) await tellBlocked(ctx, task, { byTaskIds: wanted, byFileRequestId: null, sentence: `It waits for ${named(now)}.` });
    return task;
  }

  @Authorized('projects.task.edit')
  @Mutation(() => Task, { description: 'Says which files lie with a task.' })
  async setTaskFiles(@Arg('input', () => SetTaskFilesInput, { description: 'The files.' }) input: SetTaskFilesInput, @Context() ctx: Ctx): Promise<Task> {
    const task = await ctx.load(Task, input.taskId, { ifVersion: input.ifVersion ?? null });
    task.fileIds = [...new Set(input.fileIds)];
    task.touchedAt = ctx.now;
    return task;
  }

  @Authorized('projects.task.edit')
  @Mutation(() => TaskComment, { description: 'Says something about a task. Who is mentioned is told.' })
  async addTaskComment(@Arg('input', () => AddTaskCommentInput, { description: 'What is said.' }) input: AddTaskCommentInput, @Context() ctx: Ctx): Promise<TaskComment> {
    if (!isId('usr', ctx.actor.id)) throw new NobodyToTakeIt();
    const task = await ctx.load(Task, input.taskId);
    const mentions = [...new Set(input.mentionedUserIds)];
    const comment = ctx.em.create(TaskComment, { id: ctx.newId('cmt'), tenantId: task.tenantId, version: 1, taskId: task.id, clientId: task.clientId, authorUserId: ctx.actor.id, body: input.body.trim(), mentions, createdAt: ctx.now });
    ctx.em.persist(comment);
    const { id: taskId, projectId, clientId, title } = task;
    ctx.emit(commentAdded, { commentId: comment.id, taskId, projectId, clientId, title, authorUserId: comment.authorUserId, mentionedUserIds: mentions }, { aggregateId: comment.id, clientId });
    return comment;
  }

  @FieldResolver(() => [TaskComment], { description: 'What was said about it, the oldest on top.' })
  comments(@Root() task: Task, @Context() ctx: Ctx): Promise<TaskComment[]> { return ctx.read.children(TaskComment, 'taskId', task.id, { orderBy: { createdAt: 'ASC', id: 'ASC' } }); }
}

@Resolver(() => TaskComment)
export class TaskCommentResolver {
  @FieldResolver(() => UserRef, { nullable: true, description: 'Who said it.' })
  author(@Root() comment: TaskComment): UserRef | null { return userRef(comment.authorUserId); }

  @FieldResolver(() => [UserRef], { description: 'Who is mentioned.' })
  mentions(@Root() comment: TaskComment): UserRef[] { return userRefs(comment.mentions); }

  @FieldResolver(() => Task, { nullable: true, description: 'What it is about.' })
  task(@Root() comment: TaskComment, @Context() ctx: Ctx): Promise<Task | null> { return ctx.read.load(Task, comment.taskId); }
}

/** Lines keep their keys, so that a tick from another screen finds its line. */
const linesOf = (lines: readonly ChecklistItemInput[], ctx: Ctx): Task['checklist'] => {
  const seen = new Set<string>();
  return lines.map(({ key, title, done }) => {
    const own = key && !seen.has(key) ? key : ctx.newId('line');
    seen.add(own);
    return { key: own, title: title.trim(), done };
  });
};

async function demandNoCircle(ctx: Ctx, task: Task, wanted: readonly string[]): Promise<void> {
  if (wanted.length === 0) return;
  const around = task.projectId ? await ctx.em.find(Task, { projectId: task.projectId }) : [];
  const strangers = wanted.filter((id) => !around.some((one) => one.id === id));
  for (const id of strangers) await ctx.load(Task, id);
  if (strangers.length > 0) throw new DependencyElsewhere('input.dependsOnIds');
  const found = dependencyOrder(around.map((one) => ({ key: one.id, dependsOn: one.id === task.id ? wanted : one.dependsOnIds })));
  if ('circle' in found) throw new DependencyCircle(found.circle.map((id) => around.find((one) => one.id === id)?.title ?? id));
}
