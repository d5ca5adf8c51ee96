import { requestCancelled, requestClosed, requestCompleted, requestReopened, requestSent } from '@firmament/events';
import { on, type Ctx } from '@firmament/kit';
import { Project } from '../project/project.entity.js';
import { ProjectSection } from '../project/section.entity.js';
import { Task, TaskState } from '../task/task.entity.js';
import { tellBlocked } from '../task/task-facts.js';
import { FileNeedState, ProjectFileNeed } from './file-need.entity.js';
import { goOn } from './filing.resolver.js';

/** What a request tells of itself. */
interface Asked { readonly requestId: string; readonly projectId: string | null; readonly title: string; readonly dueOn: string | null }

/** The client was asked: what waits for these files is on wait. A request that no plan foresaw is noted beside the planned ones. */
async function noteAsked(ctx: Ctx, asked: Asked): Promise<void> {
  const project = asked.projectId ? await ctx.em.findOne(Project, { id: asked.projectId }) : null;
  if (!project?.isOpen) return;
  const need = await needFor(ctx, project, asked);
  need.dueOn = asked.dueOn ?? need.dueOn;
  if (!need.ask(asked.requestId, ctx.now)) return;
  const waiting = (await ctx.em.find(Task, { projectId: project.id, state: TaskState.OPEN, dormant: false }, { orderBy: { orderKey: 'ASC', id: 'ASC' } })).filter((task) => task.needsFileIds.includes(need.id));
  for (const task of waiting) await tellBlocked(ctx, task, { byTaskIds: [], byFileRequestId: asked.requestId, sentence: `It waits for the client: «${need.title}».` });
}

/** The planned files of that name, when nobody asked for them yet; facts of files do not know the keys of a plan. */
async function needFor(ctx: Ctx, project: Project, asked: Asked): Promise<ProjectFileNeed> {
  const known = await ctx.em.findOne(ProjectFileNeed, { requestId: asked.requestId })
    ?? await ctx.em.findOne(ProjectFileNeed, { projectId: project.id, title: asked.title, state: FileNeedState.PLANNED }, { orderBy: { position: 'ASC' } });
  if (known) return known;
  const first = await ctx.em.findOne(ProjectSection, { projectId: project.id }, { orderBy: { position: 'ASC' } });
  const need = ctx.em.create(ProjectFileNeed, {
    id: ctx.newId('pfn'), tenantId: project.tenantId, version: 1, projectId: project.id, sectionId: project.stageSectionId ?? first?.id ?? null, clientId: project.clientId, key: asked.requestId, title: asked.title.slice(0, 200),
    items: [], relativeDays: null, dueOn: asked.dueOn, state: FileNeedState.PLANNED, requestId: null, waitingSince: null, receivedAt: null, position: await ctx.em.count(ProjectFileNeed, { projectId: project.id }),
  });
  ctx.em.persist(need);
  return need;
}

/** The files came, or are not wanted any more: what waited for them goes on. */
async function noteSettled(ctx: Ctx, requestId: string, state: FileNeedState.RECEIVED | FileNeedState.CANCELLED): Promise<void> {
  const need = await ctx.em.findOne(ProjectFileNeed, { requestId });
  if (need?.settle(state, ctx.now)) await goOn(ctx, need);
}

/** How the asking of the files domain moves the work of this one. */
export const onFileRequests = [
  on(requestSent, ({ data }, ctx) => noteAsked(ctx, data)),
  on(requestReopened, ({ data }, ctx) => noteAsked(ctx, data)),
  on(requestCompleted, ({ data }, ctx) => noteSettled(ctx, data.requestId, FileNeedState.RECEIVED)),
  on(requestClosed, ({ data }, ctx) => noteSettled(ctx, data.requestId, FileNeedState.RECEIVED)),
  on(requestCancelled, ({ data }, ctx) => noteSettled(ctx, data.requestId, FileNeedState.CANCELLED)),
];
