import type { RecipientRole, RecipientState, SignaturePacketState } from '../../../gql/staff/graphql';
import { countWords, dayWords, instant } from '../../../lib/format';
import { waitedWords } from '../../../lib/moves';

/** A person of a packet, as far as sentences need them. */
export interface Person { role: RecipientRole; order: number; name: string; state: RecipientState; invitedAt?: string | null }
interface Standing { state: SignaturePacketState; recipients: readonly Person[] }

const services: Record<string, string> = { BUILT_IN: 'our own signing page', DOCUSIGN: 'DocuSign', DROPBOX_SIGN: 'Dropbox Sign', PANDADOC: 'PandaDoc', none: 'no signing service' };

/** The name of a signing service within a sentence. */
export const serviceWords = (provider: string): string => services[provider] ?? provider;

/** What a person does with a packet. */
export const roleWords: Record<RecipientRole, string> = { SIGNER: 'Signs', APPROVER: 'Approves', VIEWER: 'Looks on', COPY: 'Gets a copy' };

/** The people without whom nothing is signed. */
export const requiredOf = <P extends Person>(people: readonly P[]): P[] => people.filter((one) => (one.role === 'SIGNER' || one.role === 'APPROVER') && one.state !== 'REPLACED');

/** The people whose turn it is. */
export const turnOf = <P extends Person>(people: readonly P[]): P[] => requiredOf(people).filter((one) => one.state === 'INVITED' || one.state === 'VIEWED');

/** True while people can sign. */
export const isOut = (state: SignaturePacketState): boolean => state === 'SENT' || state === 'PARTIALLY_SIGNED';

/** True when it ended without being signed, so that it can go out again. */
export const isBack = (state: SignaturePacketState): boolean => state === 'DECLINED' || state === 'EXPIRED' || state === 'VOIDED';

/** «1 of 2 signed», where the state alone says less. */
export function standingWords({ state, recipients }: Standing): string | undefined {
  const required = requiredOf(recipients);
  const signed = required.filter((one) => one.state === 'SIGNED').length;
  if (state === 'SENT' && recipients.some((one) => one.state === 'VIEWED')) return 'Sent, opened';
  return state === 'PARTIALLY_SIGNED' ? `${signed} of ${required.length} signed` : undefined;
}

/** Whose turn it is and since when: «Piers Marlowe, 2 d». */
export function turnWords({ state, recipients }: Standing): string | null {
  const turn = turnOf(recipients);
  const [first] = turn;
  if (!isOut(state) || !first) return null;
  const who = turn.length === 1 ? first.name : `${first.name} and ${countWords(turn.length - 1, 'other')}`;
  return first.invitedAt ? `${who}, ${waitedWords(first.invitedAt)}` : who;
}

/** When a person is reminded by itself. */
export function reminderWords(packet: { remindAfterDays: number; remindEveryDays: number }): string {
  if (packet.remindAfterDays === 0) return 'Nobody is reminded by itself';
  return `First after ${countWords(packet.remindAfterDays, 'day')}, then every ${packet.remindEveryDays === 1 ? 'day' : `${packet.remindEveryDays} days`}`;
}

/** What a person did last, or waits for. */
export function deedWords(person: { state: RecipientState; role: RecipientRole; invitedAt?: string | null; viewedAt?: string | null; signedAt?: string | null; reason?: string | null; remindersSent: number }): string {
  const reminded = person.remindersSent > 0 ? `, reminded ${person.remindersSent === 1 ? 'once' : `${person.remindersSent} times`}` : '';
  switch (person.state) {
    case 'WAITING': return person.role === 'COPY' ? 'Gets it when all have signed' : 'Not their turn yet';
    case 'INVITED': return person.invitedAt ? `Asked ${dayWords(instant(person.invitedAt))}, not opened${reminded}` : `Asked${reminded}`;
    case 'VIEWED': return person.viewedAt ? `Opened ${dayWords(instant(person.viewedAt))}${reminded}` : `Opened${reminded}`;
    case 'SIGNED': return person.signedAt ? dayWords(instant(person.signedAt)) : '';
    case 'DECLINED': return person.reason ? `«${person.reason}»` : 'Gave no reason';
    case 'EXPIRED': return 'The time was over';
    case 'REPLACED': return person.reason ? `«${person.reason}»` : 'Was named wrongly';
  }
}

const periods = { WEEK: 'a week', MONTH: 'a month', QUARTER: 'a quarter', YEAR: 'a year' } as const;

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth'];

/** «second», for how often something was sent. */
export const ordinalWords = (count: number): string => ordinals[count - 1] ?? `${count}th`;

/** «a month», after an amount. */
export const periodWords = (period: keyof typeof periods): string => periods[period];
