/** Whose word an event is, when it is a word at all. */
export type Side = 'THEM' | 'US';

/** A fact as far as the profile needs it. */
export interface SpokenFact {
  readonly type: string;
  readonly actorKind: string;
}

/** Facts by which the firm speaks to the client. */
const ours: readonly string[] = ['communications.message.sent'];
/** Facts that a client may cause without saying anything. */
const silent: readonly string[] = ['portal.link.viewed', 'identity.session.revoked', 'scheduling.hold.expired'];

/** Who spoke by this fact: the client by acting, the firm by writing; null when nobody spoke to the other. */
export function sideOf(fact: SpokenFact): Side | null {
  if (ours.includes(fact.type)) return 'US';
  if (fact.type.endsWith('.audit.recorded') || silent.includes(fact.type)) return null;
  return fact.actorKind === 'portal' || fact.actorKind === 'public' ? 'THEM' : null;
}

/** How the word came: «in the portal», «on the booking page», «by mail». */
export function channelOf(fact: SpokenFact): string {
  if (fact.type.startsWith('communications.')) return 'by mail';
  return fact.actorKind === 'portal' || fact.type.startsWith('portal.') ? 'in the portal' : 'on the booking page';
}

/** What an event says about an appointment that lies ahead. */
export function appointmentAfter(type: string): 'AHEAD' | 'GONE' | null {
  const ahead = ['scheduling.appointment.booked', 'scheduling.appointment.client_linked', 'scheduling.appointment.rescheduled'];
  const gone = ['scheduling.appointment.cancelled', 'scheduling.appointment.completed', 'scheduling.appointment.no_show'];
  return ahead.includes(type) ? 'AHEAD' : gone.includes(type) ? 'GONE' : null;
}

/** What an event says about open work. A task inside a project is part of the project's work. */
export function workAfter(type: string): 'OPEN' | 'CLOSED' | null {
  if (type === 'projects.project.created' || type === 'projects.task.created' || type === 'projects.task.reopened') return 'OPEN';
  if (['projects.project.cancelled', 'projects.project.completed', 'projects.task.completed', 'projects.task.cancelled'].includes(type)) return 'CLOSED';
  return null;
}

/** Seconds between a fact and its arrival; a clock that runs ahead counts as none. */
export function lagSeconds(happenedAt: number, arrivedAt: number): number {
  return Math.max(0, Math.round((arrivedAt - happenedAt) / 1000));
}
