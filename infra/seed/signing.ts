import { createHmac, generateKeyPairSync } from 'node:crypto';
import { newId } from '@firmament/events';
import { Refused, until, type Asking, type Voice } from './ask.js';
import { firm } from './harbour-vale.js';

interface Connection { id: string; health: string; serviceAddress: string; callbackAddress: string; checkingSince: string | null; lastSyncAt: string | null; lastError: string | null }

const connectionsQuery = '{ signingServices { name connections { id health serviceAddress callbackAddress checkingSince lastSyncAt lastError } } }';

async function docusign(asking: Asking, owner: Voice): Promise<Connection | null> {
  const { signingServices } = await asking.ask<{ signingServices: { name: string; connections: Connection[] }[] }>(connectionsQuery, {}, owner);
  return signingServices.find((one) => one.name === 'DOCUSIGN')?.connections[0] ?? null;
}

/** Connects with keys, as an administrator does; the sandbox takes any key of the right kind. */
async function connect(asking: Asking, owner: Voice, callbackKey: string): Promise<void> {
  const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const secrets = Object.entries({ integrationKey: 'harbour-vale', userId: 'ines', privateKey, callbackKey }).map(([name, secret]) => ({ name, secret }));
  await asking.ask('mutation($input: ConnectSigningServiceInput!) { connectSigningService(input: $input) { id } }', { input: { service: 'DOCUSIGN', label: 'DocuSign of Harbour & Vale', settings: [{ name: 'accountId', value: 'sandbox' }], secrets } }, owner);
}

/**
 * Connects the demo firm to the sandbox of DocuSign, beside the built-in signer, and tells the sandbox where its callbacks go. A sandbox forgets everything when
 * the house stops, so it is told at every start; a connection that somebody ended stays ended.
 */
export async function connectSandboxes(asking: Asking, firmId: string, sandbox: { url: string; seed: string }): Promise<void> {
  const as = await asking.whoSignsIn(firm.owner.email, firm.owner.password, firm.slug).catch(() => null);
  // Somebody gave the owner another password: then the house is theirs, and nothing is connected behind their back.
  if (as === null) return;
  const owner: Voice = { firm: firmId, as, correlation: newId('cor') };
  const callbackKey = createHmac('sha256', sandbox.seed).update('callbacks of the DocuSign sandbox').digest('hex');
  const before = await docusign(asking, owner);
  if (before?.health === 'DISCONNECTED') return;
  if (before?.serviceAddress !== `${sandbox.url}/restapi` || before.health === 'NEEDS_REAUTH') await connect(asking, owner, callbackKey);
  const { callbackAddress } = await until(async () => {
    const one = await docusign(asking, owner);
    if (one?.lastError) throw new Refused('INTERNAL', undefined, `The sandbox of DocuSign does not take the demo firm: ${one.lastError}`);
    return one?.checkingSince === null && one.lastSyncAt !== null ? one : null;
  }, 'the sandbox of DocuSign to answer');
  await fetch(`${sandbox.url}/_sandbox/callbacks`, { method: 'POST', body: JSON.stringify({ url: callbackAddress, secrets: [callbackKey], mode: 'deliver' }) });
}
