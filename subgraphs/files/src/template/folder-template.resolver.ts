import { Arg, Authorized, Ctx as Context, ID, Mutation, Query, Resolver } from 'type-graphql';
import { folderTemplateChanged, idToUuid } from '@firmament/events';
import { isId, type Ctx } from '@firmament/kit';
import { FolderPathInvalid, FolderTemplateInUse } from '../errors.js';
import { pathFault } from './folder-paths.rules.js';
import { FolderTemplate, type FolderTemplateLine } from './folder-template.entity.js';
import { ChangeFolderTemplateInput, CreateFolderTemplateInput, DeleteFolderTemplateInput, RestoreFolderTemplateInput } from './folder-template.inputs.js';

@Resolver(() => FolderTemplate)
export class FolderTemplateResolver {
  @Authorized('files.template.view')
  @Query(() => [FolderTemplate], { description: 'The folder templates of the firm, by name.' })
  folderTemplates(@Context() ctx: Ctx): Promise<FolderTemplate[]> {
    return ctx.read.rows(FolderTemplate, { deletedAt: null }, { orderBy: { name: 'ASC' }, limit: 200 });
  }

  @Authorized('files.template.view')
  @Query(() => FolderTemplate, { nullable: true, description: 'One folder template.' })
  async folderTemplate(@Arg('id', () => ID, { description: 'Its id.' }) id: string, @Context() ctx: Ctx): Promise<FolderTemplate | null> {
    return isId('ftp', id) ? ctx.read.one(FolderTemplate, { id, deletedAt: null }) : null;
  }

  @Authorized('files.template.edit')
  @Mutation(() => FolderTemplate, { description: 'Makes a folder template.' })
  async createFolderTemplate(@Arg('input', () => CreateFolderTemplateInput, { description: 'The template.' }) input: CreateFolderTemplateInput, @Context() ctx: Ctx): Promise<FolderTemplate> {
    const template = ctx.em.create(FolderTemplate, { id: ctx.newId('ftp'), tenantId: ctx.actor.tenantId ?? '', version: 1, name: input.name.trim(), folders: checked(input.folders), deletedAt: null, createdAt: ctx.now });
    ctx.em.persist(template);
    tell(ctx, template);
    return template;
  }

  @Authorized('files.template.edit')
  @Mutation(() => FolderTemplate, { description: 'Gives a template other folders.' })
  async changeFolderTemplate(@Arg('input', () => ChangeFolderTemplateInput, { description: 'The change.' }) input: ChangeFolderTemplateInput, @Context() ctx: Ctx): Promise<FolderTemplate> {
    const template = await ctx.load(FolderTemplate, input.templateId, { ifVersion: input.ifVersion ?? null });
    template.name = input.name.trim();
    template.folders = checked(input.folders);
    tell(ctx, template);
    return template;
  }

  @Authorized('files.template.edit')
  @Mutation(() => FolderTemplate, { description: 'Deletes a template; one in use needs `force`.' })
  async deleteFolderTemplate(@Arg('input', () => DeleteFolderTemplateInput, { description: 'The template.' }) input: DeleteFolderTemplateInput, @Context() ctx: Ctx): Promise<FolderTemplate> {
    const template = await ctx.load(FolderTemplate, input.templateId);
    const [use] = await ctx.sql<{ clients: string }>('select count(distinct client_id) as clients from files.folders where template_id = $1', [idToUuid(template.id)]);
    const clients = Number(use?.clients ?? 0);
    if (clients > 0 && !input.force) throw new FolderTemplateInUse(template.name, clients);
    template.deletedAt = ctx.now;
    tell(ctx, template);
    return template;
  }

  @Authorized('files.template.edit')
  @Mutation(() => FolderTemplate, { description: 'Takes a deleted template back into use, so that what still names it can go on.' })
  async restoreFolderTemplate(@Arg('input', () => RestoreFolderTemplateInput, { description: 'The template.' }) input: RestoreFolderTemplateInput, @Context() ctx: Ctx): Promise<FolderTemplate> {
    const template = await ctx.load(FolderTemplate, input.templateId);
    if (!template.deletedAt) return template;
    template.deletedAt = null;
    tell(ctx, template);
    return template;
  }
}

function checked(folders: readonly FolderTemplateLine[]): FolderTemplateLine[] {
  for (const { path } of folders) {
    const fault = pathFault(path);
    if (fault) throw new FolderPathInvalid(path, fault);
  }
  return folders.map(({ path, visibility }) => ({ path: path.trim(), visibility }));
}

function tell(ctx: Ctx, template: FolderTemplate): void {
  ctx.emit(folderTemplateChanged, { templateId: template.id, name: template.name, deleted: template.deletedAt !== null }, { aggregateId: template.id });
}
