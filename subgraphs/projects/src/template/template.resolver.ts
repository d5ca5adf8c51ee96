import { Arg, Authorized, Ctx as Context, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { templatePublished } from '@firmament/events';
import { isId, Money, type Ctx } from '@firmament/kit';
import { NothingToPublish, TemplatePlanInvalid } from '../errors.js';
import { planOf } from './plan-of.js';
import { planFault } from './template-plan.rules.js';
import { PlannedMilestone, ProjectPlan, ProjectTemplate, ProjectTemplateVersion } from './template.entity.js';
import { CreateProjectTemplateInput, PublishProjectTemplateVersionInput, RenameProjectTemplateInput, SaveProjectTemplateDraftInput, type ProjectPlanInput } from './template.inputs.js';

@Resolver(() => ProjectTemplate)
export class ProjectTemplateResolver {
  @Authorized('projects.template.view')
  @Query(() => [ProjectTemplate], { description: 'The project templates of the firm, by name.' })
  projectTemplates(@Context() ctx: Ctx): Promise<ProjectTemplate[]> { return ctx.read.rows(ProjectTemplate, {}, { orderBy: { name: 'ASC' }, limit: 200 }); }

  @Authorized('projects.template.view')
  @Query(() => ProjectTemplate, { nullable: true, description: 'One project template; null when there is none that you can see.' })
  async projectTemplate(@Arg('id', () => ID, { description: 'Its id.' }) id: string, @Context() ctx: Ctx): Promise<ProjectTemplate | null> {
    return isId('ptl', id) ? ctx.read.load(ProjectTemplate, id) : null;
  }

  @FieldResolver(() => [ProjectTemplateVersion], { description: 'All its versions, newest first.' })
  versions(@Root() template: ProjectTemplate, @Context() ctx: Ctx): Promise<ProjectTemplateVersion[]> { return versionsOf(template, ctx); }

  @FieldResolver(() => ProjectTemplateVersion, { nullable: true, description: 'The newest published version, from which new work is laid out.' })
  async current(@Root() template: ProjectTemplate, @Context() ctx: Ctx): Promise<ProjectTemplateVersion | null> {
    return (await versionsOf(template, ctx)).find((version) => version.published) ?? null;
  }

  @Authorized('projects.template.edit')
  @Mutation(() => ProjectTemplate, { description: 'Makes a project template with a first version, which is a draft.' })
  async createProjectTemplate(@Arg('input', () => CreateProjectTemplateInput, { description: 'The template.' }) input: CreateProjectTemplateInput, @Context() ctx: Ctx): Promise<ProjectTemplate> {
    const template = ctx.em.create(ProjectTemplate, { id: ctx.newId('ptl'), tenantId: ctx.actor.tenantId ?? '', version: 1, name: input.name.trim(), projectType: input.projectType.trim(), createdAt: ctx.now });
    ctx.em.persist(template);
    addVersion(ctx, template.id, 1, checked(input.plan));
    return template;
  }

  @Authorized('projects.template.edit')
  @Mutation(() => ProjectTemplateVersion, { description: 'Publishes the newest draft, or a new version with the given plan. Work that was laid out before keeps its version.' })
  async publishProjectTemplateVersion(@Arg('input', () => PublishProjectTemplateVersionInput, { description: 'The version.' }) input: PublishProjectTemplateVersionInput, @Context() ctx: Ctx): Promise<ProjectTemplateVersion> {
    const template = await ctx.load(ProjectTemplate, input.templateId, { ifVersion: input.ifVersion ?? null });
    const newest = await ctx.em.findOne(ProjectTemplateVersion, { templateId: template.id }, { orderBy: { versionNo: 'DESC' } });
    if (!input.plan && (!newest || newest.published)) throw new NothingToPublish(template.name);
    const version = input.plan || !newest ? addVersion(ctx, template.id, (newest?.versionNo ?? 0) + 1, checked(input.plan as ProjectPlanInput)) : newest;
    version.publish(ctx.now);
    ctx.emit(templatePublished, { templateId: template.id, versionId: version.id, name: template.name, versionNo: version.versionNo }, { aggregateId: template.id });
    return version;
  }

  @Authorized('projects.template.edit')
  @Mutation(() => ProjectTemplateVersion, { description: 'Writes another draft of a template. What is published stays as it is until the draft is published.' })
  async saveProjectTemplateDraft(@Arg('input', () => SaveProjectTemplateDraftInput, { description: 'The draft.' }) input: SaveProjectTemplateDraftInput, @Context() ctx: Ctx): Promise<ProjectTemplateVersion> {
    const template = await ctx.load(ProjectTemplate, input.templateId, { ifVersion: input.ifVersion ?? null });
    const newest = await ctx.em.findOne(ProjectTemplateVersion, { templateId: template.id }, { orderBy: { versionNo: 'DESC' } });
    return addVersion(ctx, template.id, (newest?.versionNo ?? 0) + 1, checked(input.plan));
  }

  @Authorized('projects.template.edit')
  @Mutation(() => ProjectTemplate, { description: 'Gives a template another name. Work that was laid out keeps its own.' })
  async renameProjectTemplate(@Arg('input', () => RenameProjectTemplateInput, { description: 'The name.' }) input: RenameProjectTemplateInput, @Context() ctx: Ctx): Promise<ProjectTemplate> {
    const template = await ctx.load(ProjectTemplate, input.templateId, { ifVersion: input.ifVersion ?? null });
    template.rename(input.name.trim(), input.projectType?.trim() ?? null);
    return template;
  }
}

@Resolver(() => ProjectTemplateVersion)
export class ProjectTemplateVersionResolver {
  @FieldResolver(() => ProjectTemplate, { nullable: true, description: 'The template.' })
  template(@Root() version: ProjectTemplateVersion, @Context() ctx: Ctx): Promise<ProjectTemplate | null> { return ctx.read.load(ProjectTemplate, version.templateId); }
}

@Resolver(() => PlannedMilestone)
export class PlannedMilestoneResolver {
  @FieldResolver(() => Money, { nullable: true, description: 'The price, where the rule is FIXED.' })
  amount(@Root() milestone: PlannedMilestone): Money | null { return amountOf(milestone); }
}

/** The price of a milestone, where it has one. */
export const amountOf = (milestone: { amountMinor: string | null; currency: string | null }): Money | null =>
  (milestone.amountMinor && milestone.currency ? Money.of(BigInt(milestone.amountMinor), milestone.currency) : null);

const versionsOf = (template: ProjectTemplate, ctx: Ctx): Promise<ProjectTemplateVersion[]> =>
  ctx.read.children(ProjectTemplateVersion, 'templateId', template.id, { orderBy: { versionNo: 'DESC' } });

function addVersion(ctx: Ctx, templateId: string, versionNo: number, plan: ProjectPlan): ProjectTemplateVersion {
  const version = ctx.em.create(ProjectTemplateVersion, { id: ctx.newId('ptv'), tenantId: ctx.actor.tenantId ?? '', version: 1, templateId, versionNo, publishedAt: null, written: plan, createdAt: ctx.now });
  ctx.em.persist(version);
  return version;
}

function checked(input: ProjectPlanInput): ProjectPlan {
  const plan = planOf(input);
  const fault = planFault(plan);
  if (fault) throw new TemplatePlanInvalid(fault);
  for (const milestone of plan.milestones) amountOf(milestone);
  return plan;
}
