import { idToUuid } from '@firmament/events';
import { Arg, Args, ArgsType, Authorized, Ctx as Context, Field, FieldResolver, ID, InputType, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Conflict, Invalid, PageArgs, type Ctx, type Page } from '@firmament/kit';
import { LockMode } from '@mikro-orm/core';
import { laterOn } from '../../due.js';
import { Invoice } from '../../invoice/invoice.entity.js';
import { voidInvoice } from '../../issue/void-invoice.js';
import { lockMoneyOf } from '../../payment/money-lock.js';
import { Payment } from '../../payment/payment.entity.js';
import { ClientRef } from '../../stubs.js';
import { LedgerConnection } from '../connection/ledger-connection.entity.js';
import { LedgerLink } from '../link/ledger-link.entity.js';
import { pushLater } from '../queue/push-later.js';
import { linkPayment } from '../readback/money-read-back.js';
import { DriftResolution, DriftState, LedgerDrift, LedgerDriftConnection } from './ledger-drift.entity.js';
import { tellResolved } from './note-drift.js';
import { choices, type Choice } from './resolutions.rules.js';

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

/** Ours is right: our paper is written over theirs, or money there is the one that we know. */
async function keepOurs(ctx: Ctx, drift: LedgerDrift): Promise<void> {
  const { kind, ourId, clientId, label, connectionId, externalId } = drift;
  if (kind !== 'PAYMENT') { await pushLater(ctx, { kind, act: 'REWRITE', ourId, clientId, label: `${label}, written anew` }); return; }
  const payment = await ctx.load(Payment, ourId);
  await linkPayment(ctx, { connectionId }, payment, { externalId, syncToken: null, totalMinor: BigInt(payment.amountMinor), feeMinor: null });
}

/** Theirs is right: what was taken back there is taken back here; money there is another one than ours, and is read again. */
async function keepTheirs(ctx: Ctx, drift: LedgerDrift): Promise<void> {
  const { kind, ourId, connectionId, externalId, foundAt } = drift;
  if (kind === 'PAYMENT') {
    await ctx.sql('update revenue.ledger_cursors set since = least(since, $2) where connection_id = $1', [idToUuid(connectionId), foundAt]);
    await laterOn(ctx, 'readback', { id: connectionId, at: null });
    return;
  }
  await lockMoneyOf(ctx, 'ivc', ourId);
  const link = await ctx.em.findOne(LedgerLink, { connectionId, kind, externalId });
  if (link) link.endedAt = ctx.now;
  await ctx.em.flush();
  const invoice = await ctx.load(Invoice, ourId);
  if (invoice.status !== 'VOID') await voidInvoice(ctx, invoice, { reason: 'It was taken back in the ledger.', billAgain: true });
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
  @Mutation(() => LedgerDrift, { description: 'Decides about a difference, as far as `mayChoose` goes. Ours: our paper is written over theirs, or money there is the payment that we know. Theirs: an invoice that was taken back there is taken back here, or money there is another payment, which is written down here. Accepted: both stay as they are.' })
  async resolveLedgerDrift(@Arg('input', () => ResolveLedgerDriftInput, { description: 'Which, and how.' }) input: ResolveLedgerDriftInput, @Context() ctx: Ctx): Promise<LedgerDrift> {
    const drift = await ctx.load(LedgerDrift, input.driftId);
    await ctx.em.findOneOrFail(LedgerDrift, { id: drift.id }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
    if (drift.state !== 'OPEN') throw new DriftResolved();
    const { resolution } = input;
    if (!choices(drift).includes(resolution as Choice)) throw new Invalid('REVENUE_DRIFT', 'This cannot be settled in that way. What went out is never changed here: mend it in the ledger, or accept it.', 'input.resolution');
    if (resolution === 'KEEP_OURS') await keepOurs(ctx, drift);
    if (resolution === 'KEEP_THEIRS') await keepTheirs(ctx, drift);
    Object.assign(drift, { state: 'RESOLVED', resolution, resolvedBy: ctx.actor.id, resolvedAt: ctx.now });
    tellResolved(ctx, (await ctx.em.findOneOrFail(LedgerConnection, { id: drift.connectionId })).provider, drift);
    return drift;
  }

  @FieldResolver(() => [DriftResolution], { description: 'How it can be settled by one click; nothing where somebody has decided.' })
  mayChoose(@Root() drift: LedgerDrift): DriftResolution[] { return drift.state === 'OPEN' ? [...choices(drift)] : []; }
  @FieldResolver(() => ClientRef, { nullable: true, description: 'The client that it concerns.' })
  client(@Root() drift: LedgerDrift): ClientRef | null { return drift.clientId ? Object.assign(new ClientRef(), { id: drift.clientId }) : null; }
}
