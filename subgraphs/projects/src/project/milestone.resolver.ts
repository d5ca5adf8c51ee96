import { Arg, Authorized, Ctx as Context, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { milestoneCompleted, milestoneReopened } from '@firmament/events';
import { Action, Money, type Ctx } from '@firmament/kit';
import { ProjectIsClosed, ProjectStepRefused } from '../errors.js';
import { amountOf } from '../template/template.resolver.js';
import { advanceStage } from './advance-stage.js';
import { CompleteMilestoneInput, MarkMilestoneBilledInput, ReopenMilestoneInput } from './lifecycle.inputs.js';
import { Milestone } from './milestone.entity.js';
import { Project, ProjectStatus } from './project.entity.js';

@Resolver(() => Milestone)
export class MilestoneResolver {
  @FieldResolver(() => Money, { nullable: true, description: 'The price, where the rule is FIXED.' })
  amount(@Root() milestone: Milestone): Money | null { return amountOf(milestone); }

  @Authorized('projects.project.edit')
  @Action()
  @Mutation(() => Milestone, { description: 'Work reached a milestone. Nothing happens when it had.' })
  async completeMilestone(@Arg('input', () => CompleteMilestoneInput, { description: 'The milestone.' }) input: CompleteMilestoneInput, @Context() ctx: Ctx): Promise<Milestone> {
    const milestone = await ctx.load(Milestone, input.milestoneId, { ifVersion: input.ifVersion ?? null });
    const project = await ctx.load(Project, milestone.projectId);
    if (!project.isOpen && !milestone.completedAt) throw new ProjectIsClosed(project.name);
    if (project.status === ProjectStatus.SKELETON) throw new ProjectStepRefused(project.status, 'a milestone');
    if (!milestone.complete(ctx.now)) return milestone;
    ctx.emit(milestoneCompleted, { ...fact(milestone), completedAt: ctx.now.toISOString() }, place(milestone));
    await advanceStage(ctx, project);
    return milestone;
  }

  @Authorized('projects.project.edit')
  @Action()
  @Mutation(() => Milestone, { description: 'A milestone that was reached is open again, unless it stands on an invoice.' })
  async reopenMilestone(@Arg('input', () => ReopenMilestoneInput, { description: 'The milestone.' }) input: ReopenMilestoneInput, @Context() ctx: Ctx): Promise<Milestone> {
    const milestone = await ctx.load(Milestone, input.milestoneId, { ifVersion: input.ifVersion ?? null });
    if (milestone.reopen()) ctx.emit(milestoneReopened, { ...fact(milestone), reason: input.reason.trim() }, place(milestone));
    return milestone;
  }

  @Authorized('projects.project.bill')
  @Action()
  @Mutation(() => Milestone, { description: 'A milestone that was reached stands on an invoice; never on two.' })
  async markMilestoneBilled(@Arg('input', () => MarkMilestoneBilledInput, { description: 'The milestone and the invoice.' }) input: MarkMilestoneBilledInput, @Context() ctx: Ctx): Promise<Milestone> {
    const milestone = await ctx.load(Milestone, input.milestoneId);
    milestone.bill(input.invoiceId);
    return milestone;
  }
}

const fact = (milestone: Milestone) => ({
  milestoneId: milestone.id, projectId: milestone.projectId, clientId: milestone.clientId, title: milestone.title, billing: milestone.billing, percent: milestone.percent,
  amount: milestone.amountMinor && milestone.currency ? { minor: milestone.amountMinor, currency: milestone.currency } : null,
});
const place = ({ id, clientId }: Milestone) => ({ aggregateId: id, clientId });
