import type { EnvelopeReading, SignedFiles } from '../src/signing/signing-provider.js';
import type { Carried, CarriedRecipient, FirmLine, PacketCarrier, Parcel, Way } from '../src/packet/carrier.js';

/** A signing service as it should be: a key that it has seen makes nothing new. It can be told to be down, or to lose its answer. */
export class FakeCarrier implements PacketCarrier {
  readonly envelopes = new Map<string, { ref: string; parcel: Parcel }>();
  readonly cancelled: string[] = [];
  readonly replaced: { from: string; to: string }[] = [];
  readonly reminded: string[] = [];
  down: string | null = null;
  losesAnswers = false;
  /** Runs while an envelope is on its way. */
  meanwhile: (() => Promise<void>) | null = null;

  async ways(): Promise<Way[]> { return ['fake', 'other'].map((provider) => ({ provider, connectionId: null })); }
  async send(_: FirmLine, parcel: Parcel): Promise<Carried> {
    if (this.down !== null) throw new Error(this.down);
    const known = this.envelopes.get(parcel.key) ?? { ref: `env-${this.envelopes.size + 1}`, parcel };
    this.envelopes.set(parcel.key, known);
    await this.meanwhile?.();
    if (this.losesAnswers) throw new Error('the answer was lost');
    return { providerRef: known.ref, refs: {} };
  }
  async cancel(_: FirmLine, parcel: Parcel): Promise<void> { this.cancelled.push(`${parcel.provider}:${parcel.packetId}`); }
  async replaceRecipient(_: FirmLine, __: Parcel, change: { replaced: CarriedRecipient; recipient: CarriedRecipient }): Promise<{ ref: string }> {
    this.replaced.push({ from: change.replaced.recipientId, to: change.recipient.recipientId });
    return { ref: change.recipient.recipientId };
  }
  async remind(_: FirmLine, __: Parcel, recipient: CarriedRecipient): Promise<void> { this.reminded.push(recipient.recipientId); }
  async read(): Promise<EnvelopeReading> { throw new Error('this service tells nothing of itself'); }
  async fetchSigned(): Promise<SignedFiles> { throw new Error('this service tells nothing of itself'); }
}
