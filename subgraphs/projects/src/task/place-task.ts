import type { Ctx } from '@firmament/kit';
import { keysBehind } from '../board/order.rules.js';
import { DependencyElsewhere, SectionElsewhere } from '../errors.js';
import type { Project } from '../project/project.entity.js';
import { ProjectSection } from '../project/section.entity.js';
import { Task } from './task.entity.js';
import type { CreateTaskInput } from './task.inputs.js';

/** Where a new task stands: at the end of its column, which is the one that was named or the one where the work stands. */
export async function place(ctx: Ctx, input: CreateTaskInput, project: Project | null): Promise<{ projectId: string | null; sectionId: string | null; parentId: string | null; orderKey: string; position: number }> {
  const parent = input.parentId ? await ctx.load(Task, input.parentId) : null;
  if (parent && parent.projectId !== (project?.id ?? null)) throw new DependencyElsewhere('input.parentId');
  const [first = ''] = keysBehind(null, 1);
  if (!project && input.sectionId) await columnOf(ctx, input, null);
  if (!project) return { projectId: null, sectionId: null, parentId: parent?.id ?? null, orderKey: first, position: 0 };
  const last = await ctx.em.findOne(Task, { projectId: project.id }, { orderBy: { orderKey: 'DESC' } });
  const [orderKey = first] = keysBehind(last?.orderKey ?? null, 1);
  return { projectId: project.id, sectionId: await columnOf(ctx, input, project), parentId: parent?.id ?? null, orderKey, position: await ctx.em.count(Task, { projectId: project.id }) };
}

async function columnOf(ctx: Ctx, input: CreateTaskInput, project: Project | null): Promise<string | null> {
  if (!input.sectionId) return project?.stageSectionId ?? (project && (await ctx.em.findOne(ProjectSection, { projectId: project.id }, { orderBy: { position: 'ASC' } }))?.id) ?? null;
  const section = await ctx.load(ProjectSection, input.sectionId);
  if (section.projectId !== project?.id) throw new SectionElsewhere('input.sectionId');
  return section.id;
}
