import type { EnvelopeDefinition } from 'docusign-esign';
import { openState, ranks } from '../envelope.js';
import type { Envelope, EnvelopeReading, EnvelopeRecipient, EnvelopeState, RecipientReading, RecipientRole, RecipientState, SignatureField } from '../signing-provider.js';
import { dateOf } from '../wire.js';

/** The name of the envelope's own field that holds our reference. */
export const referenceField = 'firmament_reference';

/** DocuSign's languages, by ours. */
const languages: Readonly<Record<string, string>> = { en: 'en', de: 'de', fr: 'fr', es: 'es', it: 'it', nl: 'nl', pt: 'pt', pl: 'pl', sv: 'sv', da: 'da', fi: 'fi', no: 'no', cs: 'cs', ja: 'ja', ko: 'ko', tr: 'tr' };

const place = (field: SignatureField) => ({ documentId: String(field.document + 1), pageNumber: String(field.page), xPosition: String(Math.round(field.x)), yPosition: String(Math.round(field.y)) });
const optional = (field: SignatureField) => ({ ...place(field), optional: String(!field.required) });

/** What a recipient finds on the pages. An approver gets a button instead of a place to sign. */
function tabsOf(one: EnvelopeRecipient) {
  const of = (kind: SignatureField['kind']) => one.fields.filter((field) => field.kind === kind);
  if (one.role === 'APPROVER') return { approveTabs: (one.fields.length > 0 ? one.fields : [{ document: 0, page: 1, x: 36, y: 36 } as SignatureField]).slice(0, 1).map((field) => ({ ...place(field), buttonText: 'Approve' })) };
  return {
    signHereTabs: of('SIGNATURE').map(optional), initialHereTabs: of('INITIALS').map(optional), dateSignedTabs: of('DATE').map(place), fullNameTabs: of('NAME').map(place),
    textTabs: of('TEXT').map((field) => ({ ...place(field), required: String(field.required), width: String(Math.round(field.width)) })),
  };
}

/** The envelope as DocuSign takes it: numbers and booleans are strings there. */
export function definitionOf(envelope: Envelope, now: Date): EnvelopeDefinition {
  const rank = ranks(envelope);
  const language = languages[envelope.language.split('-')[0] ?? ''] ?? 'en';
  const recipients = (...roles: RecipientRole[]) => envelope.recipients.flatMap((one, i) => (roles.includes(one.role)
    ? [{ recipientId: String(i + 1), name: one.name, email: one.email, routingOrder: String(rank.get(one.key) ?? 1), emailNotification: { supportedLanguage: language }, ...(one.role === 'COPY' || one.role === 'VIEWER' ? {} : { tabs: tabsOf(one) }) }] : []));
  const days = envelope.expiresAt ? Math.max(1, Math.ceil((envelope.expiresAt.getTime() - now.getTime()) / 86_400_000)) : null;
  return {
    status: 'sent', emailSubject: envelope.title.slice(0, 100), ...(envelope.message ? { emailBlurb: envelope.message } : {}), transactionId: envelope.reference,
    customFields: { textCustomFields: [{ name: referenceField, value: envelope.reference, show: 'false', required: 'false' }] },
    documents: envelope.documents.map((one, i) => ({ documentId: String(i + 1), name: one.name, fileExtension: 'pdf', documentBase64: Buffer.from(one.pdf).toString('base64') })),
    recipients: { signers: recipients('SIGNER', 'APPROVER'), certifiedDeliveries: recipients('VIEWER'), carbonCopies: recipients('COPY') },
    ...(days ? { notification: { useAccountDefaults: 'false', expirations: { expireEnabled: 'true', expireAfter: String(days), expireWarn: '0' }, reminders: { reminderEnabled: 'false' } } } : {}),
  };
}

/** A recipient as DocuSign answers it; all three groups share these. */
interface WireRecipient {
  recipientId?: string; name?: string; email?: string; routingOrder?: string; status?: string; sentDateTime?: string; deliveredDateTime?: string; signedDateTime?: string; declinedDateTime?: string; declinedReason?: string;
  tabs?: { approveTabs?: unknown[] };
}
/** An envelope as DocuSign answers it, with its recipients. */
export interface WireEnvelope {
  envelopeId?: string; status?: string; sentDateTime?: string; completedDateTime?: string; declinedDateTime?: string; voidedDateTime?: string; voidedReason?: string;
  customFields?: { textCustomFields?: { name?: string; value?: string }[] }; recipients?: Partial<Record<'signers' | 'certifiedDeliveries' | 'carbonCopies', WireRecipient[]>>;
}

const states: Readonly<Record<string, RecipientState>> = { created: 'WAITING', sent: 'NOTIFIED', delivered: 'VIEWED', signed: 'DONE', completed: 'DONE', declined: 'DECLINED', autoresponded: 'UNREACHABLE' };

const recipientOf = (role: RecipientRole) => (one: WireRecipient): RecipientReading => ({
  ref: one.recipientId ?? '', name: one.name ?? '', email: one.email ?? '', role: one.tabs?.approveTabs?.length ? 'APPROVER' : role, order: Number(one.routingOrder ?? '1'), state: states[one.status ?? ''] ?? 'WAITING',
  notifiedAt: dateOf(one.sentDateTime), viewedAt: dateOf(one.deliveredDateTime), doneAt: dateOf(one.signedDateTime), declinedAt: dateOf(one.declinedDateTime), reason: one.declinedReason || null,
});

/** An envelope that ran out of time is voided at DocuSign, with a reason of its own. */
function stateOf(envelope: WireEnvelope, recipients: readonly RecipientReading[]): EnvelopeState {
  if (envelope.status === 'voided') return /expired/i.test(envelope.voidedReason ?? '') ? 'EXPIRED' : 'VOIDED';
  if (envelope.status === 'timedout') return 'EXPIRED';
  const over: Readonly<Record<string, EnvelopeState>> = { completed: 'COMPLETED', declined: 'DECLINED', deleted: 'VOIDED' };
  return over[envelope.status ?? ''] ?? openState(recipients);
}

/** DocuSign's envelope in our words. */
export function readingOf(envelope: WireEnvelope): EnvelopeReading {
  const { signers = [], certifiedDeliveries = [], carbonCopies = [] } = envelope.recipients ?? {};
  const recipients = [...signers.map(recipientOf('SIGNER')), ...certifiedDeliveries.map(recipientOf('VIEWER')), ...carbonCopies.map(recipientOf('COPY'))].sort((a, b) => a.order - b.order);
  return {
    providerRef: envelope.envelopeId ?? '', reference: envelope.customFields?.textCustomFields?.find((field) => field.name === referenceField)?.value ?? null, state: stateOf(envelope, recipients),
    sentAt: dateOf(envelope.sentDateTime), completedAt: dateOf(envelope.completedDateTime), endedAt: dateOf(envelope.voidedDateTime ?? envelope.declinedDateTime),
    reason: envelope.voidedReason ?? recipients.find((one) => one.state === 'DECLINED')?.reason ?? null, recipients,
  };
}
