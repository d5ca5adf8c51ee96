import { createHmac } from 'node:crypto';
import { callbackPath } from '../src/receipt/callback-path.js';

/** A callback as it lies on the wire, below the connection's address. */
export interface Wired { readonly headers: Readonly<Record<string, string>>; readonly query: string; readonly raw: Buffer }
/** What a callback tells, when, and under which secrets; more than one while keys are changed. */
export interface Told { readonly ref: string; readonly what: string; readonly at: Date; readonly secrets: readonly string[]; readonly times?: number; readonly name?: string }

const hmac = (secret: string, bytes: Buffer | string, encoding: 'base64' | 'hex', algorithm = 'sha256'): string => createHmac(algorithm, secret).update(bytes).digest(encoding);

/** DocuSign Connect: JSON, one signature header for each key; each try counts itself in the body. */
export function docusign({ ref, what, at, secrets, times = 0 }: Told): Wired {
  const raw = Buffer.from(JSON.stringify({ event: what, apiVersion: 'v2.1', uri: `/restapi/v2.1/accounts/acc-1/envelopes/${ref}`, retryCount: times, configurationId: 1, generatedDateTime: at.toISOString(), data: { accountId: 'acc-1', userId: 'u-1', envelopeId: ref } }));
  return { raw, query: '', headers: { 'content-type': 'application/json; charset=utf-8', ...Object.fromEntries(secrets.map((secret, i) => [`x-docusign-signature-${i + 1}`, hmac(secret, raw, 'base64')])) } };
}

/** Dropbox Sign: a form with one field of JSON, whose hash covers time and kind. */
export function dropboxSign({ ref, what, at, secrets, times = 0 }: Told): Wired {
  const time = String(Math.floor(at.getTime() / 1000));
  const json = JSON.stringify({ event: { event_time: time, event_type: what, event_hash: hmac(secrets[0] ?? '', time + what, 'hex'), event_metadata: { related_signature_id: null, reported_for_account_id: 'acc-1' } }, signature_request: { signature_request_id: ref, title: 'Engagement letter' } });
  const boundary = `------------------------${times}f3a9`;
  return { raw: Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="json"\r\n\r\n${json}\r\n--${boundary}--\r\n`), query: '', headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } };
}

/** PandaDoc: an array of notices, the signature in the address, the delivery's name in a header that it does not cover. */
export function pandadoc({ ref, what, at, secrets, name = `${ref}-${what}-${at.getTime()}` }: Told): Wired {
  const raw = Buffer.from(JSON.stringify([{ event: what, data: { id: ref, name: 'Engagement letter', status: 'document.completed', date_modified: at.toISOString() } }]));
  return { raw, query: `?signature=${hmac(secrets[0] ?? '', raw, 'hex')}`, headers: { 'content-type': 'application/json', 'x-pandadoc-webhook-event-id': name } };
}

/** The built-in signer in another process, in the form of Standard Webhooks: every key that is in force signs. */
export function builtIn({ ref, what, at, secrets, name = `msg-${ref}-${what}-${at.getTime()}` }: Told): Wired {
  const raw = Buffer.from(JSON.stringify({ type: what, timestamp: at.toISOString(), data: { id: ref } }));
  const time = String(Math.floor(at.getTime() / 1000));
  const signatures = secrets.map((secret) => `v1,${hmac(secret, Buffer.concat([Buffer.from(`${name}.${time}.`), raw]), 'base64')}`).join(' ');
  return { raw, query: '', headers: { 'content-type': 'application/json', 'webhook-id': name, 'webhook-timestamp': time, 'webhook-signature': signatures } };
}

/** How each service calls back, what it says when all have signed, and what its secret is called in the vault. */
export const services = {
  DOCUSIGN: { wire: docusign, done: 'envelope-completed', vault: (keys: readonly string[]) => ({ accessToken: 'a-token', callbackKeys: keys }), heard: '' },
  DROPBOX_SIGN: { wire: dropboxSign, done: 'signature_request_all_signed', vault: (keys: readonly string[]) => ({ accessToken: 'a-token', callbackKeys: keys }), heard: 'Hello API Event Received' },
  PANDADOC: { wire: pandadoc, done: 'document_state_changed', vault: (keys: readonly string[]) => ({ apiKey: 'a-key-of-the-api', callbackKeys: keys }), heard: '' },
  BUILT_IN: { wire: builtIn, done: 'ceremony.changed', vault: (keys: readonly string[]) => ({ callbackKeys: keys }), heard: '' },
} as const;
export type ServiceName = keyof typeof services;
export const serviceNames = Object.keys(services) as ServiceName[];

/** Sends it to a connection of a firm, as the service does; gives what the service hears. */
export async function deliver(house: string, to: { connectionId: string; firmId: string }, { headers, query, raw }: Wired, more: RequestInit = {}): Promise<{ status: number; body: string; type: string | null }> {
  const answer = await fetch(`${house}${callbackPath(to.connectionId, to.firmId)}${query}`, { method: 'POST', headers, body: raw as never, ...more });
  return { status: answer.status, body: await answer.text(), type: answer.headers.get('content-type') };
}
