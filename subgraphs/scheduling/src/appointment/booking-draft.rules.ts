import type { Attendee } from './attendee.rules.js';
import type { Answer } from './intake.rules.js';

/** Everything that becomes an appointment once its time is taken. */
export interface BookingDraft {
  readonly start: number;
  readonly zone: string;
  readonly attendee: Attendee;
  readonly intake: readonly Answer[];
  readonly consentAt: string | null;
  readonly channel: 'PAGE' | 'STAFF' | 'PORTAL';
  readonly pageId: string | null;
  readonly clientId: string | null;
  readonly contactId: string | null;
}

