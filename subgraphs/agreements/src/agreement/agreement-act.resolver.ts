import { Arg, Authorized, Ctx as Context, Mutation, Resolver } from 'type-graphql';
import { agreementDrafted, agreementEnded } from '@firmament/events';
import { Action, ForClient, type Ctx } from '@firmament/kit';
import { dayOf, isDay } from '../day.rules.js';
import { notAnyMore } from '../due.js';
import { NoSuchDay } from '../errors.js';
import { endObligations } from '../obligation/record-obligations.js';
import { ActivationPolicy } from '../template/contract-template.entity.js';
import { comeIntoForce } from './activate.js';
import { Agreement, AgreementStatus } from './agreement.entity.js';
import { AgreementIdInput, DraftAgreementFromProposalInput, DraftAgreementInput, EndAgreementInput } from './agreement.inputs.js';
import { AgreementVersion } from './agreement-version.entity.js';
import { writeFromProposal } from './write-version.js';

/** What the firm does with agreements. */
@Resolver(() => Agreement)
export class AgreementActResolver {
  @Authorized('agreements.agreement.create')
  @Action()
  @ForClient()
  @Mutation(() => Agreement, { description: 'Starts an agreement with a client. The client does not see it yet.' })
  async draftAgreement(@Arg('input', () => DraftAgreementInput, { description: 'The agreement.' }) input: DraftAgreementInput, @Context() ctx: Ctx): Promise<Agreement> {
    const agreement = ctx.em.create(Agreement, {
      id: ctx.newId('agr'), tenantId: ctx.actor.tenantId ?? '', version: 1, clientId: input.clientId, projectId: null, title: input.title.trim(), status: AgreementStatus.DRAFT, activation: ActivationPolicy.ON_SIGNATURE, currency: null,
      termMonths: null, renewalNoticeDays: null, effectiveOn: null, endsOn: null, signedAt: null, endReason: null, versionInForce: null, createdAt: ctx.now,
    });
    ctx.em.persist(agreement);
    ctx.emit(agreementDrafted, agreement.facts, { aggregateId: agreement.id, clientId: agreement.clientId });
    return agreement;
  }

  @Authorized('agreements.agreement.create')
  @Action()
  @Mutation(() => Agreement, { description: 'Writes the contract of an accepted proposal: its lines are the selection to the cent, and every field of its text is filled or nothing is written. Said again, it answers with the same agreement.' })
  async draftAgreementFromProposal(@Arg('input', () => DraftAgreementFromProposalInput, { description: 'The proposal.' }) input: DraftAgreementFromProposalInput, @Context() ctx: Ctx): Promise<Agreement> {
    return writeFromProposal(ctx, input);
  }

  @Authorized('agreements.agreement.activate')
  @Action()
  @Mutation(() => Agreement, { description: 'The first payment is there: a signed agreement that waited for it comes into force. Said again, it changes nothing.' })
  async activateAgreement(@Arg('input', () => AgreementIdInput, { description: 'Which.' }) input: AgreementIdInput, @Context() ctx: Ctx): Promise<Agreement> {
    const agreement = await ctx.load(Agreement, input.agreementId, { ifVersion: input.ifVersion ?? null });
    if (agreement.status === AgreementStatus.ACTIVE) return agreement;
    agreement.demand([AgreementStatus.SIGNED_AWAITING_PAYMENT], 'Only an agreement that all have signed can come into force.');
    const version = await ctx.em.findOneOrFail(AgreementVersion, { agreementId: agreement.id, versionNo: agreement.versionInForce ?? 0 });
    await comeIntoForce(ctx, agreement, version, null);
    return agreement;
  }

  @Authorized('agreements.agreement.end')
  @Action()
  @Mutation(() => Agreement, { description: 'Ends an agreement. Said again, it changes nothing.' })
  async endAgreement(@Arg('input', () => EndAgreementInput, { description: 'Which, when and why.' }) input: EndAgreementInput, @Context() ctx: Ctx): Promise<Agreement> {
    const agreement = await ctx.load(Agreement, input.agreementId, { ifVersion: input.ifVersion ?? null });
    if (agreement.status === AgreementStatus.ENDED) return agreement;
    agreement.demand([AgreementStatus.ACTIVE, AgreementStatus.SIGNED_AWAITING_PAYMENT], 'Only a signed agreement can end.');
    const endedOn = input.endedOn ?? dayOf(ctx.now);
    if (!isDay(endedOn)) throw new NoSuchDay('input.endedOn');
    Object.assign(agreement, { status: AgreementStatus.ENDED, endsOn: endedOn, endReason: input.reason ?? null });
    await notAnyMore(ctx, 'renewal', agreement.id);
    await endObligations(ctx, agreement, endedOn);
    ctx.emit(agreementEnded, { ...agreement.facts, endedOn, reason: input.reason ?? null }, { aggregateId: agreement.id, clientId: agreement.clientId });
    return agreement;
  }
}
