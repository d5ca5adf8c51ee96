import { randomUUID } from 'node:crypto';

/** Somebody who is asked, as every vendor's sandbox keeps them. */
export interface Guest {
  id: string; name: string; email: string;
  role: 'signer' | 'approver' | 'viewer' | 'copy';
  order: number;
  state: 'waiting' | 'sent' | 'viewed' | 'done' | 'declined' | 'bounced';
  sentAt?: Date; viewedAt?: Date; doneAt?: Date; declinedAt?: Date; remindedAt?: Date; reason?: string;
}

/** An envelope, request or document: the same thing under three names. */
export interface Held {
  id: string; title: string; message: string | null;
  /** What the sender attached to find it again. */
  marks: Record<string, string>;
  files: { name: string; bytes: Buffer }[];
  guests: Guest[];
  state: 'preparing' | 'draft' | 'sent' | 'completed' | 'declined' | 'expired' | 'voided';
  createdAt: Date; sentAt?: Date; completedAt?: Date; endedAt?: Date; expiresAt: Date | null; reason?: string;
  /** How often it may still be looked at before it is ready; for vendors that prepare first. */
  looksUntilReady: number;
  fields: unknown[];
}

/** What somebody outside does to an envelope. */
export type Step = 'view' | 'sign' | 'decline' | 'bounce' | 'expire';

const asked = (guest: Guest): boolean => guest.role === 'signer' || guest.role === 'approver' || guest.role === 'viewer';
const finished = (guest: Guest): boolean => guest.state === 'done' || (guest.role === 'viewer' && guest.state === 'viewed');

/** An envelope that was just made. */
export const held = (more: Partial<Held>): Held => ({ id: randomUUID(), title: '', message: null, marks: {}, files: [], guests: [], state: 'sent', createdAt: new Date(), expiresAt: null, looksUntilReady: 0, fields: [], ...more });

/** Asks whoever's turn it is; equal orders are asked together, copies go out at the end. */
export function askNext(one: Held): void {
  const open = one.guests.filter((guest) => asked(guest) && !finished(guest));
  const turn = Math.min(...open.map((guest) => guest.order));
  for (const guest of open) if (guest.order === turn && guest.state === 'waiting') Object.assign(guest, { state: 'sent', sentAt: new Date() });
  if (open.length > 0 || one.state !== 'sent') return;
  Object.assign(one, { state: 'completed', completedAt: new Date() });
  for (const guest of one.guests) if (guest.role === 'copy') Object.assign(guest, { state: 'done', sentAt: new Date(), doneAt: new Date() });
}

/** Carries out a step of somebody outside; throws with the reason when it is not their turn. */
export function carryOut(one: Held, step: Step, by: { email?: string; reason?: string }): Guest | null {
  if (one.state !== 'sent') throw new Error(`the envelope is ${one.state}`);
  if (step === 'expire') {
    Object.assign(one, { state: 'expired', endedAt: new Date(), expiresAt: new Date(Date.now() - 1_000) });
    return null;
  }
  const guest = one.guests.find((candidate) => candidate.email === by.email);
  if (!guest) throw new Error(`nobody has the address ${by.email ?? ''}`);
  if (guest.state !== 'sent' && guest.state !== 'viewed') throw new Error(`it is not the turn of ${guest.email}: ${guest.state}`);
  if (step === 'view') Object.assign(guest, { state: 'viewed', viewedAt: new Date() });
  if (step === 'sign') Object.assign(guest, { state: 'done', viewedAt: guest.viewedAt ?? new Date(), doneAt: new Date() });
  if (step === 'bounce') Object.assign(guest, { state: 'bounced', reason: by.reason ?? '550 no such mailbox' });
  if (step === 'decline') {
    Object.assign(guest, { state: 'declined', declinedAt: new Date(), reason: by.reason ?? '' });
    Object.assign(one, { state: 'declined', endedAt: new Date(), reason: by.reason ?? '' });
  }
  askNext(one);
  return guest;
}

/** The file as it was signed: the original bytes, and after its end a remark by whom. A sandbox seals nothing. */
export function signedBytes(one: Held): Buffer {
  const who = one.guests.filter((guest) => guest.state === 'done').map((guest) => guest.email).join(' ');
  return Buffer.concat([...one.files.map((file) => file.bytes), Buffer.from(`\n% sandbox: ${one.id} signed by ${who}\n`)]);
}

/** A certificate for show: one page, by hand. */
export const certificateBytes = (one: Held): Buffer => Buffer.from(`%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n% certificate of ${one.id}\n%%EOF\n`);
