import type { Deed, PacketStanding, PacketView, ProviderState, RecipientNews, RecipientView, Role } from './packet.types.js';

/** Without whom a packet is not complete. */
export const isRequired = (person: { readonly role: Role }): boolean => person.role === 'SIGNER' || person.role === 'APPROVER';
/** With the people who sign. */
export const isOpen = (state: PacketStanding): boolean => state === 'SENT' || state === 'PARTIALLY_SIGNED';
/** Over without a signature of all. */
export const isDead = (state: PacketStanding): state is 'DECLINED' | 'EXPIRED' | 'VOIDED' => state === 'DECLINED' || state === 'EXPIRED' || state === 'VOIDED';

/** Why people cannot sign one packet together; null when they can. */
export function peopleFault(people: readonly { readonly role: Role; readonly order: number; readonly email: string }[]): string | null {
  if (!people.some((one) => one.role === 'SIGNER')) return 'nobody signs';
  if (people.some((one) => !Number.isInteger(one.order) || one.order < 1 || one.order > 50)) return 'an order is a number from 1 to 50';
  const active = people.filter(isRequired).map((one) => one.email.toLowerCase());
  return new Set(active).size === active.length ? null : 'one address would sign twice';
}

/** Whose turn it is: all who stand in the first place in which something required is missing, and who look on up to there. A copy comes at the end. */
export function whoseTurn<T extends RecipientView>(people: readonly T[]): T[] {
  const standing = people.filter((one) => one.state !== 'REPLACED');
  const missing = standing.filter((one) => isRequired(one) && one.state !== 'SIGNED').map((one) => one.order);
  if (missing.length === 0) return [];
  const turn = Math.min(...missing);
  return standing.filter((one) => one.state === 'WAITING' && ((isRequired(one) && one.order === turn) || (one.role === 'VIEWER' && one.order <= turn)));
}

/** Required people who have not signed. */
export const missingOf = <T extends RecipientView>(people: readonly T[]): T[] => people.filter((one) => isRequired(one) && one.state !== 'SIGNED' && one.state !== 'REPLACED');

function personDeeds(person: RecipientView, news: RecipientNews): Deed[] {
  if (person.state === 'SIGNED' || person.state === 'DECLINED' || person.state === 'REPLACED') return [];
  const viewed: Deed[] = (news.viewedAt ?? news.signedAt) !== null && person.state !== 'VIEWED' ? [{ kind: 'VIEWED', recipientId: person.id, at: news.viewedAt ?? news.signedAt ?? new Date(0) }] : [];
  if (news.declinedAt !== null) return [...viewed, { kind: 'DECLINED', recipientId: person.id, reason: news.reason }];
  return news.signedAt !== null && isRequired(person) ? [...viewed, { kind: 'SIGNED', recipientId: person.id, at: news.signedAt }] : viewed;
}

const newsOf = (person: RecipientView, state: ProviderState): RecipientNews | undefined => state.recipients.find((one) => one.recipientId === person.id);

/** Signatures that nobody knew of. */
function freshSignatures(people: readonly RecipientView[], state: ProviderState): { readonly name: string; readonly at: Date }[] {
  return people.filter((one) => isRequired(one) && one.state !== 'SIGNED' && one.state !== 'REPLACED').flatMap((one) => {
    const at = newsOf(one, state)?.signedAt ?? null;
    return at === null ? [] : [{ name: one.name, at }];
  });
}

/** News of a packet that ended: a signature that comes now is flagged once, and never more than that. */
function afterTheEnd(packet: PacketView, people: readonly RecipientView[], state: ProviderState): Deed[] {
  const fresh = freshSignatures(people, state);
  if (packet.signedLate || (fresh.length === 0 && state.status !== 'COMPLETED')) return [];
  return [{ kind: 'LATE', by: fresh.at(-1)?.name ?? state.by }];
}

/** How the packet stands after its people: over, complete, or partly signed. «Complete» means every required person, whatever the service says. */
function ending(packet: PacketView, people: readonly RecipientView[], after: { readonly deeds: readonly Deed[]; readonly state: ProviderState }): Deed[] {
  const { deeds, state } = after;
  const declined = deeds.find((one) => one.kind === 'DECLINED');
  if (declined) return [{ kind: 'ENDED', state: 'DECLINED', by: people.find((one) => one.id === declined.recipientId)?.name ?? state.by, reason: declined.reason ?? state.reason }];
  if (isDead(state.status)) return [{ kind: 'ENDED', state: state.status, by: state.by, reason: state.reason }];
  const signedNow = new Set(deeds.flatMap((one) => (one.kind === 'SIGNED' ? [one.recipientId] : [])));
  const missing = missingOf(people).filter((one) => !signedNow.has(one.id));
  if (missing.length === 0 && state.status === 'COMPLETED' && state.result !== null) return [{ kind: 'COMPLETED' }];
  return signedNow.size > 0 && packet.state !== 'PARTIALLY_SIGNED' ? [{ kind: 'PARTLY' }] : [];
}

/**
 * What news of a signing service change. The same news twice change nothing the second time; older news after newer ones change nothing;
 * a packet that ended stays ended.
 */
export function judge(packet: PacketView, people: readonly RecipientView[], state: ProviderState): Deed[] {
  if (packet.state === 'COMPLETED' || packet.state === 'DRAFT') return [];
  if (isDead(packet.state)) return afterTheEnd(packet, people, state);
  const { expiresAt } = packet;
  const late = expiresAt === null ? undefined : freshSignatures(people, state).find((one) => one.at > expiresAt);
  const sent: Deed[] = packet.state === 'SENDING' ? [{ kind: 'SENT' }] : [];
  if (late) return [...sent, { kind: 'ENDED', state: 'EXPIRED', by: null, reason: null }, { kind: 'LATE', by: late.name }];
  const deeds = people.flatMap((one) => {
    const news = newsOf(one, state);
    return news ? personDeeds(one, news) : [];
  });
  return [...sent, ...deeds, ...ending(packet, people, { deeds, state })];
}
