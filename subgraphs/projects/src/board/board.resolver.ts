import { Arg, Authorized, Ctx as Context, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Ctx } from '@firmament/kit';
import { DropPlaceGone, DropRefused, SectionElsewhere } from '../errors.js';
import { ProjectFileNeed } from '../filing/file-need.entity.js';
import { Project } from '../project/project.entity.js';
import { ProjectSection } from '../project/section.entity.js';
import { noteAround } from '../task/known-around.js';
import { obstaclesOf } from '../task/obstacles.js';
import { TaskAssignee } from '../task/task-assignee.entity.js';
import { Task, TaskState } from '../task/task.entity.js';
import { BoardColumn, MoveTaskInput, ProjectBoard, SetWipLimitInput } from './board.types.js';
import { dropFault } from './drop.rules.js';
import { keyAt } from './order.rules.js';

@Resolver(() => Project)
export class BoardResolver {
  @FieldResolver(() => ProjectBoard, { description: 'The project as a board: one column per section, with its cards.' })
  async board(@Root() project: Project, @Context() ctx: Ctx): Promise<ProjectBoard> {
    const sections = await ctx.read.children(ProjectSection, 'projectId', project.id, { orderBy: { position: 'ASC' } });
    const tasks = await ctx.read.rows(Task, { projectId: project.id }, { orderBy: { orderKey: 'ASC', id: 'ASC' } });
    noteAround(tasks, await ctx.read.rows(TaskAssignee, { projectId: project.id }, { orderBy: { id: 'ASC' } }), await ctx.read.children(ProjectFileNeed, 'projectId', project.id, { orderBy: { position: 'ASC' } }));
    const cards = Map.groupBy(tasks.filter(({ state }) => state !== TaskState.CANCELLED), ({ sectionId }) => sectionId);
    const columns = sections.map((section) => columnOf(section, cards.get(section.id) ?? []));
    const unsorted = cards.get(null) ?? [];
    return { columns: unsorted.length > 0 ? [columnOf(null, unsorted), ...columns] : columns };
  }

  @Authorized('projects.task.edit')
  @Mutation(() => Task, { description: 'Puts a card elsewhere: into another column, to another place. What the board does not allow is refused with the reason.' })
  async moveTask(@Arg('input', () => MoveTaskInput, { description: 'The place.' }) input: MoveTaskInput, @Context() ctx: Ctx): Promise<Task> {
    const seen = await ctx.load(Task, input.taskId, { ifVersion: input.ifVersion ?? null });
    const to = await ctx.load(ProjectSection, input.toSectionId);
    if (!seen.projectId || to.projectId !== seen.projectId) throw new SectionElsewhere('input.toSectionId');
    // Drops on one board take turns: two people who fill the last place of a column would both see it free.
    await ctx.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`projects:board:${seen.projectId}`]);
    const others = await ctx.em.find(Task, { sectionId: to.id, state: { $ne: TaskState.CANCELLED }, id: { $ne: seen.id } });
    await demandAllowed(ctx, seen, to, others);
    const orderKey = keyAt(others, { afterId: input.afterTaskId ?? null, beforeId: input.beforeTaskId ?? null });
    if (orderKey === null) throw new DropPlaceGone();
    seen.sectionId = to.id;
    seen.orderKey = orderKey;
    seen.touchedAt = ctx.now;
    return seen;
  }

  @Authorized('projects.project.edit')
  @Mutation(() => ProjectSection, { description: 'Another limit for a column. Cards that stand there already stay.' })
  async setWipLimit(@Arg('input', () => SetWipLimitInput, { description: 'The limit.' }) input: SetWipLimitInput, @Context() ctx: Ctx): Promise<ProjectSection> {
    const section = await ctx.load(ProjectSection, input.sectionId, { ifVersion: input.ifVersion ?? null });
    section.wipLimit = input.wipLimit ?? null;
    return section;
  }
}

function columnOf(section: ProjectSection | null, tasks: Task[]): BoardColumn {
  const open = tasks.filter((task) => task.isOpen).length;
  const wipLimit = section?.wipLimit ?? null;
  return { id: section?.id ?? 'unsorted', title: section?.title ?? 'Not sorted', section, wipLimit, openCount: open, doneCount: tasks.length - open, full: wipLimit !== null && open >= wipLimit, tasks };
}

async function demandAllowed(ctx: Ctx, task: Task, to: ProjectSection, others: readonly Task[]): Promise<void> {
  const project = await ctx.em.findOneOrFail(Project, { id: to.projectId });
  const from = task.sectionId ? await ctx.em.findOne(ProjectSection, { id: task.sectionId }) : null;
  const card = { title: task.title, state: task.state, column: from?.position ?? null, waitsFor: await obstaclesOf(ctx, task) };
  const fault = dropFault(card, { title: to.title, position: to.position, wipLimit: to.wipLimit, open: others.filter((one) => one.isOpen).length }, { name: project.name, open: project.isOpen });
  if (fault) throw new DropRefused(fault.reason, fault.sentence);
}
