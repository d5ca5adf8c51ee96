import type { StoredDocument } from '../storage/document.types.js';

/** Where a packet stands. */
export type PacketStanding = 'DRAFT' | 'SENDING' | 'SENT' | 'PARTIALLY_SIGNED' | 'COMPLETED' | 'DECLINED' | 'EXPIRED' | 'VOIDED';
/** What a person of a packet does with it. */
export type Role = 'SIGNER' | 'APPROVER' | 'VIEWER' | 'COPY';
/** Where a person stands. */
export type RecipientStanding = 'WAITING' | 'INVITED' | 'VIEWED' | 'SIGNED' | 'DECLINED' | 'EXPIRED' | 'REPLACED';

/** What is known of a person at a signing service. */
export interface RecipientNews { readonly recipientId: string; readonly viewedAt: Date | null; readonly signedAt: Date | null; readonly declinedAt: Date | null; readonly reason: string | null }

/** The truth about a packet as its signing service tells it, whoever asked: a callback, a reconciler, the built-in signer. */
export interface ProviderState {
  readonly providerRef: string;
  readonly status: 'SENT' | 'COMPLETED' | 'DECLINED' | 'EXPIRED' | 'VOIDED';
  readonly at: Date;
  readonly by: string | null;
  readonly reason: string | null;
  readonly recipients: readonly RecipientNews[];
  /** Where the signed document and its certificate were laid down; null until all have signed. */
  readonly result: { readonly signedDocument: StoredDocument; readonly certificate: StoredDocument | null } | null;
}

/** A packet as rules see it. */
export interface PacketView { readonly state: PacketStanding; readonly expiresAt: Date | null; readonly signedLate: boolean }
/** A person as rules see them. */
export interface RecipientView { readonly id: string; readonly role: Role; readonly order: number; readonly state: RecipientStanding; readonly name: string; readonly email: string }

/** What news change. */
export type Deed =
  | { readonly kind: 'SENT' }
  | { readonly kind: 'VIEWED' | 'SIGNED'; readonly recipientId: string; readonly at: Date }
  | { readonly kind: 'DECLINED'; readonly recipientId: string; readonly reason: string | null }
  | { readonly kind: 'PARTLY' } | { readonly kind: 'COMPLETED' }
  | { readonly kind: 'ENDED'; readonly state: 'DECLINED' | 'EXPIRED' | 'VOIDED'; readonly by: string | null; readonly reason: string | null }
  | { readonly kind: 'LATE'; readonly by: string | null };
