/** Who acted, as a reader understands it. */
export type StoryActorKind = 'STAFF' | 'PORTAL' | 'VISITOR' | 'WORKFLOW' | 'PROVIDER' | 'PARTNER' | 'FIRMAMENT';

/** What is known of an actor: the kind in the envelope and the names that were found. */
export interface KnownActor {
  readonly kind: string;
  readonly name: string | null;
  /** The person whom the fact itself names, e.g. the attendee of a booking. */
  readonly teller: string | null;
  /** The workflow behind a service actor, once its run is known. */
  readonly workflowName: string | null;
}

const kinds: Readonly<Record<string, StoryActorKind>> = {
  staff: 'STAFF', portal: 'PORTAL', public: 'VISITOR', partner: 'PARTNER', service: 'WORKFLOW', provider: 'PROVIDER', system: 'FIRMAMENT', platform: 'FIRMAMENT',
};

const nameless: Readonly<Record<StoryActorKind, string>> = {
  STAFF: 'Somebody at the firm', PORTAL: 'The client', VISITOR: 'A visitor', WORKFLOW: 'An automation', PROVIDER: 'A provider', PARTNER: 'A partner app', FIRMAMENT: 'Firmament',
};

/** The reader's kind for an envelope's actor kind; an unknown one is the house itself, never a person. */
export function actorKindOf(kind: string): StoryActorKind {
  return kinds[kind] ?? 'FIRMAMENT';
}

/** The name to print. A workflow goes by its own name and never by the person it acts for. */
export function actorNameOf(actor: KnownActor): string {
  const kind = actorKindOf(actor.kind);
  if (kind === 'WORKFLOW') return actor.workflowName ?? actor.teller ?? actor.name ?? nameless.WORKFLOW;
  if (kind === 'FIRMAMENT') return actor.teller ?? nameless.FIRMAMENT;
  return (kind === 'VISITOR' || kind === 'PORTAL' ? (actor.teller ?? actor.name) : actor.name) ?? nameless[kind];
}

/** True for people and providers: only they can be the cause of a story. */
export function canCause(kind: string): boolean {
  return ['staff', 'portal', 'public', 'partner', 'provider'].includes(kind);
}

/** Facts that only the holder of a portal link can bring about. */
const ofLinkHolder: readonly string[] = ['portal.link.viewed', 'portal.link.consumed', 'portal.user.activated'];

/**
 * Who really acted. A visitor with a verified token is let through as the house itself, so the envelope says `system`;
 * the fact still knows that it was the attendee or the person in the portal.
 */
export function actingKind(type: string, kind: string, by: unknown): string {
  if (kind !== 'system' && kind !== 'public') return kind;
  if (ofLinkHolder.includes(type) || by === 'PORTAL') return 'portal';
  return by === 'ATTENDEE' ? 'public' : kind;
}
