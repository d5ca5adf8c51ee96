import { recipientDeclined, recipientSigned, recipientViewed } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { notAnyMore } from '../due.js';
import { completePacket, endPacket, flagLate, holdPacket, inviteNext, personFacts, personPlace, tellProviderItIsOver, watchExpiry, wentOut, type HeldPacket } from './packet-flow.js';
import type { SignaturePacket } from './packet.entity.js';
import { judge, missingOf } from './packet.rules.js';
import type { Deed, ProviderState } from './packet.types.js';
import type { PacketRecipient } from './recipient.entity.js';

function personOf({ people }: HeldPacket, id: string): PacketRecipient {
  const person = people.find((one) => one.id === id);
  if (!person) throw new Error(`the rule named ${id}, whom the packet does not hold`);
  return person;
}

async function signed(ctx: Ctx, held: HeldPacket, person: PacketRecipient, at: Date): Promise<void> {
  Object.assign(person, { state: 'SIGNED', signedAt: at });
  await notAnyMore(ctx, 'remind', person.id);
  ctx.emit(recipientSigned, { ...personFacts(held.packet, person), signedAt: at.toISOString(), missing: missingOf(held.people).length }, personPlace(person));
}

function declined(ctx: Ctx, held: HeldPacket, person: PacketRecipient, reason: string | null): void {
  Object.assign(person, { state: 'DECLINED', reason });
  ctx.emit(recipientDeclined, { ...personFacts(held.packet, person), reason }, personPlace(person));
}

function viewed(ctx: Ctx, held: HeldPacket, person: PacketRecipient, at: Date): void {
  Object.assign(person, { state: 'VIEWED', viewedAt: at });
  ctx.emit(recipientViewed, personFacts(held.packet, person), personPlace(person));
}

async function perform(ctx: Ctx, held: HeldPacket, deed: Deed, state: ProviderState): Promise<void> {
  switch (deed.kind) {
    case 'SENT': await wentOut(ctx, held, state.providerRef); return;
    case 'VIEWED': viewed(ctx, held, personOf(held, deed.recipientId), deed.at); return;
    case 'SIGNED': await signed(ctx, held, personOf(held, deed.recipientId), deed.at); return;
    case 'DECLINED': declined(ctx, held, personOf(held, deed.recipientId), deed.reason); return;
    case 'PARTLY': held.packet.state = 'PARTIALLY_SIGNED'; return;
    case 'COMPLETED': await completePacket(ctx, held, state); return;
    case 'LATE': flagLate(ctx, held, deed.by); return;
    case 'ENDED':
      await endPacket(ctx, held, deed);
      if (state.status !== 'DECLINED' && state.status !== 'VOIDED') await tellProviderItIsOver(ctx, held.packet, 'The time to sign is over.');
  }
}

/**
 * The one way by which news of a signing service change a packet: callbacks, the reconciler and the built-in signer all come through here.
 * Said twice, said late or said in the wrong order, it changes what the truth changes and nothing else. Runs as `system`.
 */
export async function applyProviderState(ctx: Ctx, packetId: string, state: ProviderState): Promise<SignaturePacket> {
  const held = await holdPacket(ctx, packetId);
  const deeds = judge(held.packet, held.people, state);
  for (const deed of deeds) await perform(ctx, held, deed, state);
  if (deeds.some((one) => one.kind === 'SIGNED') && (held.packet.state === 'SENT' || held.packet.state === 'PARTIALLY_SIGNED')) {
    await inviteNext(ctx, held);
    await watchExpiry(ctx, held);
  }
  return held.packet;
}
