import { packetCreated } from '@firmament/events';
import { isId, NotFound, type Ctx } from '@firmament/kit';
import { Agreement, AgreementStatus } from '../agreement/agreement.entity.js';
import { AgreementVersion, AgreementVersionState } from '../agreement/agreement-version.entity.js';
import { AgreementState as AgreementNotInThisState, OfferInvalid, ProviderUnknown, RecipientsInvalid } from '../errors.js';
import { portsOf } from '../ports.js';
import type { Way } from './carrier.js';
import { sendErrand } from './errands.js';
import { packetPlace, type HeldPacket } from './packet-flow.js';
import { SignaturePacket, type PacketDocument } from './packet.entity.js';
import type { PacketRecipientInput, PacketTermsInput } from './packet.inputs.js';
import { peopleFault } from './packet.rules.js';
import { PacketRecipient } from './recipient.entity.js';

const thirtyDays = 30 * 86_400_000;

/** The newest version of an agreement, as long as nobody has it for signing. */
async function documentOf(ctx: Ctx, agreementId: string): Promise<{ agreement: Agreement; document: PacketDocument }> {
  const agreement = isId('agr', agreementId) ? await ctx.load(Agreement, agreementId) : null;
  if (!agreement) throw new NotFound('There is no such agreement.', 'input.agreementIds');
  const version = await ctx.em.findOne(AgreementVersion, { agreementId: agreement.id }, { orderBy: { versionNo: 'DESC' } });
  if (version?.state !== AgreementVersionState.DRAFT) throw new AgreementNotInThisState(agreement.status, version ? 'The newest version of this agreement is with the people who sign, or signed.' : 'This agreement has no text yet.');
  return { agreement, document: { ...version.document, name: `${agreement.title}.pdf`, agreementId: agreement.id, versionId: version.id } };
}

/** The documents of agreements of one client. */
export async function documentsOf(ctx: Ctx, agreementIds: readonly string[]): Promise<{ agreement: Agreement; documents: PacketDocument[] }> {
  const all = [];
  for (const id of new Set(agreementIds)) all.push(await documentOf(ctx, id));
  const agreement = all[0]?.agreement;
  if (!agreement || all.some((one) => one.agreement.clientId !== agreement.clientId)) throw new OfferInvalid('the agreements belong to different clients', 'input.agreementIds');
  return { agreement, documents: all.map((one) => one.document) };
}

/** The way to the signing service that is wanted; else the way that it went before, or the usual one. */
export async function wayOf(ctx: Ctx, wanted: string | null | undefined, before: string | null = null): Promise<Way> {
  const ways = await portsOf(ctx).carrier.ways(ctx);
  const way = wanted ? ways.find((one) => one.provider === wanted) : (ways.find((one) => one.provider === before) ?? ways[0]);
  return way ?? Promise.reject(new ProviderUnknown(wanted ?? 'of any kind'));
}

function addPeople(ctx: Ctx, packet: SignaturePacket, wanted: readonly PacketRecipientInput[]): PacketRecipient[] {
  const fault = peopleFault(wanted);
  if (fault !== null) throw new RecipientsInvalid(fault);
  if (wanted.some((one) => one.contactId && !isId('con', one.contactId))) throw new RecipientsInvalid('one of them is no contact');
  return wanted.map((one) => {
    const person = ctx.em.create(PacketRecipient, {
      id: ctx.newId('rcp'), tenantId: packet.tenantId, version: 1, clientId: packet.clientId, packetId: packet.id, contactId: one.contactId ?? null, providerRef: null, role: one.role, order: one.order, name: one.name.trim(), email: one.email.trim().toLowerCase(),
      state: 'WAITING', replacedById: null, reason: null, remindersSent: 0, expiresAt: one.expiresAt ?? null, invitedAt: null, viewedAt: null, signedAt: null,
    });
    ctx.em.persist(person);
    return person;
  });
}

/** From what a packet is put together. */
export interface PacketPlan { readonly agreement: Agreement; readonly documents: PacketDocument[]; readonly terms: PacketTermsInput; readonly recipients: readonly PacketRecipientInput[]; readonly previous: SignaturePacket | null }

/** Puts a packet together; nobody has it yet. */
export async function putTogether(ctx: Ctx, { agreement, documents, terms, recipients, previous }: PacketPlan): Promise<HeldPacket> {
  const expiresAt = terms.expiresAt ?? new Date(ctx.now.getTime() + thirtyDays);
  if (expiresAt <= ctx.now) throw new OfferInvalid('its time would be over already', 'input.expiresAt');
  const packet = ctx.em.create(SignaturePacket, {
    id: ctx.newId('pkt'), tenantId: agreement.tenantId, version: 1, clientId: agreement.clientId, agreementId: agreement.id, title: agreement.title, message: terms.message ?? null, revision: (previous?.revision ?? 0) + 1, previousId: previous?.id ?? null, state: 'DRAFT', documents,
    ...(await wayOf(ctx, terms.provider, previous?.provider)), reference: null, providerRef: null, problem: null, remindAfterDays: terms.remindAfterDays, remindEveryDays: terms.remindEveryDays, expiresAt, sentAt: null, completedAt: null, endedBy: null, reason: null, signedLate: false,
    signedDocument: null, certificate: null, createdAt: ctx.now,
  });
  ctx.em.persist(packet);
  const people = addPeople(ctx, packet, recipients);
  const told = people.map((one) => ({ recipientId: one.id, order: one.order, role: one.role, name: one.name, contactId: one.contactId, email: one.email }));
  ctx.emit(packetCreated, { ...packet.facts, previousPacketId: packet.previousId, recipients: told, documentCount: documents.length }, packetPlace(packet));
  return { packet, people };
}

/** On its way: what is signed can no longer change, and the signing service will hear of it. */
export async function sendOut(ctx: Ctx, packet: SignaturePacket): Promise<void> {
  for (const document of packet.documents) {
    const version = await ctx.load(AgreementVersion, document.versionId);
    const agreement = await ctx.load(Agreement, document.agreementId);
    if (version.state !== AgreementVersionState.DRAFT) throw new AgreementNotInThisState(agreement.status, 'What this packet holds is with the people who sign already, or signed.');
    version.state = AgreementVersionState.IN_SIGNATURE;
    if (agreement.status === AgreementStatus.DRAFT) agreement.status = AgreementStatus.IN_SIGNATURE;
  }
  packet.state = 'SENDING';
  await sendErrand(ctx, packet, 'SEND');
}
