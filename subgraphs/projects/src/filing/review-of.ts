import { NotFound, type Ctx } from '@firmament/kit';
import { keysBehind } from '../board/order.rules.js';
import { ProjectOfAnotherClient } from '../errors.js';
import { Project } from '../project/project.entity.js';
import { addWorkingDays } from '../project/working-days.rules.js';
import { newTask } from '../task/new-task.js';
import { announceTask, tellReopened } from '../task/task-facts.js';
import { Task, TaskKind, TaskRole, TaskState } from '../task/task.entity.js';
import { standingClient, teamOf } from '../team/roles.js';
import type { CreateReviewTaskInput, CreateReviewTaskPayload } from './filing.inputs.js';

/** The review task of a request: made in the first round, brought back in a later one. */
export async function reviewOf(ctx: Ctx, input: CreateReviewTaskInput): Promise<CreateReviewTaskPayload> {
  // Two deliveries of one completion take turns; the second finds the task of the first.
  await ctx.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`projects:review:${ctx.actor.tenantId ?? ''}:${input.requestId}`]);
  const known = await ctx.em.findOne(Task, { reviewOfRequestId: input.requestId });
  const task = known ? await bringBack(ctx, await ctx.load(Task, known.id), input) : await begin(ctx, input);
  return { task, assigneeUserId: task.assigneeUserId, created: !known, needsOwner: task.needsOwner };
}

const dueOn = (ctx: Ctx, input: CreateReviewTaskInput): string => addWorkingDays(ctx.now.toISOString().slice(0, 10), input.dueInWorkingDays);
/** A request may be called by more words than a task has room for; a run must not stick on that. */
const fitting = (title: string): string => title.trim().slice(0, 200);
const decide = (title: string): string => fitting(`Decide what becomes of the files: ${title}`);

/** A line that was looked over stays ticked; what came again shows as it is. A round that is told twice changes nothing. */
async function bringBack(ctx: Ctx, task: Task, input: CreateReviewTaskInput): Promise<Task> {
  const ticked = new Set(task.checklist.filter(({ done }) => done).map(({ key }) => key));
  const fresh = input.fileIds.filter((id) => !task.fileIds.includes(id));
  if (input.items.length > 0) task.checklist = input.items.map(({ key, title }) => ({ key, title: title.trim(), done: ticked.has(key) && fresh.length === 0 }));
  if (fresh.length > 0) task.fileIds = [...task.fileIds, ...fresh];
  if (task.state === TaskState.OPEN) return task;
  const cancelled = task.state === TaskState.CANCELLED;
  task.bringBack(ctx.now, dueOn(ctx, input));
  if (cancelled) Object.assign(task, { title: decide(input.title.trim()), projectId: null, sectionId: null });
  await tellReopened(ctx, task, 'Files came again.');
  return task;
}

async function begin(ctx: Ctx, input: CreateReviewTaskInput): Promise<Task> {
  const clientId = await standingClient(ctx, input.clientId);
  const project = input.projectId ? await ctx.em.findOne(Project, { id: input.projectId }) : null;
  if (input.projectId && !project) throw new NotFound(undefined, 'input.projectId');
  if (project && project.clientId !== clientId) throw new ProjectOfAnotherClient();
  const open = project?.isOpen ? project : null;
  const title = fitting(input.title);
  const task = newTask(ctx, {
    ...await endOf(ctx, open), clientId, kind: TaskKind.REVIEW, role: TaskRole.REVIEWER, title: project && !open ? decide(title) : title, assigneeUserId: await reviewerOf(ctx, { clientId, project, open: open !== null }),
    dueOn: dueOn(ctx, input), fileIds: [...new Set(input.fileIds)], reviewOfRequestId: input.requestId,
  });
  task.checklist = input.items.map((item) => ({ key: item.key, title: item.title.trim(), done: false }));
  announceTask(ctx, task);
  return task;
}

/** At the end of the column where the work stands. Without open work it stands by itself, with the client. */
async function endOf(ctx: Ctx, project: Project | null) {
  const last = project ? await ctx.em.findOne(Task, { projectId: project.id }, { orderBy: { orderKey: 'DESC' } }) : null;
  const [orderKey = ''] = keysBehind(last?.orderKey ?? null, 1);
  return { projectId: project?.id ?? null, sectionId: project?.stageSectionId ?? last?.sectionId ?? null, orderKey, position: project ? await ctx.em.count(Task, { projectId: project.id }) : 0 };
}

/** The client's reviewer, else who reviews in this project, else its owner, else the client's. Of work that has ended the owner decides. */
async function reviewerOf(ctx: Ctx, about: { clientId: string; project: Project | null; open: boolean }): Promise<string | null> {
  const team = await teamOf(ctx, about.clientId);
  const owner = about.project?.ownerUserId ?? team.ownerUserId;
  if (about.project && !about.open) return owner;
  const reviews = about.project ? await ctx.em.findOne(Task, { projectId: about.project.id, role: TaskRole.REVIEWER, assigneeUserId: { $ne: null } }, { orderBy: { position: 'ASC' } }) : null;
  return team.reviewerUserId ?? reviews?.assigneeUserId ?? owner;
}
