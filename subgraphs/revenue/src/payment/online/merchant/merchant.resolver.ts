import { merchantConnected, merchantDisconnected } from '@firmament/events';
import { Arg, Authorized, Ctx as Context, Mutation, Query, Resolver } from 'type-graphql';
import { Conflict, isId, NotFound, type Connection, type Ctx } from '@firmament/kit';
import { laterOn, notAnyMore } from '../../../due.js';
import { ledgerHouse } from '../../../ledger/connection/ledger-house.js';
import { settingsToChange } from '../../../settings/settings-of.js';
import { addressOf, allServices, isPaymentService, secretShape, serviceWords, settingsShape } from '../open-provider.js';
import type { PaymentServiceName } from '../payment-provider.js';
import { merchantOf, paymentConfigOf } from './merchant-house.js';
import { ConnectPaymentServiceInput, MerchantAccount, MerchantAccountIdInput, PaymentService } from './merchant.graph.js';

/** The operator has not said where the service is. */
class PaymentServiceNotOffered extends Conflict {
  constructor(label: string) { super('REVENUE_PAYMENT_SERVICE_NOT_OFFERED', `This house does not know where ${label} is. Have it set by whoever runs the house.`); }
}

const callbackAddress = (ctx: Ctx, connectionId: string): string => `${paymentConfigOf(ctx).FIRMAMENT_PUBLIC_URL}/hooks/payments/${ctx.actor.tenantId ?? ''}/${connectionId}`;
const shown = (ctx: Ctx, { id, version, health, connectedAt, lastSyncAt, lastError }: Connection): MerchantAccount => Object.assign(new MerchantAccount(), { id, version, health, connectedAt, lastSyncAt, lastError, callbackAddress: callbackAddress(ctx, id) });

/** An account to change. What is a connection to a ledger is none. */
async function held(ctx: Ctx, input: MerchantAccountIdInput): Promise<Connection> {
  if (!isId('cnx', input.accountId)) throw new NotFound();
  const account = await ledgerHouse(ctx).connections.get(ctx, input.accountId);
  if (!isPaymentService(account.provider)) throw new NotFound();
  if (input.ifVersion !== null && input.ifVersion !== undefined && input.ifVersion !== account.version) throw new Conflict('STALE_VERSION', 'Somebody changed this in the meantime. Look again.', { version: account.version });
  return account;
}

/** Whether clients see that they can pay online: they see the firm's settings, and none of its connections. */
async function tellClients(ctx: Ctx): Promise<void> { (await settingsToChange(ctx)).paysOnline = (await merchantOf(ctx)) !== null; }

/** The firm's accounts at payment services. No service is called here: that is left to sweeps, which hold no transaction. */
@Resolver(() => MerchantAccount)
export class MerchantResolver {
  @Authorized('revenue.merchant.view')
  @Query(() => [PaymentService], { description: 'The services that can take payments, and the firm\'s account at each.' })
  async paymentServices(@Context() ctx: Ctx): Promise<PaymentService[]> {
    const known = await ledgerHouse(ctx).connections.list({ sql: (text, params) => ctx.read.sql(text, params) });
    const accountAt = (name: PaymentServiceName): Connection | undefined => known.filter((one) => one.provider === name).sort((a, b) => b.connectedAt.getTime() - a.connectedAt.getTime())[0];
    return allServices.map((name) => { const account = accountAt(name); return { name, ...serviceWords[name], offered: addressOf(paymentConfigOf(ctx), name) !== null, account: account ? shown(ctx, account) : null }; });
  }

  @Authorized('revenue.merchant.connect')
  @Mutation(() => MerchantAccount, { description: 'Connects an account at a payment service: clients can pay in the portal from now on. Said again, its keys are the new ones. Whether the service takes the key shows in `lastSyncAt` or `lastError` a moment later.' })
  async connectPaymentService(@Arg('input', () => ConnectPaymentServiceInput, { description: 'The account.' }) input: ConnectPaymentServiceInput, @Context() ctx: Ctx): Promise<MerchantAccount> {
    const { service, apiKey, callbackKey } = input;
    const baseUrl = addressOf(paymentConfigOf(ctx), service);
    if (!baseUrl) throw new PaymentServiceNotOffered(serviceWords[service].label);
    const { connections, due } = ledgerHouse(ctx);
    const made = await connections.connect(ctx, { provider: service, label: serviceWords[service].label, settings: settingsShape.parse({ baseUrl }), secret: secretShape.parse({ apiKey, callbackKeys: [callbackKey] }) });
    await connections.noteChecking(ctx, made.id, ctx.now);
    await due.say(ctx, 'CHECK', made.id);
    await laterOn(ctx, 'charges', { id: made.id, at: null });
    await tellClients(ctx);
    ctx.emit(merchantConnected, { connectionId: made.id, service, again: made.version > 1 }, { aggregateId: made.id });
    return shown(ctx, made);
  }

  @Authorized('revenue.merchant.connect')
  @Mutation(() => MerchantAccount, { description: 'Ends the connection; its keys are deleted at once, and clients can no longer begin to pay in the portal. What they paid and is not settled yet is no longer heard of. Said again, it changes nothing.' })
  async disconnectPaymentService(@Arg('input', () => MerchantAccountIdInput, { description: 'Which.' }) input: MerchantAccountIdInput, @Context() ctx: Ctx): Promise<MerchantAccount> {
    const account = await held(ctx, input);
    if (account.health === 'DISCONNECTED') return shown(ctx, account);
    const { connections, due } = ledgerHouse(ctx);
    await connections.disconnect(ctx, account.id);
    await due.forget(ctx, 'CHECK', account.id);
    await notAnyMore(ctx, 'charges', account.id);
    await tellClients(ctx);
    ctx.emit(merchantDisconnected, { connectionId: account.id, service: account.provider as PaymentServiceName }, { aggregateId: account.id });
    return shown(ctx, await connections.get(ctx, account.id));
  }
}
