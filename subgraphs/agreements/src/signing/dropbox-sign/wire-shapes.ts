import type { SignatureRequestResponse, SignatureRequestResponseSignatures, SignatureRequestSendRequest } from '@dropbox/sign';
import { currentOrder, openState, ranks } from '../envelope.js';
import type { Envelope, EnvelopeReading, EnvelopeState, FieldKind, RecipientReading, RecipientState, SignatureField } from '../signing-provider.js';
import { dateOf } from '../wire.js';

/** The key of the request's metadata that holds our reference. */
export const referenceKey = 'firmament_reference';

const kinds: Readonly<Record<FieldKind, string>> = { SIGNATURE: 'signature', INITIALS: 'initials', DATE: 'date_signed', NAME: 'text', TEXT: 'text' };

function fieldOf(field: SignatureField, of: { readonly signer: number; readonly index: number }) {
  const round = Math.round;
  return {
    documentIndex: field.document, apiId: `f${of.signer}_${of.index}`, name: `${field.kind} ${of.index + 1}`, type: kinds[field.kind], required: field.required, signer: String(of.signer),
    page: field.page, x: round(field.x), y: round(field.y), width: round(field.width), height: round(field.height),
  };
}

/** The request as Dropbox Sign takes it. It knows signers and copies: an approver signs, and who was only to look gets a copy. */
export function sendingOf(envelope: Envelope, more: { readonly testMode: boolean; readonly clientId: string | undefined }): SignatureRequestSendRequest {
  const rank = ranks(envelope);
  const signers = envelope.recipients.filter((one) => one.role === 'SIGNER' || one.role === 'APPROVER');
  const ordered = new Set(signers.map((one) => one.order)).size > 1;
  const fields = signers.flatMap((one, signer) => one.fields.map((field, index) => fieldOf(field, { signer, index })));
  return {
    title: envelope.title.slice(0, 255), subject: envelope.title.slice(0, 255), ...(envelope.message ? { message: envelope.message.slice(0, 5_000) } : {}),
    signers: signers.map((one) => ({ name: one.name, emailAddress: one.email, ...(ordered ? { order: (rank.get(one.key) ?? 1) - 1 } : {}) })),
    ccEmailAddresses: envelope.recipients.filter((one) => one.role === 'COPY' || one.role === 'VIEWER').map((one) => one.email),
    files: envelope.documents.map((one) => ({ value: Buffer.from(one.pdf), options: { filename: /\.pdf$/i.test(one.name) ? one.name : `${one.name}.pdf`, contentType: 'application/pdf' } })) as never,
    metadata: { [referenceKey]: envelope.reference }, allowDecline: true, testMode: more.testMode, ...(more.clientId ? { clientId: more.clientId } : {}),
    ...(envelope.expiresAt ? { expiresAt: Math.floor(envelope.expiresAt.getTime() / 1000) } : {}), ...(fields.length > 0 ? { formFieldsPerDocument: fields as never } : {}),
  };
}

const states: Readonly<Record<string, RecipientState>> = { signed: 'DONE', declined: 'DECLINED', expired: 'EXPIRED' };

const stateOfSignature = (one: SignatureRequestResponseSignatures): RecipientState => (one.error ? 'UNREACHABLE' : states[one.statusCode ?? ''] ?? (one.lastViewedAt ? 'VIEWED' : 'NOTIFIED'));

function recipientOf(one: SignatureRequestResponseSignatures): RecipientReading {
  const state = stateOfSignature(one);
  return {
    ref: one.signatureId ?? '', name: one.signerName ?? '', email: one.signerEmailAddress ?? '', role: 'SIGNER', order: (one.order ?? 0) + 1, state, notifiedAt: null, viewedAt: dateOf(one.lastViewedAt ?? null),
    doneAt: dateOf(one.signedAt ?? null), declinedAt: null, reason: one.declineReason ?? one.error ?? null,
  };
}

function stateOf(request: SignatureRequestResponse, recipients: readonly RecipientReading[]): EnvelopeState {
  if (request.isComplete) return 'COMPLETED';
  if (request.isDeclined) return 'DECLINED';
  if (request.signatures?.some((one) => /cancel/.test(one.statusCode ?? ''))) return 'VOIDED';
  return recipients.some((one) => one.state === 'EXPIRED') ? 'EXPIRED' : openState(recipients);
}

/** Dropbox Sign's request in our words. It does not say who has been asked: everybody of the lowest open order has. */
export function readingOf(request: SignatureRequestResponse): EnvelopeReading {
  const signers = (request.signatures ?? []).map(recipientOf);
  const turn = currentOrder(signers);
  const asked = signers.map((one) => (one.state === 'NOTIFIED' && turn !== null && one.order > turn ? { ...one, state: 'WAITING' as const } : one));
  const state = stateOf(request, signers);
  const last = Math.max(0, ...signers.map((one) => one.doneAt?.getTime() ?? 0));
  return {
    providerRef: request.signatureRequestId ?? '', reference: (request.metadata as Record<string, string> | undefined)?.[referenceKey] ?? null, state, sentAt: dateOf(request.createdAt ?? null),
    completedAt: state === 'COMPLETED' ? new Date(last) : null, endedAt: state === 'EXPIRED' ? dateOf(request.expiresAt ?? null) : null, reason: signers.find((one) => one.state === 'DECLINED')?.reason ?? null,
    recipients: [...asked, ...(request.ccEmailAddresses ?? []).map((email): RecipientReading => ({ ref: `cc:${email}`, name: email, email, role: 'COPY', order: 99, state: state === 'COMPLETED' ? 'DONE' : 'WAITING', notifiedAt: null, viewedAt: null, doneAt: null, declinedAt: null, reason: null }))],
  };
}
