import type { StoredDocument } from '../storage/document.types.js';

/** A person as a signing service needs them. */
export interface CarriedRecipient { readonly recipientId: string; readonly role: 'SIGNER' | 'APPROVER' | 'VIEWER' | 'COPY'; readonly order: number; readonly name: string; readonly email: string }
/** A document of a packet. */
export interface CarriedDocument extends StoredDocument { readonly name: string }

/** What is handed to a signing service. The key is the same on every try: a service that has it already must not make a second one. */
export interface Parcel {
  readonly key: string;
  readonly firmId: string;
  readonly packetId: string;
  readonly provider: string;
  readonly providerRef: string | null;
  readonly title: string;
  readonly message: string | null;
  readonly expiresAt: Date | null;
  readonly documents: readonly CarriedDocument[];
  readonly recipients: readonly CarriedRecipient[];
}

/** Carries packets to signing services. Each call may be said again with the same key and must then change nothing. */
export interface PacketCarrier {
  /** The services that packets can be carried to, the usual one first. */
  readonly providers: readonly string[];
  send(parcel: Parcel): Promise<{ readonly providerRef: string }>;
  cancel(parcel: Parcel, reason: string): Promise<void>;
  replaceRecipient(parcel: Parcel, change: { readonly replacedRecipientId: string; readonly recipient: CarriedRecipient }): Promise<void>;
  remind(parcel: Parcel, recipientId: string): Promise<void>;
}

/** A house without any signing service: nothing is carried, and the packet says why. */
export const noCarrier: PacketCarrier = {
  providers: ['none'],
  send: () => Promise.reject(new Error('no signing service is connected')), cancel: () => Promise.resolve(),
  replaceRecipient: () => Promise.reject(new Error('no signing service is connected')), remind: () => Promise.reject(new Error('no signing service is connected')),
};
