import { packetCompleted, packetDeclined, packetExpired, packetSent, packetSignedLate, packetVoided, recipientExpired, recipientInvited } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { allSigned } from '../agreement/activate.js';
import { Agreement, AgreementStatus } from '../agreement/agreement.entity.js';
import { AgreementVersion, AgreementVersionState } from '../agreement/agreement-version.entity.js';
import { laterOn, notAnyMore } from '../due.js';
import { configOf } from '../ports.js';
import { sendErrand } from './errands.js';
import { isRequired, whoseTurn } from './packet.rules.js';
import { SignaturePacket } from './packet.entity.js';
import type { ProviderState } from './packet.types.js';
import { PacketRecipient } from './recipient.entity.js';

/** A packet in hand with its people. The packet is locked first, so that two news at once take turns. */
export interface HeldPacket { readonly packet: SignaturePacket; readonly people: PacketRecipient[] }

const aDay = 86_400_000;

/** Takes a packet in hand. */
export async function holdPacket(ctx: Ctx, packetId: string): Promise<HeldPacket> {
  const packet = await ctx.load(SignaturePacket, packetId);
  return { packet, people: await ctx.em.find(PacketRecipient, { packetId: packet.id }, { orderBy: { order: 'ASC', id: 'ASC' }, refresh: true }) };
}

export const packetPlace = (packet: SignaturePacket) => ({ aggregateId: packet.id, clientId: packet.clientId });
export const personPlace = (person: PacketRecipient) => ({ aggregateId: person.id, clientId: person.clientId });

/** What facts say of a person. */
export const personFacts = (packet: SignaturePacket, person: PacketRecipient) => ({ ...packet.facts, recipientId: person.id, order: person.order, role: person.role, name: person.name, contactId: person.contactId });

/** It is the turn of whoever comes next, and their reminders begin. */
export async function inviteNext(ctx: Ctx, { packet, people }: HeldPacket): Promise<void> {
  for (const person of whoseTurn(people)) {
    Object.assign(person, { state: 'INVITED', invitedAt: ctx.now });
    ctx.emit(recipientInvited, { ...personFacts(packet, person), email: person.email, expiresAt: (person.expiresAt ?? packet.expiresAt)?.toISOString() ?? null }, personPlace(person));
    if (isRequired(person) && packet.remindAfterDays > 0) await laterOn(ctx, 'remind', { id: person.id, at: new Date(ctx.now.getTime() + packet.remindAfterDays * aDay) });
  }
}

/** When somebody has to look whether time is up: the soonest end of all who may still sign. */
export async function watchExpiry(ctx: Ctx, { packet, people }: HeldPacket): Promise<void> {
  const own = people.filter((one) => isRequired(one) && (one.state === 'INVITED' || one.state === 'VIEWED' || one.state === 'WAITING')).map((one) => one.expiresAt);
  const ends = [packet.expiresAt, ...own].filter((at): at is Date => at !== null).map((at) => at.getTime());
  if (ends.length > 0) await laterOn(ctx, 'packet', { id: packet.id, at: new Date(Math.min(...ends)) });
  else await notAnyMore(ctx, 'packet', packet.id);
}

/** The signing service has it. */
export async function wentOut(ctx: Ctx, held: HeldPacket, providerRef: string): Promise<void> {
  const { packet, people } = held;
  Object.assign(packet, { state: 'SENT', providerRef, sentAt: ctx.now, problem: null });
  await inviteNext(ctx, held);
  await watchExpiry(ctx, held);
  await laterOn(ctx, 'look', { id: packet.id, at: null, inMs: configOf(ctx).AGREEMENTS_LOOK_EVERY_MS });
  const recipients = people.filter((one) => one.state !== 'REPLACED').map((one) => ({ recipientId: one.id, order: one.order, role: one.role, name: one.name, contactId: one.contactId, email: one.email, invited: one.state === 'INVITED' }));
  ctx.emit(packetSent, { ...packet.facts, provider: packet.provider, providerRef, expiresAt: packet.expiresAt?.toISOString() ?? null, recipients }, packetPlace(packet));
}

/** Nobody is waited for any more. */
async function rest(ctx: Ctx, { packet, people }: HeldPacket): Promise<void> {
  await notAnyMore(ctx, 'packet', packet.id);
  for (const person of people) await notAnyMore(ctx, 'remind', person.id);
}

/** What was with the people who sign is the firm's own again. */
async function takeBack(ctx: Ctx, packet: SignaturePacket): Promise<void> {
  for (const document of packet.documents) {
    const agreement = await ctx.load(Agreement, document.agreementId);
    const version = await ctx.load(AgreementVersion, document.versionId);
    if (version.state === AgreementVersionState.IN_SIGNATURE) version.state = AgreementVersionState.DRAFT;
    if (agreement.status === AgreementStatus.IN_SIGNATURE) agreement.status = AgreementStatus.DRAFT;
  }
}

const endings = { DECLINED: packetDeclined, EXPIRED: packetExpired, VOIDED: packetVoided } as const;

/** A packet ends without the signatures of all. Who had signed is named, because they must hear of it. */
export async function endPacket(ctx: Ctx, held: HeldPacket, end: { readonly state: 'DECLINED' | 'EXPIRED' | 'VOIDED'; readonly by: string | null; readonly reason: string | null }): Promise<void> {
  const { packet, people } = held;
  Object.assign(packet, { state: end.state, endedBy: end.by, reason: end.reason, problem: null });
  const waiting = people.filter((one) => isRequired(one) && (one.state === 'INVITED' || one.state === 'VIEWED' || one.state === 'WAITING'));
  if (end.state === 'EXPIRED') for (const person of waiting) {
    person.state = 'EXPIRED';
    ctx.emit(recipientExpired, personFacts(packet, person), personPlace(person));
  }
  await rest(ctx, held);
  await takeBack(ctx, packet);
  const signedBefore = people.filter((one) => one.state === 'SIGNED').map(({ name, email }) => ({ name, email }));
  ctx.emit(endings[end.state], { ...packet.facts, by: end.by, reason: end.reason, signedBefore }, packetPlace(packet));
}

/** Every required person has signed: what was agreed comes into force, or waits for its payment. */
export async function completePacket(ctx: Ctx, held: HeldPacket, state: ProviderState): Promise<void> {
  const { packet, people } = held;
  const { result } = state;
  if (!result) return;
  Object.assign(packet, { state: 'COMPLETED', completedAt: state.at, signedDocument: result.signedDocument, certificate: result.certificate, problem: null });
  await rest(ctx, held);
  const signers = people.filter((one) => isRequired(one) && one.state === 'SIGNED').map((one) => ({ recipientId: one.id, name: one.name, signedAt: one.signedAt?.toISOString() ?? null }));
  ctx.emit(packetCompleted, { ...packet.facts, signedDocument: result.signedDocument, certificate: result.certificate, completedAt: state.at.toISOString(), signers }, packetPlace(packet));
  for (const document of packet.documents) {
    const agreement = await ctx.load(Agreement, document.agreementId);
    await allSigned(ctx, agreement, await ctx.load(AgreementVersion, document.versionId), { packetId: packet.id, at: state.at });
  }
}

/** A signature came after the end: it is flagged, for a person to decide. */
export function flagLate(ctx: Ctx, { packet }: HeldPacket, by: string | null): void {
  packet.signedLate = true;
  if (packet.state === 'DECLINED' || packet.state === 'EXPIRED' || packet.state === 'VOIDED') ctx.emit(packetSignedLate, { ...packet.facts, state: packet.state, by }, packetPlace(packet));
}

/** The signing service hears that it is over, so that nobody signs there by mistake. */
export async function tellProviderItIsOver(ctx: Ctx, packet: SignaturePacket, reason: string): Promise<void> {
  if (packet.providerRef !== null) await sendErrand(ctx, packet, 'CANCEL', { reason });
}
