import { Arg, Args, Authorized, Ctx as Context, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Action, type Ctx, type Page } from '@firmament/kit';
import { Agreement, AgreementStatus } from '../agreement/agreement.entity.js';
import { demandClauses } from '../clause/library.js';
import { isDay } from '../day.rules.js';
import { AgreementState, NoSuchDay } from '../errors.js';
import { ClientRef } from '../stubs.js';
import { Obligation, ObligationConnection } from './obligation.entity.js';
import { AddObligationInput, CloseObligationInput, ObligationListArgs } from './obligation.inputs.js';
import { closeObligation, recordObligation } from './record-obligations.js';

/** What both sides have to do because of agreements. */
@Resolver(() => Obligation)
export class ObligationResolver {
  @Authorized('agreements.obligation.view')
  @Query(() => ObligationConnection, { description: 'What has to be done because of agreements, the next day on top.' })
  obligations(@Args(() => ObligationListArgs) args: ObligationListArgs, @Context() ctx: Ctx): Promise<Page<Obligation>> {
    const where = { ...(args.states ? { state: { $in: args.states } } : {}), ...(args.party ? { party: args.party } : {}) };
    return ctx.read.page(Obligation, where, { first: args.first, after: args.after ?? null, orderBy: { dueOn: 'ASC' } });
  }

  @Authorized('agreements.obligation.edit')
  @Action()
  @Mutation(() => Obligation, { description: 'Writes down something that one side has to do because of an agreement. It is told once the agreement is signed.' })
  async addObligation(@Arg('input', () => AddObligationInput, { description: 'The duty.' }) input: AddObligationInput, @Context() ctx: Ctx): Promise<Obligation> {
    const agreement = await ctx.load(Agreement, input.agreementId);
    if (agreement.status === AgreementStatus.ENDED) throw new AgreementState(agreement.status, 'This agreement is over: nothing more comes of it.');
    if (!isDay(input.dueOn)) throw new NoSuchDay('input.dueOn');
    await demandClauses(ctx, input.clauseId ? [input.clauseId] : []);
    // Its own key: what people add is never what a template plans.
    return recordObligation(ctx, agreement, { key: ctx.newId('obl'), title: input.title.trim(), party: input.party, clauseId: input.clauseId ?? null, everyMonths: input.everyMonths ?? null, firstOn: input.dueOn, dueOn: input.dueOn });
  }

  @Authorized('agreements.obligation.edit')
  @Action()
  @Mutation(() => Obligation, { description: 'A duty is done, or need not be. One that comes again is written down for its next day.' })
  async closeObligation(@Arg('input', () => CloseObligationInput, { description: 'Which, and how.' }) input: CloseObligationInput, @Context() ctx: Ctx): Promise<Obligation> {
    const duty = await ctx.load(Obligation, input.obligationId, { ifVersion: input.ifVersion ?? null });
    const agreement = await ctx.load(Agreement, duty.agreementId);
    await closeObligation(ctx, { duty, agreement }, { state: input.state, note: input.note ?? null });
    return duty;
  }

  @FieldResolver(() => Agreement, { nullable: true, description: 'The agreement.' })
  agreement(@Root() duty: Obligation, @Context() ctx: Ctx): Promise<Agreement | null> { return ctx.read.load(Agreement, duty.agreementId); }

  @FieldResolver(() => ClientRef, { nullable: true, description: 'The client.' })
  client(@Root() duty: Obligation): ClientRef { return Object.assign(new ClientRef(), { id: duty.clientId }); }
}

/** What this adds to an agreement. */
@Resolver(() => Agreement)
export class AgreementObligationsResolver {
  @FieldResolver(() => [Obligation], { nullable: true, description: 'What both sides have to do because of it, by day.' })
  obligations(@Root() agreement: Agreement, @Context() ctx: Ctx): Promise<Obligation[]> {
    ctx.demand('agreements.obligation.view');
    return ctx.read.children(Obligation, 'agreementId', agreement.id, { orderBy: { dueOn: 'ASC', id: 'ASC' } });
  }
}
