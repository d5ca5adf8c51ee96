import type { PacketCarrier, Parcel } from '../src/packet/carrier.js';

/** A signing service as it should be: a key that it has seen makes nothing new. It can be told to be down, or to lose its answer. */
export class FakeCarrier implements PacketCarrier {
  readonly providers = ['fake', 'other'];
  readonly envelopes = new Map<string, { ref: string; parcel: Parcel }>();
  readonly cancelled: string[] = [];
  readonly replaced: { from: string; to: string }[] = [];
  readonly reminded: string[] = [];
  down: string | null = null;
  losesAnswers = false;
  /** Runs while an envelope is on its way. */
  meanwhile: (() => Promise<void>) | null = null;

  async send(parcel: Parcel): Promise<{ providerRef: string }> {
    if (this.down !== null) throw new Error(this.down);
    const known = this.envelopes.get(parcel.key) ?? { ref: `env-${this.envelopes.size + 1}`, parcel };
    this.envelopes.set(parcel.key, known);
    await this.meanwhile?.();
    if (this.losesAnswers) throw new Error('the answer was lost');
    return { providerRef: known.ref };
  }
  async cancel(parcel: Parcel): Promise<void> { this.cancelled.push(`${parcel.provider}:${parcel.packetId}`); }
  async replaceRecipient(_: Parcel, change: { replacedRecipientId: string; recipient: { recipientId: string } }): Promise<void> { this.replaced.push({ from: change.replacedRecipientId, to: change.recipient.recipientId }); }
  async remind(_: Parcel, recipientId: string): Promise<void> { this.reminded.push(recipientId); }
}
