import { Ctx as Context, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Ctx } from '@firmament/kit';
import { ProjectFileNeed } from '../filing/file-need.entity.js';
import { TaskAssignee } from '../task/task-assignee.entity.js';
import { Task } from '../task/task.entity.js';
import { Lateness, LatenessLinkKind } from '../task/task.types.js';
import { inTime, lateOnes, whyLate, type LateStory, type LateTask } from './lateness.rules.js';
import { Project, ProjectStatus } from './project.entity.js';

/** A story of lateness as the schema tells it. */
export type Told = Lateness;

const told = (story: LateStory): Told => ({ late: story.late, sentence: story.sentence, chain: story.chain.map((link) => ({ ...link, kind: LatenessLinkKind[link.kind] })) });

/** Why this task is late, or that it is not. Paused and ended work is not late: somebody decided. */
export async function explain(ctx: Ctx, task: Task | null, project: Project | null): Promise<Told> {
  if (project && project.status !== ProjectStatus.ACTIVE) return told({ ...inTime, sentence: project.status === ProjectStatus.ON_HOLD ? `The work is paused: ${project.statusReason ?? 'nobody said why'}` : inTime.sentence });
  if (!task || lateOnes([lateTask(task, [])], ctx.now.toISOString().slice(0, 10)).length === 0) return told(inTime);
  const tasks = project ? await ctx.read.children(Task, 'projectId', project.id, { orderBy: { position: 'ASC', id: 'ASC' } }) : [task];
  const files = project ? await ctx.read.children(ProjectFileNeed, 'projectId', project.id, { orderBy: { position: 'ASC' } }) : [];
  const others = project ? await ctx.read.children(TaskAssignee, 'projectId', project.id) : await ctx.read.children(TaskAssignee, 'taskId', task.id);
  const around = { tasks: tasks.map((one) => lateTask(one, others)), files: files.map(({ id, title, isOpen, waitingSince }) => ({ id, title, open: isOpen, waitingSince })) };
  return told(whyLate(lateTask(task, others), around, ctx.now));
}

/** The task that is late for longest, if any is. */
export function longestLate(tasks: readonly Task[], today: string): Task | null {
  const [worst] = lateOnes(tasks.map((task) => lateTask(task, [])), today);
  return tasks.find(({ id }) => id === worst?.id) ?? null;
}

/** A task as the rules of lateness look at it. */
export const lateTask = (task: Task, others: readonly TaskAssignee[]): LateTask => ({
  id: task.id, title: task.title, state: task.state, kind: task.kind, dueOn: task.dueOn, dormant: task.dormant, dependsOnIds: task.dependsOnIds, needsFileIds: task.needsFileIds,
  startedAt: task.startedAt, createdAt: task.createdAt, owned: task.assigneeUserId !== null || others.some(({ taskId }) => taskId === task.id),
});

@Resolver(() => Task)
export class TaskLatenessResolver {
  @FieldResolver(() => Lateness, { description: 'Why it is late, down to the root; or that it is not.' })
  async lateness(@Root() task: Task, @Context() ctx: Ctx): Promise<Told> { return explain(ctx, task, await ctx.read.load(Project, task.projectId)); }
}
