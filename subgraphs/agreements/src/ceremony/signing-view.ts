import { NotFound, type Ctx } from '@firmament/kit';
import { SignaturePacket } from '../packet/packet.entity.js';
import type { RecipientStanding } from '../packet/packet.types.js';
import { PacketRecipient } from '../packet/recipient.entity.js';
import { PortalPerson } from '../party/portal-person.entity.js';
import type { CeremonyRecipient } from '../signing/built-in/ceremony.types.js';
import { SigningCeremony } from './ceremony.entity.js';
import type { KeptMark } from './kept-ceremony.types.js';

/** The one signing service that is a page of this portal. */
export const builtIn = 'BUILT_IN';

/** What somebody is asked to sign, with all that it hangs on. */
export interface SigningView { readonly packet: SignaturePacket; readonly people: readonly PacketRecipient[]; readonly me: PacketRecipient; readonly ceremony: SigningCeremony | null }

const asks = (one: PacketRecipient): boolean => one.role === 'SIGNER' || one.role === 'APPROVER';

/** Which person of a packet somebody in the portal is: by their contact, or by their address where the packet names no contact. Whoever signs comes before who looks on. */
export function mineOf(people: readonly PacketRecipient[], person: PortalPerson | null): PacketRecipient | null {
  if (!person) return null;
  const mine = people.filter((one) => one.state !== 'REPLACED' && (one.contactId === null ? person.email !== null && one.email.toLowerCase() === person.email : one.contactId === person.contactId));
  return mine.find(asks) ?? mine[0] ?? null;
}

const lists = new WeakMap<Ctx, Map<string, Promise<SigningView>>>();

async function read(ctx: Ctx, recipientId: string): Promise<SigningView> {
  const me = await ctx.read.load(PacketRecipient, recipientId);
  const packet = await ctx.read.load(SignaturePacket, me?.packetId);
  if (!me || !packet) throw new NotFound();
  const people = await ctx.read.children(PacketRecipient, 'packetId', packet.id, { orderBy: { order: 'ASC', id: 'ASC' } });
  return { packet, people, me, ceremony: packet.provider === builtIn ? await ctx.read.one(SigningCeremony, { packetId: packet.id }, { orderBy: { sentAt: 'DESC', id: 'DESC' } }) : null };
}

/** Reads what one person is asked to sign, once for all fields of an answer. */
export function seen(ctx: Ctx, recipientId: string): Promise<SigningView> {
  const known = lists.get(ctx) ?? new Map<string, Promise<SigningView>>();
  lists.set(ctx, known);
  const view = known.get(recipientId) ?? read(ctx, recipientId);
  known.set(recipientId, view);
  return view;
}

/** A person in the ceremony; null until the signing service has them. */
export function inCeremony(ceremony: SigningCeremony | null, person: PacketRecipient): CeremonyRecipient<KeptMark> | null {
  return ceremony?.standing.recipients.find((one) => one.ref === person.providerRef) ?? null;
}

const standings = { WAITING: 'WAITING', NOTIFIED: 'INVITED', VIEWED: 'VIEWED', DONE: 'SIGNED', DECLINED: 'DECLINED', UNREACHABLE: 'INVITED' } as const satisfies Record<CeremonyRecipient['state'], RecipientStanding>;
const settled = new Set<RecipientStanding>(['SIGNED', 'DECLINED', 'EXPIRED', 'REPLACED']);

/** Where somebody stands. The ceremony knows it first; the packet hears of it a moment later. */
export function standingOf(ceremony: SigningCeremony | null, person: PacketRecipient): RecipientStanding {
  const there = inCeremony(ceremony, person);
  return there === null || settled.has(person.state) ? person.state : standings[there.state];
}
