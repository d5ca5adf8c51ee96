import { generateKeyPairSync } from 'node:crypto';
import { idToUuid } from '@firmament/events';
import type { Actor, SweepCtx } from '@firmament/kit';
import type { Harness } from '@firmament/kit/testing';
import { docusignSandbox } from '../../../infra/sandbox/docusign/server.js';
import { dropboxSignSandbox } from '../../../infra/sandbox/dropbox-sign/server.js';
import { pandadocSandbox } from '../../../infra/sandbox/pandadoc/server.js';
import type { Sandbox } from '../../../infra/sandbox/sandbox.js';
import { RequestContext } from '../../kit/src/request-context.js';
import { systemActor } from '../../kit/src/messaging.js';
import { unitOfWork } from '../../kit/src/unit-of-work.js';
import { act, ask } from './firm.js';

/** The three services, not at their vendors'. */
export interface Services { readonly docusign: Sandbox; readonly dropboxSign: Sandbox; readonly pandadoc: Sandbox; readonly env: Record<string, string>; stop(): Promise<void> }
const app = (name: string): Record<string, string> => ({ [`${name}_CLIENT_ID`]: 'house', [`${name}_CLIENT_SECRET`]: 'house-secret' });

/** Starts them, and says how the domain finds them. */
export async function openServices(): Promise<Services> {
  const all = [docusignSandbox(), dropboxSignSandbox(), pandadocSandbox()] as const;
  for (const one of all) { await one.start(); one.consents.clients.set('house', 'house-secret'); }
  const [docusign, dropboxSign, pandadoc] = all;
  return {
    docusign, dropboxSign, pandadoc, stop: async () => { for (const one of all) await one.stop(); },
    env: {
      FIRMAMENT_VAULT_KEY: Buffer.alloc(32, 7).toString('base64'), DOCUSIGN_AUTH_URL: docusign.url, DOCUSIGN_API_URL: docusign.url, DROPBOX_SIGN_AUTH_URL: dropboxSign.url, DROPBOX_SIGN_API_URL: `${dropboxSign.url}/v3`, PANDADOC_AUTH_URL: pandadoc.url, PANDADOC_API_URL: pandadoc.url,
      ...app('DOCUSIGN'), ...app('DROPBOX_SIGN'), ...app('PANDADOC'),
    },
  };
}

/** A connection, as a test reads it. */
export interface SeenConnection { id: string; version: number; provider: string; label: string; account: string; health: string; lastSyncAt: string | null; lastError: string | null; retryAt: string | null; checkingSince: string | null; callbackAddress: string; serviceAddress: string }
/** A service, as a test reads it. */
export interface SeenService { name: string; label: string; usual: boolean; packetsOut: number; fields: { name: string; secret: boolean; required: boolean }[]; consentFields: { name: string }[] | null; connections: SeenConnection[] }
export const connectionSelection = '{ id version provider label account health lastSyncAt lastError retryAt checkingSince callbackAddress serviceAddress }';

export const services = (h: Harness, actor: Actor = h.staff()): Promise<SeenService[]> => ask(h, actor, `{ signingServices { name label summary usual packetsOut fields { name label hint secret required kind } consentFields { name } connections ${connectionSelection} } }`);
export const serviceOf = async (h: Harness, name: string, actor: Actor = h.staff()): Promise<SeenService> => { const found = (await services(h, actor)).find((one) => one.name === name); if (!found) throw new Error(`no service ${name}`); return found; };
export const seeConnection = async (h: Harness, id: string, actor: Actor = h.staff()): Promise<SeenConnection> => { const found = (await services(h, actor)).flatMap((one) => one.connections).find((one) => one.id === id); if (!found) throw new Error(`no connection ${id}`); return found; };

const secretsOf = (secrets: Record<string, string>) => Object.entries(secrets).map(([name, secret]) => ({ name, secret }));
const settingsOf = (settings: Record<string, string>) => Object.entries(settings).map(([name, value]) => ({ name, value }));
/** The input of connecting with keys. */
export const keys = (service: string, secrets: Record<string, string>, settings: Record<string, string> = {}) => ({ service, secrets: secretsOf(secrets), settings: settingsOf(settings) });
export const rsaKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

export const connect = (h: Harness, input: object, actor: Actor = h.staff()): Promise<SeenConnection> => act<SeenConnection>(h, actor, 'connectSigningService', input as Record<string, unknown>, connectionSelection);
/** Does what is due at connections now. */
export const tend = (h: Harness): Promise<void> => h.sweep('tend-connections');
/** Makes a check due, as hours would. */
export const laterOn = (h: Harness, id: string) => h.sql(`update agreements.connection_due set due_at = clock_timestamp() where id = $1`, [idToUuid(id)]);

/** Walks through a service's page as a person does, and gives what they bring back. */
export async function consentAt(address: string, decision: 'allow' | 'deny' = 'allow'): Promise<{ state: string; code?: string; error?: string }> {
  const url = new URL(address);
  url.searchParams.set('decision', decision);
  const response = await fetch(url, { redirect: 'manual' });
  return Object.fromEntries(new URL(response.headers.get('location') ?? '').searchParams) as { state: string; code?: string; error?: string };
}

/** A context like that of a sweep, for what sweeps of other parts do over a connection. */
export function sweepLike(h: Harness): SweepCtx {
  const { runtime } = h;
  return {
    now: runtime.clock(), log: runtime.log, config: runtime.config, ports: runtime.ports, scan: () => Promise.reject(new Error('nothing is scanned here')),
    inTenant: (firmId, work) => { const inside = new RequestContext(runtime, systemActor('agreements', firmId), { requestId: 'req-sweep', correlationId: 'cor_01k90000000000000000000000' }); return unitOfWork(inside, () => work(inside)); },
  };
}
