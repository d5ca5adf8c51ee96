import { ledgerDisconnected } from '@firmament/events';
import { LockMode } from '@mikro-orm/core';
import { Arg, Authorized, Ctx as Context, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { consentAddress, declinedConsent, Internal, NotFound, type Ctx } from '@firmament/kit';
import { laterOn } from '../../due.js';
import { letOut } from '../../issue/issue-invoice.js';
import { settingsShapes } from '../open-ledger.js';
import { allLedgers, callbackAddress, isLedger, ledgerWords, oauthOf, returnAddress } from './ledger-config.js';
import { LedgerConnection, LedgerConsent } from './ledger-connection.entity.js';
import { knownBooks } from './books.js';
import { BegunLedgerConsent, BeginLedgerConsentInput, ChangeLedgerBookingInput, FinishLedgerConsentInput, LedgerCodeRow, LedgerConnectionIdInput, LedgerQueueStanding, LedgerService } from './ledger.graph.js';
import { ledgerHouse, ledgerOf } from './ledger-house.js';
import { LedgerConsentNotOffered, NoLedger, OneLedger } from './ledger-refusals.js';

/** A connection to change. What is an account at a payment service is none. */
async function held(ctx: Ctx, input: LedgerConnectionIdInput): Promise<LedgerConnection> {
  const connection = await ctx.load(LedgerConnection, input.connectionId, { ifVersion: input.ifVersion ?? null });
  if (!isLedger(connection.provider)) throw new NotFound();
  return connection;
}
const rowOf = (ctx: Ctx, id: string): Promise<LedgerConnection> => ctx.em.findOneOrFail(LedgerConnection, { id }, { refresh: true });

/** The firm's line to its ledger. No ledger is called here: that is left to sweeps, which hold no transaction. */
@Resolver(() => LedgerConnection)
export class LedgerConnectionResolver {
  @Authorized('revenue.ledger.view')
  @Query(() => [LedgerService], { description: 'The ledgers that can be connected, and how the firm is connected to each.' })
  async ledgerServices(@Context() ctx: Ctx): Promise<LedgerService[]> {
    const connections = await ctx.read.rows(LedgerConnection, {}, { orderBy: { connectedAt: 'DESC' }, limit: 20 });
    const { config } = ledgerHouse(ctx);
    return allLedgers.map((name) => ({ name, ...ledgerWords[name], offered: oauthOf(config, name) !== null, connection: connections.find((one) => one.provider === name) ?? null }));
  }

  @Authorized('revenue.ledger.view')
  @Query(() => [LedgerCodeRow], { description: 'The accounts and taxes of the firm\'s ledger, as they were read the last time it was asked how it is.' })
  async ledgerCodes(@Context() ctx: Ctx): Promise<LedgerCodeRow[]> {
    const books = await knownBooks({ sql: (text, params) => ctx.read.sql(text, params) });
    return (books?.codes ?? []).map(({ code, name, kind, rateBasisPoints }) => Object.assign(new LedgerCodeRow(), { code, name, kind, rateBasisPoints }));
  }

  @Authorized('revenue.ledger.connect')
  @Query(() => LedgerConsent, { nullable: true, description: 'A consent that one began oneself.' })
  ledgerConsent(@Arg('id', () => ID, { description: 'Which.' }) id: string, @Context() ctx: Ctx): Promise<LedgerConsent | null> { return ctx.read.one(LedgerConsent, { id, askedBy: ctx.actor.id }); }

  @Authorized('revenue.ledger.connect')
  @Mutation(() => BegunLedgerConsent, { description: 'Begins to connect a ledger by consent at its own page. The way back is open for ten minutes, once, for the one who began, in the same session.' })
  async beginLedgerConsent(@Arg('input', () => BeginLedgerConsentInput, { description: 'The ledger.' }) input: BeginLedgerConsentInput, @Context() ctx: Ctx): Promise<BegunLedgerConsent> {
    const { config, consents } = ledgerHouse(ctx);
    const oauth = oauthOf(config, input.ledger);
    if (!oauth) throw new LedgerConsentNotOffered(ledgerWords[input.ledger].label);
    const other = await ledgerOf(ctx);
    if (other && other.provider !== input.ledger) throw new OneLedger(ledgerWords[other.provider].label);
    const begun = await consents.begin(ctx, { provider: input.ledger, label: oauth.label, keep: input.callbackKey ? { callbackKey: input.callbackKey } : {} });
    const address = await consentAddress(oauth, { redirectUri: returnAddress(config), state: begun.state, verifier: begun.verifier });
    return { consent: await ctx.em.findOneOrFail(LedgerConsent, { id: begun.id }), address };
  }

  @Internal()
  @Authorized('revenue.ledger.connect')
  @Mutation(() => LedgerConsent, { description: 'The person is back from the ledger\'s page. What they brought is turned into access by a sweep, which holds no transaction.' })
  async finishLedgerConsent(@Arg('input', () => FinishLedgerConsentInput, { description: 'What they brought.' }) input: FinishLedgerConsentInput, @Context() ctx: Ctx): Promise<LedgerConsent> {
    const { consents, due } = ledgerHouse(ctx);
    const code = input.code ? (input.realmId ? `${input.realmId}\n${input.code}` : input.code) : null;
    const id = await consents.answer(ctx, input.state, code ? { code } : { problem: (label) => declinedConsent(label, input.error) });
    const consent = await ctx.em.findOneOrFail(LedgerConsent, { id });
    if (consent.stage === 'ANSWERED') await due.say(ctx, 'EXCHANGE', id);
    return consent;
  }

  @Authorized('revenue.ledger.connect')
  @Mutation(() => LedgerConnection, { description: 'Asks the ledger how it is and reads what changed there, without changing anything there. The answer shows in `lastSyncAt` or `lastError` once `checkingSince` is null again.' })
  async checkLedger(@Arg('input', () => LedgerConnectionIdInput, { description: 'Which.' }) input: LedgerConnectionIdInput, @Context() ctx: Ctx): Promise<LedgerConnection> {
    const connection = await held(ctx, input);
    if (connection.state === 'DISCONNECTED') throw new NoLedger();
    const { connections, due } = ledgerHouse(ctx);
    await connections.noteChecking(ctx, connection.id, ctx.now);
    await due.say(ctx, 'CHECK', connection.id);
    if (connection.state === 'CONNECTED') await laterOn(ctx, 'readback', { id: connection.id, at: null });
    return rowOf(ctx, connection.id);
  }

  @Authorized('revenue.ledger.connect')
  @Mutation(() => LedgerConnection, { description: 'Says how papers are booked in the ledger. What stands there stays as it is.' })
  async changeLedgerBooking(@Arg('input', () => ChangeLedgerBookingInput, { description: 'How.' }) input: ChangeLedgerBookingInput, @Context() ctx: Ctx): Promise<LedgerConnection> {
    const connection = await held(ctx, input);
    const { usualAccount, bankAccount } = input;
    connection.settings = settingsShapes[connection.provider].parse({ ...connection.settings, ...(usualAccount === undefined ? {} : { usualAccount }), ...(bankAccount === undefined || connection.provider === 'QUICKBOOKS' ? {} : { bankAccount }) });
    return connection;
  }

  @Authorized('revenue.ledger.connect')
  @Mutation(() => LedgerConnection, { description: 'Ends the connection; its secrets are deleted at once. What stands in the ledger stays there, and invoices that waited for it go out. Said again, it changes nothing.' })
  async disconnectLedger(@Arg('input', () => LedgerConnectionIdInput, { description: 'Which.' }) input: LedgerConnectionIdInput, @Context() ctx: Ctx): Promise<LedgerConnection> {
    const connection = await held(ctx, input);
    await ctx.em.findOneOrFail(LedgerConnection, { id: connection.id }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
    if (connection.state === 'DISCONNECTED') return connection;
    const { connections, due } = ledgerHouse(ctx);
    await connections.disconnect(ctx, connection.id);
    await due.forget(ctx, 'CHECK', connection.id);
    await letOut(ctx);
    ctx.emit(ledgerDisconnected, { connectionId: connection.id, ledger: connection.provider }, { aggregateId: connection.id });
    return rowOf(ctx, connection.id);
  }

  @FieldResolver(() => LedgerQueueStanding, { description: 'What is on its way there.' })
  async queue(@Root() one: LedgerConnection, @Context() ctx: Ctx): Promise<LedgerQueueStanding> {
    if (one.state === 'DISCONNECTED') return { waiting: 0, stuck: 0, since: null };
    const [row] = await ctx.read.sql<{ waiting: number; stuck: number; since: Date | null }>(`select count(*) filter (where state = 'WAITING')::int as waiting, count(*) filter (where state = 'STUCK')::int as stuck, min(since) filter (where not asleep) as since from revenue.ledger_items where state in ('WAITING', 'STUCK')`);
    return row ?? { waiting: 0, stuck: 0, since: null };
  }
  @FieldResolver(() => String, { description: 'Where the ledger sends its callbacks: to be entered there.' })
  callbackAddress(@Root() one: LedgerConnection, @Context() ctx: Ctx): string { return callbackAddress(ledgerHouse(ctx).config, { firmId: one.tenantId, connectionId: one.id }); }
  @FieldResolver(() => String, { nullable: true, description: 'On what lines without an account of their own are booked.' })
  usualAccount(@Root() one: LedgerConnection): string | null { return (one.settings['usualAccount'] as string | null | undefined) ?? null; }
  @FieldResolver(() => String, { nullable: true, description: 'The bank account into which payments are booked.' })
  bankAccount(@Root() one: LedgerConnection): string | null { return (one.settings['bankAccount'] as string | null | undefined) ?? null; }
}
