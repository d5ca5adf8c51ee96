import { LockMode } from '@mikro-orm/core';
import { Arg, Authorized, Ctx as Context, Mutation, Resolver } from 'type-graphql';
import { NotFound, type Ctx } from '@firmament/kit';
import { accountOf } from './account-form.js';
import { signingHouse } from './call-house.js';
import { checkSoon, outside, withCallbackKeys } from './connect-account.js';
import { SigningConnection } from './connection.entity.js';
import { NotConnected } from './refusals.js';
import { ChooseSigningServiceInput, ConnectSigningServiceInput, DisconnectSigningServiceInput, SigningConnectionIdInput, UsualSigningService } from './service.graph.js';
import { isOutside, serviceWords } from './service.rules.js';
import { tellConnected, tellDisconnected } from './tell.js';
import { chooseUsual } from './usual-service.js';

/** The row as it lies there now, for an answer. */
const rowOf = (ctx: Ctx, id: string): Promise<SigningConnection> => ctx.em.findOneOrFail(SigningConnection, { id }, { refresh: true });

/** A connection to a service. The firm's key for sealing is none: it is neither asked how it is nor ended. */
async function held(ctx: Ctx, id: string, ifVersion: number | null = null): Promise<SigningConnection> {
  const one = await ctx.load(SigningConnection, id, { ifVersion });
  if (!isOutside(one.provider)) throw new NotFound('This connection does not exist.');
  return one;
}

/** What people do with connections. No service is called here: that is left to a sweep, which holds no transaction. */
@Resolver(() => SigningConnection)
export class SigningConnectionActResolver {
  @Authorized('agreements.connection.edit')
  @Mutation(() => SigningConnection, { description: 'Connects a signing service with keys, or the same account again with new ones. The keys go into the vault and are never shown again; the service is asked at once whether they are right.' })
  async connectSigningService(@Arg('input', () => ConnectSigningServiceInput, { description: 'The account.' }) input: ConnectSigningServiceInput, @Context() ctx: Ctx): Promise<SigningConnection> {
    const service = outside(input.service);
    const { config, connections } = signingHouse(ctx);
    const form = { settings: new Map(input.settings.map((one) => [one.name, one.value])), secrets: new Map(input.secrets.map((one) => [one.name, one.secret])) };
    const account = accountOf(config, service, form);
    const secret = await withCallbackKeys(ctx, service, account);
    const made = await connections.connect(ctx, { provider: service, label: input.label?.trim() || serviceWords[service].label, ...account, secret });
    tellConnected(ctx, made);
    await checkSoon(ctx, made);
    return rowOf(ctx, made.id);
  }

  @Authorized('agreements.connection.edit')
  @Mutation(() => SigningConnection, { description: 'Asks the service how it is, without changing anything there. The answer shows in `lastSyncAt` or `lastError` once `checkingSince` is null again.' })
  async checkSigningConnection(@Arg('input', () => SigningConnectionIdInput, { description: 'Which.' }) input: SigningConnectionIdInput, @Context() ctx: Ctx): Promise<SigningConnection> {
    const one = await held(ctx, input.connectionId);
    if (one.state !== 'CONNECTED') throw new NotConnected(one.label);
    if (one.checkingSince === null) await checkSoon(ctx, one);
    return rowOf(ctx, one.id);
  }

  @Authorized('agreements.connection.edit')
  @Mutation(() => SigningConnection, { description: 'Ends a connection and deletes its secrets at once. Packets that are out there are no longer heard of. Said again, it changes nothing.' })
  async disconnectSigningService(@Arg('input', () => DisconnectSigningServiceInput, { description: 'Which.' }) input: DisconnectSigningServiceInput, @Context() ctx: Ctx): Promise<SigningConnection> {
    const one = await held(ctx, input.connectionId, input.ifVersion ?? null);
    if (one.state === 'DISCONNECTED') return one;
    const { connections, due } = signingHouse(ctx);
    await connections.disconnect(ctx, one.id);
    await connections.noteChecking(ctx, one.id, null);
    await due.forget(ctx, 'CHECK', one.id);
    tellDisconnected(ctx, await connections.get(ctx, one.id));
    return rowOf(ctx, one.id);
  }

  @Authorized('agreements.connection.edit')
  @Mutation(() => UsualSigningService, { description: 'Chooses the service that packets go to when nobody names another.' })
  async chooseSigningService(@Arg('input', () => ChooseSigningServiceInput, { description: 'Which.' }) input: ChooseSigningServiceInput, @Context() ctx: Ctx): Promise<UsualSigningService> {
    const known = isOutside(input.service) ? await ctx.em.findOne(SigningConnection, { provider: input.service, state: 'CONNECTED' }, { lockMode: LockMode.PESSIMISTIC_WRITE }) : true;
    if (!known) throw new NotConnected(serviceWords[input.service].label);
    await chooseUsual(ctx, input.service);
    return { service: input.service };
  }
}
