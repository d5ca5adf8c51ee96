import type { CarriedRecipient, Parcel } from './carrier.js';
import type { HeldPacket } from './packet-flow.js';
import type { PacketRecipient } from './recipient.entity.js';

/** A person as a signing service needs them. */
export const carried = (person: PacketRecipient): CarriedRecipient => ({ recipientId: person.id, role: person.role, order: person.order, name: person.name, email: person.email, ref: person.providerRef });

/** By which way, under which key and name a packet is spoken of; what is left out is as the packet stands now. */
export interface ParcelPlace { readonly provider?: string; readonly connectionId?: string | null; readonly providerRef?: string | null; readonly reference?: string }

/** A packet as it is handed to a signing service. A way that it no longer goes keeps its own names. */
export function parcelOf({ packet, people }: HeldPacket, place: ParcelPlace = {}): Parcel {
  return {
    key: place.reference ?? packet.reference ?? packet.id, firmId: packet.tenantId, clientId: packet.clientId, packetId: packet.id, provider: place.provider ?? packet.provider,
    connectionId: place.connectionId === undefined ? packet.connectionId : place.connectionId, providerRef: place.providerRef === undefined ? packet.providerRef : place.providerRef,
    title: packet.title, message: packet.message, documents: packet.documents, recipients: people.filter((one) => one.state !== 'REPLACED').map(carried),
  };
}
