import { Arg, Authorized, Ctx as Context, Mutation, Resolver } from 'type-graphql';
import { projectFilesAttached } from '@firmament/events';
import { Action, ForClient, type Ctx } from '@firmament/kit';
import { FileNeedSettled } from '../errors.js';
import { advanceStageOf } from '../project/advance-stage.js';
import { Project } from '../project/project.entity.js';
import { tellFreed } from '../task/obstacles.js';
import { FileNeedState, ProjectFileNeed } from './file-need.entity.js';
import { AttachFilesToProjectInput, AttachFilesToProjectPayload, CreateReviewTaskInput, CreateReviewTaskPayload, WaiveFileNeedInput } from './filing.inputs.js';
import { ProjectFile } from './project-file.entity.js';
import { reviewOf } from './review-of.js';

@Resolver(() => ProjectFileNeed)
export class FilingResolver {
  @Authorized('projects.project.edit')
  @Action()
  @Mutation(() => AttachFilesToProjectPayload, { description: 'Files of the client come to a project. A file comes to a project once, ever; to a project that has ended none comes.' })
  async attachFilesToProject(@Arg('input', () => AttachFilesToProjectInput, { description: 'The files.' }) input: AttachFilesToProjectInput, @Context() ctx: Ctx): Promise<AttachFilesToProjectPayload> {
    const project = await ctx.load(Project, input.projectId);
    const wanted = [...new Set(input.fileIds)];
    const there = wanted.length ? (await ctx.em.find(ProjectFile, { projectId: project.id, fileId: { $in: wanted } })).map(({ fileId }) => fileId) : [];
    if (!project.isOpen) return { project, attachedFileIds: [], alreadyThere: there.length, closed: true };
    const attachedFileIds = wanted.filter((fileId) => !there.includes(fileId));
    for (const fileId of attachedFileIds) attach(ctx, project, { fileId, requestId: input.requestId ?? null });
    if (attachedFileIds.length > 0) {
      project.changedAt = ctx.now;
      ctx.emit(projectFilesAttached, { projectId: project.id, clientId: project.clientId, name: project.name, requestId: input.requestId ?? null, fileIds: attachedFileIds }, { aggregateId: project.id, clientId: project.clientId });
    }
    return { project, attachedFileIds, alreadyThere: there.length, closed: false };
  }

  @Authorized('projects.task.create')
  @Action()
  @ForClient()
  @Mutation(() => CreateReviewTaskPayload, { description: 'Somebody looks over the files of a request. A request has one review task: a later round brings the same one back.' })
  createReviewTask(@Arg('input', () => CreateReviewTaskInput, { description: 'What came.' }) input: CreateReviewTaskInput, @Context() ctx: Ctx): Promise<CreateReviewTaskPayload> { return reviewOf(ctx, input); }

  @Authorized('projects.project.edit')
  @Mutation(() => ProjectFileNeed, { description: 'Files are not wanted any more, or are here by another way: what waited for them goes on.' })
  async waiveFileNeed(@Arg('input', () => WaiveFileNeedInput, { description: 'The wanted files.' }) input: WaiveFileNeedInput, @Context() ctx: Ctx): Promise<ProjectFileNeed> {
    const need = await ctx.load(ProjectFileNeed, input.fileNeedId, { ifVersion: input.ifVersion ?? null });
    if (!need.settle(FileNeedState.CANCELLED, ctx.now)) throw new FileNeedSettled(need.title);
    await goOn(ctx, need);
    return need;
  }
}

/** Wanted files are settled: what waited for them hears so, and the work may go on to its next stage. */
export async function goOn(ctx: Ctx, need: ProjectFileNeed): Promise<void> {
  await tellFreed(ctx, need.projectId, (task) => task.needsFileIds.includes(need.id));
  await advanceStageOf(ctx, need.projectId);
}

function attach(ctx: Ctx, project: Project, file: { fileId: string; requestId: string | null }): void {
  ctx.em.persist(ctx.em.create(ProjectFile, { id: ctx.newId('pfl'), tenantId: project.tenantId, version: 1, projectId: project.id, clientId: project.clientId, ...file, attachedAt: ctx.now }));
}
