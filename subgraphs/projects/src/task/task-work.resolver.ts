import { Arg, Authorized, Ctx as Context, Mutation, Resolver } from 'type-graphql';
import { Action, ForClient, isId, type Ctx } from '@firmament/kit';
import { ClientTaskNeedsClient, NobodyToTakeIt, ProjectIsClosed, TaskIsTaken, TaskOfAnotherClient } from '../errors.js';
import { Project } from '../project/project.entity.js';
import { addWorkingDays } from '../project/working-days.rules.js';
import { personFor, teamOf } from '../team/roles.js';
import { finish } from './finish.js';
import { place } from './place-task.js';
import { newTask } from './new-task.js';
import { setOthers } from './set-others.js';
import { CancelTaskInput, ClaimTaskInput, ReopenTaskInput, SetTaskPeopleInput, StartTaskInput } from './task-change.inputs.js';
import { announceTask, tellAssigned, tellCancelled, tellReopened, tellStarted } from './task-facts.js';
import { Task, TaskKind, TaskState, type TaskRole } from './task.entity.js';
import { AssignTaskInput, CompleteTaskInput, CreateTaskInput, CreateTaskPayload, OpenChildrenRule } from './task.inputs.js';

/** Who has a role for the work, or nobody: then the task says that it needs an owner. */
async function inRole(ctx: Ctx, role: TaskRole, { project, clientId }: { readonly project: Project | null; readonly clientId: string }): Promise<string | null> {
  const team = await teamOf(ctx, clientId);
  return personFor(role, project?.ownerUserId ?? team.ownerUserId, team);
}

const daysOn = (ctx: Ctx, workingDays: number | null): string | null => (workingDays === null ? null : addWorkingDays(ctx.now.toISOString().slice(0, 10), workingDays));

@Resolver(() => Task)
export class TaskWorkResolver {
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
    const { title, kind, reviewerUserId, dueOn, priority, estimateMinutes, checklist } = input;
    const assigneeUserId = input.assigneeUserId ?? (input.assigneeRole && clientId ? await inRole(ctx, input.assigneeRole, { project, clientId }) : null);
    const task = newTask(ctx, {
      ...await place(ctx, input, project), clientId, title: title.trim(), kind, clientVisible: kind === TaskKind.CLIENT, assigneeUserId, reviewerUserId: reviewerUserId ?? null,
      dueOn: dueOn ?? daysOn(ctx, input.dueInWorkingDays ?? null), priority, estimateMinutes: estimateMinutes ?? null, checklist, touchedAt: ctx.actor.kind === 'staff' ? ctx.now : null,
    });
    if (project && ctx.actor.kind === 'staff') project.touch(ctx.now);
    announceTask(ctx, task);
    return { task };
  }

  @Authorized('projects.task.edit')
  @Action()
  @Mutation(() => Task, { description: 'Somebody begins with a task. Nothing happens when somebody had.' })
  async startTask(@Arg('input', () => StartTaskInput, { description: 'The task.' }) input: StartTaskInput, @Context() ctx: Ctx): Promise<Task> {
    const task = await ctx.load(Task, input.taskId, { ifVersion: input.ifVersion ?? null });
    if (task.start(ctx.now)) await tellStarted(ctx, task);
    return task;
  }

  @Authorized('projects.task.edit')
  @Action()
  @Mutation(() => Task, { description: 'A task is done. Refused while something that comes first is open. Open parts ask for a rule.' })
  async completeTask(@Arg('input', () => CompleteTaskInput, { description: 'The task.' }) input: CompleteTaskInput, @Context() ctx: Ctx): Promise<Task> {
    const task = await ctx.load(Task, input.taskId, { ifVersion: input.ifVersion ?? null });
    await finish(ctx, task, input.openChildren ?? OpenChildrenRule.BLOCK);
    return task;
  }

  @Authorized('projects.task.edit')
  @Action()
  @Mutation(() => Task, { description: 'A task that was done must be done again.' })
  async reopenTask(@Arg('input', () => ReopenTaskInput, { description: 'The task.' }) input: ReopenTaskInput, @Context() ctx: Ctx): Promise<Task> {
    const task = await ctx.load(Task, input.taskId, { ifVersion: input.ifVersion ?? null });
    const project = task.projectId ? await ctx.load(Project, task.projectId) : null;
    if (project && !project.isOpen) throw new ProjectIsClosed(project.name);
    task.reopen(ctx.now);
    await tellReopened(ctx, task, input.reason?.trim() ?? null);
    return task;
  }

  @Authorized('projects.task.edit')
  @Action()
  @Mutation(() => Task, { description: 'A task will not be done. What is done stays done, and nothing happens then.' })
  async cancelTask(@Arg('input', () => CancelTaskInput, { description: 'The task.' }) input: CancelTaskInput, @Context() ctx: Ctx): Promise<Task> {
    const task = await ctx.load(Task, input.taskId, { ifVersion: input.ifVersion ?? null });
    if (task.state !== TaskState.OPEN) return task;
    task.cancel();
    if (!task.dormant) await tellCancelled(ctx, task);
    return task;
  }

  @Authorized('projects.task.edit')
  @Action()
  @Mutation(() => Task, { description: 'Gives a task another owner, or takes the owner off.' })
  async assignTask(@Arg('input', () => AssignTaskInput, { description: 'The owner.' }) input: AssignTaskInput, @Context() ctx: Ctx): Promise<Task> {
    const task = await ctx.load(Task, input.taskId, { ifVersion: input.ifVersion ?? null });
    if (task.assignTo(input.assigneeUserId ?? null, ctx.now)) await tellAssigned(ctx, task);
    return task;
  }

  @Authorized('projects.task.edit')
  @Mutation(() => Task, { description: 'You take a task that nobody has. Refused when somebody was quicker.' })
  async claimTask(@Arg('input', () => ClaimTaskInput, { description: 'The task.' }) input: ClaimTaskInput, @Context() ctx: Ctx): Promise<Task> {
    if (ctx.actor.kind !== 'staff' || !isId('usr', ctx.actor.id)) throw new NobodyToTakeIt();
    const task = await ctx.load(Task, input.taskId, { ifVersion: input.ifVersion ?? null });
    if (task.assigneeUserId && task.assigneeUserId !== ctx.actor.id) throw new TaskIsTaken();
    if (task.assignTo(ctx.actor.id, ctx.now)) await tellAssigned(ctx, task);
    return task;
  }

  @Authorized('projects.task.edit')
  @Mutation(() => Task, { description: 'Says who does a task, the lead first, and who looks it over.' })
  async setTaskPeople(@Arg('input', () => SetTaskPeopleInput, { description: 'The people.' }) input: SetTaskPeopleInput, @Context() ctx: Ctx): Promise<Task> {
    const task = await ctx.load(Task, input.taskId, { ifVersion: input.ifVersion ?? null });
    const [lead = null, ...others] = [...new Set(input.assigneeUserIds)];
    task.reviewerUserId = input.reviewerUserId ?? null;
    const leads = task.assignTo(lead, ctx.now);
    if (await setOthers(ctx, task, others) || leads) await tellAssigned(ctx, task);
    return task;
  }
}
