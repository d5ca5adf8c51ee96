import { ledgerDriftResolved } from '@firmament/events';
import { Arg, Args, ArgsType, Authorized, Ctx as Context, Field, ID, InputType, Mutation, Query, Resolver } from 'type-graphql';
import { Conflict, Invalid, PageArgs, type Ctx, type Page } from '@firmament/kit';
import { LockMode } from '@mikro-orm/core';
import { LedgerConnection } from '../connection/ledger-connection.entity.js';
import { LedgerLink } from '../link/ledger-link.entity.js';
import { DriftResolution, DriftState, LedgerDrift, LedgerDriftConnection } from './ledger-drift.entity.js';

@ArgsType()
export class LedgerDriftArgs extends PageArgs {
  @Field(() => DriftState, { defaultValue: 'OPEN', description: 'Whether somebody has decided.' }) state!: DriftState;
}
@InputType({ description: 'Which side of a difference is right.' })
export class ResolveLedgerDriftInput {
  @Field(() => ID, { description: 'The difference.' }) driftId!: string;
  @Field(() => DriftResolution, { description: 'Which side.' }) resolution!: DriftResolution;
}

/** What is decided already. */
class DriftResolved extends Conflict {
  constructor() { super('REVENUE_DRIFT_RESOLVED', 'Somebody has decided about this difference already.'); }
}

/** Differences between the ledger and us. */
@Resolver(() => LedgerDrift)
export class LedgerDriftResolver {
  @Authorized('revenue.ledger.view')
  @Query(() => LedgerDriftConnection, { description: 'What stands otherwise in the ledger than with us, the newest on top.' })
  ledgerDrifts(@Args(() => LedgerDriftArgs) args: LedgerDriftArgs, @Context() ctx: Ctx): Promise<Page<LedgerDrift>> {
    return ctx.read.page(LedgerDrift, { state: args.state }, { first: args.first, after: args.after ?? null, orderBy: { foundAt: 'DESC' } });
  }

  @Authorized('revenue.ledger.resolve')
  @Mutation(() => LedgerDrift, { description: 'Decides about a difference. Theirs: from now on the ledger\'s amount is the one that is compared with. Accepted: both stay as they are. Ours is written anew by hand in the ledger, and the next look finds whether it was.' })
  async resolveLedgerDrift(@Arg('input', () => ResolveLedgerDriftInput, { description: 'Which, and how.' }) input: ResolveLedgerDriftInput, @Context() ctx: Ctx): Promise<LedgerDrift> {
    const drift = await ctx.load(LedgerDrift, input.driftId);
    await ctx.em.findOneOrFail(LedgerDrift, { id: drift.id }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
    if (drift.state !== 'OPEN') throw new DriftResolved();
    if (drift.bypass && input.resolution !== 'ACCEPTED') throw new Invalid('REVENUE_DRIFT', 'What was written there past us can be accepted here; otherwise it is taken back in the ledger.', 'input.resolution');
    const link = await ctx.em.findOne(LedgerLink, { connectionId: drift.connectionId, kind: drift.kind, externalId: drift.externalId });
    if (input.resolution === 'KEEP_THEIRS' && link && drift.field === 'status') link.endedAt = ctx.now;
    Object.assign(drift, { state: 'RESOLVED', resolution: input.resolution, resolvedBy: ctx.actor.id, resolvedAt: ctx.now });
    const { provider } = await ctx.em.findOneOrFail(LedgerConnection, { id: drift.connectionId });
    ctx.emit(ledgerDriftResolved, { connectionId: drift.connectionId, ledger: provider, kind: drift.kind, ourId: drift.ourId, number: drift.number, clientId: drift.clientId, driftId: drift.id, resolution: input.resolution }, { aggregateId: drift.connectionId, ...(drift.clientId ? { clientId: drift.clientId } : {}) });
    return drift;
  }
}
