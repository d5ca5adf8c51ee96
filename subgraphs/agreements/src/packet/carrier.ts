import type { Ctx, FirmLine } from '@firmament/kit';
import type { EnvelopeReading, SignedFiles } from '../signing/signing-provider.js';
import type { StoredDocument } from '../storage/document.types.js';

/** A person as a signing service needs them; `ref` is what that service calls them, once it knows them. */
export interface CarriedRecipient { readonly recipientId: string; readonly role: 'SIGNER' | 'APPROVER' | 'VIEWER' | 'COPY'; readonly order: number; readonly name: string; readonly email: string; readonly ref: string | null }
/** A document of a packet. */
export interface CarriedDocument extends StoredDocument { readonly name: string }

/** What is handed to a signing service. The key is the same on every try: a service that has it already must not make a second one. */
export interface Parcel {
  readonly key: string;
  readonly firmId: string;
  readonly clientId: string;
  readonly packetId: string;
  readonly provider: string;
  readonly connectionId: string | null;
  readonly providerRef: string | null;
  readonly title: string;
  readonly message: string | null;
  readonly documents: readonly CarriedDocument[];
  readonly recipients: readonly CarriedRecipient[];
}

export type { FirmLine };
/** A way to a signing service: by which of the firm's connections, or by none where the service is our own. */
export interface Way { readonly provider: string; readonly connectionId: string | null }
/** What became of a sending: the service's names for the packet and, by our number, for its people. */
export interface Carried { readonly providerRef: string; readonly refs: Readonly<Record<string, string>> }

/** Carries packets to signing services, and news back. Each call may be said again with the same parcel and must then change nothing. */
export interface PacketCarrier {
  /** The ways that a firm can send packets, the usual one first. */
  ways(ctx: Pick<Ctx, 'sql'>): Promise<readonly Way[]>;
  send(line: FirmLine, parcel: Parcel): Promise<Carried>;
  cancel(line: FirmLine, parcel: Parcel, reason: string): Promise<void>;
  /** Answers the service's name for the person who signs now. */
  replaceRecipient(line: FirmLine, parcel: Parcel, change: { readonly replaced: CarriedRecipient; readonly recipient: CarriedRecipient }): Promise<{ readonly ref: string }>;
  remind(line: FirmLine, parcel: Parcel, recipient: CarriedRecipient): Promise<void>;
  /** The truth, as the service knows it now. */
  read(line: FirmLine, parcel: Parcel): Promise<EnvelopeReading>;
  fetchSigned(line: FirmLine, parcel: Parcel): Promise<SignedFiles>;
}
