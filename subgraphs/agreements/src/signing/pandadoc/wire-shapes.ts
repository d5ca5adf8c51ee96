import { z } from 'zod';
import { currentOrder, openState, ranks } from '../envelope.js';
import type { Envelope, EnvelopeReading, EnvelopeState, FieldKind, RecipientReading, RecipientRole } from '../signing-provider.js';
import { dateOf } from '../wire.js';

/** The key of the document's metadata that holds our reference; lists are searched by it. */
export const referenceKey = 'firmament_reference';

const text = z.string().nullish().transform((value) => value ?? null);
const recipient = z.object({
  id: z.string(), first_name: text, last_name: text, email: text, recipient_type: z.string().nullish(), role: text, signing_order: z.number().nullish(), has_completed: z.boolean().nullish(), signature_date: text,
});

/** A document's status, as far as we read it. */
export const statusShape = z.object({ id: z.string(), status: z.string() });
/** A list of documents. */
export const listShape = z.object({ results: z.array(statusShape) });
/** A document with whoever it was sent to. */
export const detailsShape = z.object({
  id: z.string(), status: z.string(), date_sent: text, date_completed: text, date_modified: text, expiration_date: text, metadata: z.record(z.string(), z.unknown()).nullish(), fields: z.array(z.unknown()).nullish(), recipients: z.array(recipient),
});
/** Who did what; `43` is a decline. */
export const trailShape = z.object({ results: z.array(z.object({ action: z.number(), reason: text, user: z.object({ email: text }).nullish(), date_created: text })) });
/** What became of each reminder. */
export const reminderShape = z.object({ result: z.array(z.object({ email: z.object({ status: z.string(), detail: text }).nullish() })) });

/** A document in the vendor's words. */
export type Details = z.infer<typeof detailsShape>;
/** Its diary. */
export type Trail = z.infer<typeof trailShape>;

const kinds: Readonly<Record<FieldKind, string>> = { SIGNATURE: 'signature', INITIALS: 'initials', DATE: 'date', NAME: 'text', TEXT: 'text' };
const split = (name: string): { first_name: string; last_name: string } => { const [first = '', ...rest] = name.trim().split(/\s+/); return { first_name: first, last_name: rest.join(' ') }; };

/** Somebody's name and address, as a change takes them. */
export const personOf = (one: { name: string; email: string }) => ({ email: one.email, ...split(one.name) });

/** The document to make. Who has no role there is a copy; a viewer is one too. */
export function makingOf(envelope: Envelope) {
  const rank = ranks(envelope);
  const recipients = envelope.recipients.map((one) => ({
    ...personOf(one), ...(one.role === 'SIGNER' || one.role === 'APPROVER' ? { role: one.key, signing_order: rank.get(one.key) ?? 1, ...(one.role === 'APPROVER' ? { recipient_type: 'approver' } : {}) } : {}),
  }));
  return { name: envelope.title, recipients, metadata: { [referenceKey]: envelope.reference }, parse_form_fields: false };
}

/** The places to fill in. `pagesBefore` is how many pages lie before each document in the joined file. */
export function fieldsOf(envelope: Envelope, refs: Readonly<Record<string, string>>, pagesBefore: readonly number[]) {
  return envelope.recipients.flatMap((one) => one.fields.map((field, i) => ({
    field_id: `${one.key}_${i + 1}`, type: kinds[field.kind], assigned_to: refs[one.key] ?? '', settings: { required: field.required },
    layout: { page: (pagesBefore[field.document] ?? 0) + field.page, position: { offset_x: Math.round(field.x), offset_y: Math.round(field.y), anchor_point: 'topleft' }, style: { width: Math.round(field.width), height: Math.round(field.height) } },
  })));
}

const roles: Readonly<Record<string, RecipientRole>> = { signer: 'SIGNER', approver: 'APPROVER', CC: 'COPY' };
const over: Readonly<Record<string, EnvelopeState>> = { 'document.completed': 'COMPLETED', 'document.paid': 'COMPLETED', 'document.waiting_pay': 'COMPLETED', 'document.declined': 'DECLINED', 'document.rejected': 'DECLINED' };

function stateOf(details: Details, recipients: readonly RecipientReading[], now: Date): EnvelopeState {
  // One status stands for both ends; only the day tells them apart.
  if (details.status === 'document.voided') return details.expiration_date && new Date(details.expiration_date) <= now ? 'EXPIRED' : 'VOIDED';
  return over[details.status] ?? openState(recipients);
}

function recipientOf(one: Details['recipients'][number], decline: Trail['results'][number] | undefined): RecipientReading {
  const role = roles[one.recipient_type ?? ''] ?? 'SIGNER';
  const declined = decline?.user?.email === one.email ? decline : undefined;
  return {
    ref: one.id, name: [one.first_name, one.last_name].filter(Boolean).join(' '), email: one.email ?? '', role, order: one.signing_order ?? (role === 'COPY' ? 99 : 1), state: declined ? 'DECLINED' : one.has_completed ? 'DONE' : 'NOTIFIED',
    notifiedAt: null, viewedAt: null, doneAt: dateOf(one.signature_date), declinedAt: dateOf(declined?.date_created), reason: declined?.reason ?? null,
  };
}

/** PandaDoc's document in our words. It tells of the document that it was looked at, and not by whom: whoever's turn it is has. */
export function readingOf(details: Details, trail: Trail, now: Date): EnvelopeReading {
  const decline = trail.results.find((one) => one.action === 43);
  const found = details.recipients.map((one) => recipientOf(one, decline));
  const turn = currentOrder(found);
  const recipients = found.map((one) => (one.state !== 'NOTIFIED' ? one : one.role === 'COPY' || (turn !== null && one.order > turn) ? { ...one, state: 'WAITING' as const } : one));
  const state = stateOf(details, found, now);
  const ended = state === 'DECLINED' || state === 'EXPIRED' || state === 'VOIDED';
  return {
    providerRef: details.id, reference: (details.metadata?.[referenceKey] as string | undefined) ?? null, state, sentAt: dateOf(details.date_sent), completedAt: dateOf(details.date_completed), endedAt: ended ? dateOf(details.date_modified) : null,
    reason: decline?.reason ?? null, recipients: viewed(details, recipients),
  };
}

/** With one person to act, the document's «viewed» is theirs. */
function viewed(details: Details, recipients: readonly RecipientReading[]): readonly RecipientReading[] {
  const asked = recipients.filter((one) => one.state === 'NOTIFIED');
  return details.status === 'document.viewed' && asked.length === 1 && recipients.every((one) => one.state !== 'DONE') ? recipients.map((one) => (one.state === 'NOTIFIED' ? { ...one, state: 'VIEWED' as const } : one)) : recipients;
}
