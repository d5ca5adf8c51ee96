import { RequestContext } from '../../kit/src/request-context.js';
import { systemActor } from '@firmament/kit';
import { newId } from '@firmament/events';
import type { Harness } from '@firmament/kit/testing';
import { unitOfWork } from '../../kit/src/unit-of-work.js';
import { applyProviderState } from '../src/packet/apply-provider-state.js';
import type { ProviderState } from '../src/packet/packet.types.js';
import { aClient, act, ask, aSentProposal, aTemplate, bestWithPayroll, doc, field } from './firm.js';

/** A person of a packet, as a test reads them. */
export interface SeenPerson { id: string; name: string; state: string; role: string; order: number; replacedById: string | null }
/** A packet, as a test reads it. */
export interface SeenPacket { id: string; state: string; revision: number; providerRef: string | null; problem: string | null; signedLate: boolean; endedBy: string | null; reason: string | null; previous: { id: string } | null; recipients: SeenPerson[]; agreement: { id: string; status: string; effectiveOn: string | null; endsOn: string | null } }

const selection = '{ id state revision providerRef problem signedLate endedBy reason previous { id } recipients { id name state role order replacedById } agreement { id status effectiveOn endsOn } }';
export const seePacket = (h: Harness, id: string): Promise<SeenPacket> => ask(h, h.staff(), `query($id: ID!) { signaturePacket(id: $id) ${selection} }`, { id });

/** An agreement whose text is written. */
export async function aWrittenAgreement(h: Harness, more: { clientId?: string; template?: Record<string, unknown> } = {}): Promise<{ agreementId: string; clientId: string }> {
  const clientId = more.clientId ?? await aClient(h);
  const templateVersionId = await aTemplate(h, doc({ type: 'paragraph', content: [field('proposal.title'), field('lines')] }), more.template);
  const proposalId = await aSentProposal(h, clientId, { templateVersionId });
  await act(h, h.portal(clientId), 'acceptProposal', { proposalId, selection: bestWithPayroll });
  return { agreementId: (await act(h, h.staff(), 'draftAgreementFromProposal', { proposalId })).id, clientId };
}

export const marion = { name: 'Marion Marlowe', email: 'marion@marlowe.test' };
export const ines = { name: 'Ines Calder', email: 'ines@harbourvale.test', order: 2 };

/** A packet that is on its way, with two signers in turn. */
export async function aSendingPacket(h: Harness, agreementId: string, more: Record<string, unknown> = {}): Promise<string> {
  const { id: packetId } = await act(h, h.staff(), 'createPacket', { agreementIds: [agreementId], recipients: [marion, ines], ...more });
  await act(h, h.staff(), 'sendPacket', { packetId });
  return packetId;
}

/** A packet that is with the people who sign. */
export async function aSentPacket(h: Harness, agreementId: string, more: Record<string, unknown> = {}): Promise<SeenPacket> {
  const packetId = await aSendingPacket(h, agreementId, more);
  await h.sweep('carry-packets');
  return seePacket(h, packetId);
}

const at = new Date('2026-11-19T11:30:00Z');
export const signedResult = { signedDocument: { key: 'agreements/x/signed.pdf', sha256: 'a'.repeat(64), size: 4321 }, certificate: { key: 'agreements/x/certificate.pdf', sha256: 'b'.repeat(64), size: 1234 } };

/** What a signing service says of a packet, when these people have signed. */
export function said(packet: SeenPacket, status: ProviderState['status'], signed: readonly string[] = [], more: Partial<ProviderState> = {}): ProviderState {
  const recipients = packet.recipients.filter((one) => signed.includes(one.name)).map((one) => ({ recipientId: one.id, viewedAt: at, signedAt: at, declinedAt: null, reason: null }));
  return { providerRef: packet.providerRef ?? 'env-early', status, at, by: null, reason: null, recipients, result: status === 'COMPLETED' ? signedResult : null, ...more };
}

/** News come in, as they do from a verified callback. */
export async function hear(h: Harness, packetId: string, state: ProviderState): Promise<void> {
  const ctx = new RequestContext(h.runtime, systemActor('agreements', h.firm.id), { requestId: newId('req'), correlationId: newId('cor') });
  await unitOfWork(ctx, () => applyProviderState(ctx, packetId, state));
}
