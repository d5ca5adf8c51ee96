import { newId, portalUserInvited } from '@firmament/events';
import { Connections, MasterKeys, systemActor, Vault, type Actor, type Ctx } from '@firmament/kit';
import type { Harness } from '@firmament/kit/testing';
import { RequestContext } from '../../kit/src/request-context.js';
import { unitOfWork } from '../../kit/src/unit-of-work.js';
import { ask } from './firm.js';

/** The house's master key of a test. */
export const masterKey = Buffer.alloc(32, 7).toString('base64');
/** A firm's connections, as the domain keeps them. */
export const connections = new Connections('agreements', new Vault('agreements', new MasterKeys({ FIRMAMENT_VAULT_KEY: masterKey, FIRMAMENT_VAULT_OLD_KEYS: [] })));

/** One write transaction of the domain in the first firm. */
export function inFirm<T>(h: Harness, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  const ctx = new RequestContext(h.runtime, systemActor('agreements', h.firm.id), { requestId: newId('req'), correlationId: newId('cor') });
  return unitOfWork(ctx, () => work(ctx));
}

/** Somebody of a client, in the portal. */
export async function aPortalPerson(h: Harness, clientId: string, { name, email, contactId = newId('con') }: { name: string; email: string; contactId?: string }): Promise<Actor> {
  const actor = { ...h.portal(clientId), name };
  await h.deliver(portalUserInvited, { portalUserId: actor.id, contactId, clientId, name, email, expiresAt: '2027-01-01T00:00:00.000Z' });
  return actor;
}

/** What somebody is asked to sign, as a test reads it. */
export interface SeenSigning {
  packetId: string; role: string; state: string; packetState: string; mayActNow: boolean; whyNotYet: string | null; where: string; wayThere: string | null; title: string; consent: string; signedAt: string | null; declinedReason: string | null;
  documents: { name: string; pages: number | null; sha256: string; download: { url: string } }[]; fields: { index: number; document: number; page: number; kind: string; required: boolean; value: string | null }[]; people: { name: string; state: string; isMe: boolean }[];
  signedDownload: { url: string } | null; certificateDownload: { url: string } | null;
}
export const signingSelection = '{ packetId role state packetState mayActNow whyNotYet where wayThere title consent signedAt declinedReason documents { name pages sha256 download { url } } fields { index document page kind required value } people { name state isMe } signedDownload { url } certificateDownload { url } }';

export const mySigning = (h: Harness, actor: Actor, packetId: string): Promise<SeenSigning> => ask(h, actor, `query($id: ID!) { mySigning(packetId: $id) ${signingSelection} }`, { id: packetId });

/** Says what the person agrees to and signs with a typed name. */
export async function signs(h: Harness, actor: Actor, packetId: string, more: Record<string, unknown> = {}): Promise<SeenSigning> {
  const { consent } = await mySigning(h, actor, packetId);
  return ask(h, actor, `mutation($input: SignPacketInput!) { signPacket(input: $input) ${signingSelection} }`, { input: { packetId, consent, mark: { typed: actor.name }, ...more } });
}

/** Fetches what a link leads to. */
export async function fetched(link: { url: string } | null | undefined): Promise<Buffer> {
  const answer = await fetch(link?.url ?? '');
  if (!answer.ok) throw new Error(`the link answers with ${answer.status}`);
  return Buffer.from(await answer.arrayBuffer());
}
