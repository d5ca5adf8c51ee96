import type { PacketStanding, Role } from '../packet/packet.types.js';
import { whyNotNow } from '../signing/built-in/ceremony.js';
import { builtIn, inCeremony, type SigningView } from './signing-view.js';

/** Why somebody cannot act now: a word for programs and a sentence for people. */
export interface Hindrance { readonly reason: 'AGREEMENTS_SIGN_ELSEWHERE' | 'AGREEMENTS_SIGNING_OVER' | 'AGREEMENTS_NOT_ASKED_TO_SIGN' | 'AGREEMENTS_SIGNED_ALREADY' | 'AGREEMENTS_NOT_YOUR_TURN' | 'AGREEMENTS_SIGNING_NOT_READY'; readonly sentence: string }

const over: Partial<Record<PacketStanding, string>> = {
  COMPLETED: 'Everybody has signed already.', DECLINED: 'Somebody declined: this can no longer be signed.', EXPIRED: 'The time to sign has run out. Ask the firm to extend it.', VOIDED: 'The firm took this back.',
};
const onlooker: Partial<Record<Role, string>> = { VIEWER: 'You are asked to read this, and not to sign it.', COPY: 'You get a copy when everybody has signed.' };

/** Where a packet is signed that is not signed here. */
export const wayElsewhere = 'It is signed at a signing service, which has sent you the way by mail.';

/** The sentence that somebody agrees to by signing or approving. */
export const consentOf = ({ packet, me }: Pick<SigningView, 'packet' | 'me'>): string =>
  me.role === 'APPROVER' ? `I have read «${packet.title}» and approve it.` : `I have read «${packet.title}» and sign it electronically. My electronic signature binds me as one by hand.`;

const past = (at: Date | null, now: Date): boolean => at !== null && at <= now;

/** Why this person cannot sign, approve or decline now; null when they can. */
export function whyNot(view: SigningView, now: Date): Hindrance | null {
  const { packet, me, ceremony } = view;
  const ended = over[packet.state];
  if (ended) return { reason: 'AGREEMENTS_SIGNING_OVER', sentence: ended };
  const looksOn = onlooker[me.role];
  if (looksOn) return { reason: 'AGREEMENTS_NOT_ASKED_TO_SIGN', sentence: looksOn };
  if (me.state === 'SIGNED') return { reason: 'AGREEMENTS_SIGNED_ALREADY', sentence: 'You have signed this already.' };
  if (packet.provider !== builtIn) return { reason: 'AGREEMENTS_SIGN_ELSEWHERE', sentence: wayElsewhere };
  const there = inCeremony(ceremony, me);
  if (!ceremony || !there) return { reason: 'AGREEMENTS_SIGNING_NOT_READY', sentence: 'This is being made ready. Look again in a moment.' };
  if (there.state === 'DONE') return { reason: 'AGREEMENTS_SIGNED_ALREADY', sentence: 'You have signed this already.' };
  if (past(packet.expiresAt, now) || past(me.expiresAt, now)) return { reason: 'AGREEMENTS_SIGNING_OVER', sentence: over.EXPIRED ?? '' };
  const sentence = whyNotNow(ceremony.standing, there, now);
  return sentence === null ? null : { reason: ceremony.state === 'OPEN' ? 'AGREEMENTS_NOT_YOUR_TURN' : 'AGREEMENTS_SIGNING_OVER', sentence };
}
