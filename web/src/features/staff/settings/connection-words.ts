import type { SigningConnectionRowFragment } from '../../../gql/staff/graphql';

/** The part of a connection that words are made of. */
export type Standing = Pick<SigningConnectionRowFragment, 'health' | 'lastSyncAt' | 'lastError' | 'checkingSince'>;

/** The state that a connection shows: being asked covers how it was before. */
export function shownState({ health, lastSyncAt, lastError, checkingSince }: Standing): 'CHECKING' | 'UNPROVEN' | 'FAILED' | Standing['health'] {
  if (health === 'DISCONNECTED' || health === 'NEEDS_REAUTH') return health;
  if (checkingSince) return 'CHECKING';
  if (health === 'CONNECTED' && lastError) return 'FAILED';
  return health === 'CONNECTED' && !lastSyncAt ? 'UNPROVEN' : health;
}

/** What a state means, in one sentence; null where the state's own word says it. */
export function standingWords(one: Standing): string | null {
  switch (shownState(one)) {
    case 'CHECKING': return 'The service is being asked. This takes a few seconds.';
    case 'UNPROVEN': return 'The service has not answered yet.';
    case 'DEGRADED': return 'The last calls failed. They are tried again by themselves.';
    case 'NEEDS_REAUTH': return 'Nothing goes out by it until somebody connects it again.';
    case 'DISCONNECTED': return 'Its keys are deleted.';
    default: return null;
  }
}

const returned: Readonly<Record<string, string>> = {
  unknown: 'What came back belongs to no connection that you began here within the last ten minutes. Nothing was connected; begin again.',
  'signed-out': 'You were not signed in when you came back. Nothing was connected; begin again.',
  trouble: 'This did not work, and it is our fault. Nothing was connected; begin again.',
};

/** Why somebody came back from a service without a connection; null when nothing went wrong. */
export const returnedWords = (problem: string | undefined): string | null => (problem === undefined ? null : returned[problem] ?? returned['trouble'] ?? null);
