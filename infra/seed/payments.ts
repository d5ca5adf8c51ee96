import { createHmac } from 'node:crypto';
import { newId } from '@firmament/events';
import { Refused, until, type Asking, type Voice } from './ask.js';
import { firm } from './harbour-vale.js';

interface Account { id: string; health: string; callbackAddress: string; lastSyncAt: string | null; lastError: string | null }

async function account(asking: Asking, owner: Voice): Promise<Account | null> {
  const { paymentServices } = await asking.ask<{ paymentServices: { name: string; account: Account | null }[] }>('{ paymentServices { name account { id health callbackAddress lastSyncAt lastError } } }', {}, owner);
  return paymentServices.find(({ name }) => name === 'SANDBOX_PAY')?.account ?? null;
}

/**
 * Connects the demo firm to Sandbox Pay, so that its clients can pay in the portal, and tells the sandbox where its callbacks go. Said at every start, for addresses may be others;
 * a connection that somebody ended stays ended.
 */
export async function connectPayments(asking: Asking, firmId: string, sandbox: { url: string; seed: string }): Promise<void> {
  const as = await asking.whoSignsIn(firm.owner.email, firm.owner.password, firm.slug).catch(() => null);
  // Somebody gave the owner another password: then the house is theirs, and nothing is connected behind their back.
  if (as === null) return;
  const owner: Voice = { firm: firmId, as, correlation: newId('cor') };
  const secret = (word: string): string => createHmac('sha256', sandbox.seed).update(`${word} of Sandbox Pay`).digest('hex');
  const command = (name: string, body: object): Promise<Response> => fetch(`${sandbox.url}/_sandbox/${name}`, { method: 'POST', body: JSON.stringify(body) });
  if ((await account(asking, owner))?.health === 'DISCONNECTED') return;
  await command('admit', { token: secret('key') });
  await asking.ask('mutation($input: ConnectPaymentServiceInput!) { connectPaymentService(input: $input) { id } }', { input: { service: 'SANDBOX_PAY', apiKey: secret('key'), callbackKey: secret('callbacks') } }, owner);
  const { callbackAddress } = await until(async () => {
    const one = await account(asking, owner);
    if (one?.lastError) throw new Refused('INTERNAL', undefined, `Sandbox Pay does not take the demo firm: ${one.lastError}`);
    return one?.lastSyncAt ? one : null;
  }, 'Sandbox Pay to answer');
  await command('callbacks', { account: secret('key'), url: callbackAddress, secrets: [secret('callbacks')], mode: 'deliver' });
}
