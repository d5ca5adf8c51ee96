import { Arg, Authorized, Ctx as Context, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { Invalid, type Ctx } from '@firmament/kit';
import { ProjectFileNeed } from '../filing/file-need.entity.js';
import { lateTask } from '../project/lateness.resolver.js';
import { moveOf, type Move } from '../project/move.rules.js';
import { Project, ProjectStatus } from '../project/project.entity.js';
import { ProjectSection } from '../project/section.entity.js';
import { Task } from '../task/task.entity.js';
import { ProjectTemplate, ProjectTemplateVersion } from '../template/template.entity.js';
import { columnsOf, type StageColumn } from './projects-board.rules.js';
import { ProjectMove, ProjectMoveTone, ProjectsBoard, ProjectsBoardColumn, ProjectsBoardType } from './projects-board.types.js';

/** Finished work leaves the board after a week. */
const shownMs = 7 * 86_400_000;
const going = [ProjectStatus.SKELETON, ProjectStatus.ACTIVE, ProjectStatus.ON_HOLD];

interface Card { readonly id: string; readonly begun: boolean; readonly ended: boolean; readonly stage: string | null; readonly move: Move; readonly project: Project }

@Resolver(() => Project)
export class ProjectsBoardResolver {
  @Authorized('projects.project.view')
  @Query(() => ProjectsBoard, { description: 'The projects of one sort of work in its stages. A project goes on by itself when the conditions of its stage are met.' })
  async projectBoard(
    @Arg('projectType', () => String, { nullable: true, description: 'The sort of work; the one with most projects when left out.' }) wanted: string | null, @Context() ctx: Ctx,
    @Arg('first', () => Int, { defaultValue: 50, description: 'At most so many cards in a column, 1 to 100.' }) first = 50,
  ): Promise<ProjectsBoard> {
    if (first < 1 || first > 100) throw new Invalid('PROJECTS_FIRST', 'A column shows 1 to 100 cards.', 'first');
    const templates = await ctx.read.rows(ProjectTemplate, {}, { orderBy: { name: 'ASC' } });
    const types = await typesOf(ctx, templates);
    const projectType = wanted ?? types[0]?.projectType ?? null;
    if (projectType === null) return { projectType, types, columns: [] };
    const stages = await stagesOf(ctx, templates.filter((template) => template.projectType === projectType));
    const projects = await ctx.read.rows(Project, { projectType, $or: [{ status: { $in: going } }, { status: ProjectStatus.COMPLETED, endedAt: { $gte: new Date(ctx.now.getTime() - shownMs) } }] }, { orderBy: { id: 'ASC' } });
    return { projectType, types, columns: columnsOf(stages, await Promise.all(projects.map((project) => cardOf(ctx, project)))).map((column) => shown(column, first)) };
  }

  @FieldResolver(() => ProjectMove, { description: 'Whose move it is: what is late first, then what is ours, then what is theirs.' })
  async move(@Root() project: Project, @Context() ctx: Ctx): Promise<ProjectMove> {
    const move = await moveIn(ctx, project);
    return { ...move, tone: ProjectMoveTone[move.tone] };
  }
}

/** Every sort of work that has a template or open projects. */
async function typesOf(ctx: Ctx, templates: readonly ProjectTemplate[]): Promise<ProjectsBoardType[]> {
  const rows = await ctx.read.sql<{ project_type: string; open: string }>('select project_type, count(*) as open from projects.projects where status = any($1) group by project_type', [going]);
  const counts = new Map([...templates.map(({ projectType }) => [projectType, 0] as const), ...rows.map((row) => [row.project_type, Number(row.open)] as const)]);
  return [...counts].map(([projectType, openCount]) => ({ projectType, openCount })).sort((a, b) => b.openCount - a.openCount || a.projectType.localeCompare(b.projectType));
}

/** The titles of the stages that new work of this sort gets today, template by template. */
async function stagesOf(ctx: Ctx, templates: readonly ProjectTemplate[]): Promise<string[]> {
  const versions = await Promise.all(templates.map(({ id }) => ctx.read.children(ProjectTemplateVersion, 'templateId', id, { orderBy: { versionNo: 'DESC' } })));
  return versions.flatMap((all) => all.find(({ published }) => published)?.plan.sections.map(({ title }) => title) ?? []);
}

async function moveIn(ctx: Ctx, project: Project): Promise<Move> {
  const tasks = await ctx.read.children(Task, 'projectId', project.id, { orderBy: { position: 'ASC', id: 'ASC' } });
  const files = await ctx.read.children(ProjectFileNeed, 'projectId', project.id, { orderBy: { position: 'ASC' } });
  const wanted = files.map(({ id, title, isOpen, waitingSince, dueOn }) => ({ id, title, open: isOpen, waitingSince, dueOn }));
  return moveOf({ status: project.status, statusReason: project.statusReason, tasks: tasks.map((task) => lateTask(task, [])), files: wanted }, ctx.now);
}

async function cardOf(ctx: Ctx, project: Project): Promise<Card> {
  const sections = await ctx.read.children(ProjectSection, 'projectId', project.id, { orderBy: { position: 'ASC' } });
  return {
    id: project.id, project, begun: project.status !== ProjectStatus.SKELETON, ended: !project.isOpen, stage: sections.find(({ id }) => id === project.stageSectionId)?.title ?? null, move: await moveIn(ctx, project),
  };
}

function shown({ id, title, projects }: StageColumn<Card>, first: number): ProjectsBoardColumn {
  const counted = (tone: Move['tone']): number => projects.filter(({ move }) => move.tone === tone).length;
  return { id, title, count: projects.length, lateCount: counted('BROKEN'), oursCount: counted('OURS'), theirsCount: counted('THEIRS'), cards: projects.slice(0, first).map(({ project }) => project) };
}
