import { IsOptional, Length, Matches } from 'class-validator';
import { Arg, Authorized, Ctx as Context, Field, FieldResolver, ID, InputType, Int, Mutation, ObjectType, Resolver, Root } from 'type-graphql';
import { foldersCreated } from '@firmament/events';
import { Action, Audience, ForClient, isId, type Ctx } from '@firmament/kit';
import { FolderTemplateMissing } from '../errors.js';
import { ClientRef } from '../stubs.js';
import { layOut } from '../template/folder-paths.rules.js';
import { FolderTemplate } from '../template/folder-template.entity.js';
import { standingClient } from '../standing-client.js';
import { Folder } from './folder.entity.js';

@InputType({ description: 'What the tokens of a template stand for.' })
export class FolderTokensInput {
  @Field(() => String, { nullable: true, description: 'For {client}.' }) @IsOptional() @Length(1, 200) clientName?: string | null;
  @Field(() => String, { nullable: true, description: 'For {year}; this year when left out.' }) @IsOptional() @Matches(/^\d{4}$/) year?: string | null;
}
@InputType({ description: 'Folders to lay out for a client.' })
export class CreateFoldersFromTemplateInput {
  @Field(() => ID, { description: 'The client.' }) clientId!: string;
  @Field(() => ID, { description: 'The template.' }) templateId!: string;
  @Field(() => FolderTokensInput, { nullable: true, description: 'What the tokens stand for.' }) @IsOptional() tokens?: FolderTokensInput | null;
}
@ObjectType({ description: 'The folders that now stand.' })
export class CreateFoldersFromTemplatePayload {
  @Field(() => Folder, { nullable: true, description: 'The first folder of the tree.' }) root!: Folder | null;
  @Field(() => Int, { description: 'How many folders were added; 0 when all stood already.' }) created!: number;
}

@Resolver(() => Folder)
export class FolderResolver {
  @Authorized('files.folder.create')
  @Action()
  @ForClient()
  @Mutation(() => CreateFoldersFromTemplatePayload, { description: 'Lays out the folders of a template for a client. Applying it again adds what is missing and never deletes.' })
  async createFoldersFromTemplate(@Arg('input', () => CreateFoldersFromTemplateInput, { description: 'What and for whom.' }) input: CreateFoldersFromTemplateInput, @Context() ctx: Ctx): Promise<CreateFoldersFromTemplatePayload> {
    const template = isId('ftp', input.templateId) ? await ctx.em.findOne(FolderTemplate, { id: input.templateId }) : null;
    if (!template || template.deletedAt) throw new FolderTemplateMissing(template?.name);
    // Two layouts for one client take turns; the second finds what the first one made.
    const clientId = await standingClient(ctx, input.clientId);
    await ctx.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`files:folders:${clientId}`]);
    const standing = await ctx.em.find(Folder, { clientId });
    const wanted = layOut(template.folders, { client: input.tokens?.clientName ?? '', year: input.tokens?.year ?? String(ctx.now.getUTCFullYear()) });
    const made = addMissing(ctx, clientId, template.id, standing, wanted);
    const root = standing.concat(made).find((folder) => folder.path === wanted[0]?.path) ?? null;
    if (made.length > 0 && root) {
      ctx.emit(foldersCreated, {
        rootFolderId: root.id, clientId, templateId: template.id, templateName: template.name,
        folders: made.map((f) => ({ folderId: f.id, path: f.path, visibility: f.visibility })),
      }, { aggregateId: root.id, clientId });
    }
    return { root, created: made.length };
  }
}

function addMissing(ctx: Ctx, clientId: string, templateId: string, standing: readonly Folder[], wanted: ReturnType<typeof layOut>): Folder[] {
  const byPath = new Map(standing.map((folder) => [folder.path, folder]));
  const made: Folder[] = [];
  for (const { path, visibility } of wanted) {
    if (byPath.has(path)) continue;
    const cut = path.lastIndexOf('/');
    const folder = ctx.em.create(Folder, {
      id: ctx.newId('fol'), tenantId: ctx.actor.tenantId ?? '', version: 1, clientId, templateId, parentId: cut < 0 ? null : (byPath.get(path.slice(0, cut))?.id ?? null),
      name: path.slice(cut + 1), path, visibility: visibility as Folder['visibility'], createdAt: ctx.now,
    });
    ctx.em.persist(folder);
    byPath.set(path, folder);
    made.push(folder);
  }
  return made;
}

@Resolver(() => ClientRef)
export class ClientFoldersResolver {
  @Audience('portal')
  @FieldResolver(() => [Folder], { nullable: true, description: 'The folders of this client, parents first.' })
  folders(@Root() client: ClientRef, @Context() ctx: Ctx): Promise<Folder[]> {
    ctx.demand('files.folder.view');
    return ctx.read.children(Folder, 'clientId', client.id, { orderBy: { path: 'ASC' } });
  }
}
