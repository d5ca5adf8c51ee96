import { Arg, Authorized, Ctx as Context, Mutation, Query, Resolver } from 'type-graphql';
import { Forbidden, Invalid, type Ctx } from '@firmament/kit';
import { daysPast } from '../invoice/terms.rules.js';
import { DelegateApprovalsInput, DelegationIdInput } from './approval.inputs.js';
import { ApprovalDelegation } from './delegation.entity.js';

const aYear = 366;

/** Who approves in whose place. */
@Resolver(() => ApprovalDelegation)
export class InvoiceApprovalDelegationResolver {
  @Authorized('revenue.invoice.approve')
  @Query(() => [ApprovalDelegation], { description: 'Approvals that you handed to others, and that others handed to you, the newest on top.' })
  myApprovalDelegations(@Context() ctx: Ctx): Promise<ApprovalDelegation[]> {
    return ctx.read.rows(ApprovalDelegation, { $or: [{ fromUserId: ctx.actor.id }, { toUserId: ctx.actor.id }] }, { orderBy: { createdAt: 'DESC', id: 'DESC' }, limit: 100 });
  }

  @Authorized('revenue.invoice.approve')
  @Mutation(() => ApprovalDelegation, { description: 'Hands your approvals to somebody else for some days. It does not let them approve what they wrote.' })
  async delegateApprovals(@Arg('input', () => DelegateApprovalsInput, { description: 'To whom, and when.' }) input: DelegateApprovalsInput, @Context() ctx: Ctx): Promise<ApprovalDelegation> {
    if (ctx.actor.kind !== 'staff') throw new Forbidden('Only a person hands approvals over.', 'REVENUE_ONLY_A_PERSON');
    if (input.toUserId === ctx.actor.id) throw new Invalid('REVENUE_DELEGATION', 'Name another person.', 'input.toUserId');
    const days = daysPast(input.fromOn, input.untilOn);
    if (days < 0 || days > aYear) throw new Invalid('REVENUE_DELEGATION', 'The last day comes after the first, and within a year.', 'input.untilOn');
    const delegation = ctx.em.create(ApprovalDelegation, { id: ctx.newId('dlg'), tenantId: ctx.actor.tenantId ?? '', version: 1, fromUserId: ctx.actor.id, toUserId: input.toUserId, fromOn: input.fromOn, untilOn: input.untilOn, createdAt: ctx.now });
    ctx.em.persist(delegation);
    return delegation;
  }

  @Authorized('revenue.invoice.approve')
  @Mutation(() => ApprovalDelegation, { description: 'Ends a delegation of your approvals at once. What was decided stays decided.' })
  async endApprovalDelegation(@Arg('input', () => DelegationIdInput, { description: 'Which.' }) input: DelegationIdInput, @Context() ctx: Ctx): Promise<ApprovalDelegation> {
    const delegation = await ctx.load(ApprovalDelegation, input.delegationId);
    if (delegation.fromUserId !== ctx.actor.id) throw new Forbidden('Only whoever handed their approvals over takes them back.', 'REVENUE_NOT_YOURS');
    // It ends with the day before its first one: no day is left on which it holds.
    delegation.untilOn = '1970-01-01';
    return delegation;
  }
}
