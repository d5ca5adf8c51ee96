import { dayWords, instant } from '../../../lib/format';

interface Person { name: string; role: string; state: string; isMe?: boolean }

const acts = ({ role, state }: Person): boolean => (role === 'SIGNER' || role === 'APPROVER') && state !== 'REPLACED';

/** Whom is still waited for, by name. */
export const stillToAct = (people: readonly Person[]): string[] => people.filter((one) => acts(one) && one.state !== 'SIGNED' && !one.isMe).map(({ name }) => name);

/** «Tom Okafor», «Tom Okafor and Piers Marlowe». */
export const namesWords = (names: readonly string[]): string => (names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`);

/** How far somebody is. */
export function personWords({ role, state }: Person): string {
  if (role === 'COPY') return 'Gets a copy';
  if (role === 'VIEWER') return 'Reads it';
  const word = role === 'APPROVER' ? { SIGNED: 'Approved', INVITED: 'To approve', VIEWED: 'Reading it', WAITING: 'Later' } : { SIGNED: 'Signed', INVITED: 'To sign', VIEWED: 'Reading it', WAITING: 'Later' };
  return { ...word, DECLINED: 'Declined', EXPIRED: 'Ran out', REPLACED: 'Replaced' }[state] ?? state;
}

interface SigningStanding { role: string; state: string; packetState: string; where: string; whyNotYet?: string | null; wayThere?: string | null; people: readonly Person[]; signedAt?: string | null }

/** The heading and the sentence of a paper on which nothing is to be done here now: what was done, and what comes next. */
export function signingWords(signing: SigningStanding): { heading: string; next: string; tone: 'done' | 'wait' | 'over' } {
  const { role, state, packetState, people, signedAt } = signing;
  if (packetState === 'COMPLETED') return { heading: 'Signed by all.', next: 'The signed copy is yours to keep. You find it here and among your agreements whenever you need it.', tone: 'done' };
  if (packetState === 'DECLINED' || packetState === 'EXPIRED' || packetState === 'VOIDED' || state === 'DECLINED') return overWords(state, packetState);
  if (state === 'SIGNED') {
    const others = stillToAct(people);
    const next = others.length > 0 ? `${namesWords(others)} still ${others.length === 1 ? 'has' : 'have'} to sign. We write to you when everybody has.` : 'Everybody has signed. The signed copy is being made, and stands here in a moment.';
    return { heading: role === 'APPROVER' ? 'Approved. Thank you.' : 'Signed. Thank you.', next: `${signedAt ? `On ${dayWords(instant(signedAt))}. ` : ''}${next}`, tone: 'done' };
  }
  if (signing.where === 'ELSEWHERE') return { heading: 'It is signed elsewhere.', next: signing.wayThere ?? '', tone: 'wait' };
  return { heading: state === 'WAITING' ? 'Not your turn yet.' : 'Nothing to sign here now.', next: `${signing.whyNotYet ?? ''}${state === 'WAITING' ? ' We write to you when it is your turn.' : ''}`, tone: 'wait' };
}

function overWords(state: string, packetState: string): { heading: string; next: string; tone: 'over' } {
  if (state === 'DECLINED') return { heading: 'You declined.', next: 'We have your words. Nobody can sign this any more; if we send you another version, you hear from us.', tone: 'over' };
  if (packetState === 'EXPIRED') return { heading: 'The time to sign ran out.', next: 'Write to us if you still want it, and we send it once more.', tone: 'over' };
  if (packetState === 'VOIDED') return { heading: 'We took this back.', next: 'There is nothing for you to do. If we send another version, you hear from us.', tone: 'over' };
  return { heading: 'This is not going ahead.', next: 'Somebody would not sign it. There is nothing for you to do; if we send another version, you hear from us.', tone: 'over' };
}
