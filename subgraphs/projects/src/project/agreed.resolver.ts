import { Arg, Authorized, Ctx as Context, Mutation, Resolver } from 'type-graphql';
import { Action, ForClient, type Ctx } from '@firmament/kit';
import { ProjectOfAnotherClient } from '../errors.js';
import { ActivateProjectForAgreementInput, ActivateProjectForAgreementPayload, AgreedWorkOutcome } from './agreed.inputs.js';
import { begin } from './begin.js';
import { Project, ProjectBilling, ProjectStatus } from './project.entity.js';

/** What an agreement in force does to the work that waited for it. */
@Resolver(() => Project)
export class AgreedProjectResolver {
  @Authorized('projects.project.edit')
  @Action()
  @ForClient()
  @Mutation(() => ActivateProjectForAgreementPayload, { description: 'An agreement is in force: the project that waited for it begins, with all days counted from the day from which the agreement holds. Work that has begun keeps its days; said again, it changes nothing.' })
  async activateProjectForAgreement(@Arg('input', () => ActivateProjectForAgreementInput, { description: 'The agreement.' }) input: ActivateProjectForAgreementInput, @Context() ctx: Ctx): Promise<ActivateProjectForAgreementPayload> {
    const project = await ctx.load(Project, input.projectId);
    if (project.clientId !== input.clientId) throw new ProjectOfAnotherClient();
    if (!project.isOpen) return { project, outcome: AgreedWorkOutcome.ENDED };
    project.agreementId ??= input.agreementId;
    if (input.planFollows && project.billing === ProjectBilling.NONE) project.billing = ProjectBilling.PENDING;
    if (project.status !== ProjectStatus.SKELETON) return { project, outcome: AgreedWorkOutcome.GOES_ON };
    if (ctx.actor.kind === 'staff') project.touch(ctx.now);
    await begin(ctx, project, input.effectiveOn);
    return { project, outcome: AgreedWorkOutcome.BEGUN };
  }
}
