/** Where a client stands in its life with the firm. */
export type Status = 'LEAD' | 'PROSPECT' | 'ONBOARDING' | 'ACTIVE' | 'ON_HOLD' | 'DORMANT' | 'FORMER' | 'MERGED';

const steps: Readonly<Record<Status, readonly Status[]>> = {
  LEAD: ['PROSPECT', 'ONBOARDING', 'ACTIVE', 'FORMER'],
  PROSPECT: ['ONBOARDING', 'ACTIVE', 'DORMANT', 'FORMER'],
  ONBOARDING: ['ACTIVE', 'ON_HOLD', 'FORMER'],
  ACTIVE: ['ON_HOLD', 'DORMANT', 'FORMER'],
  ON_HOLD: ['ACTIVE', 'DORMANT', 'FORMER'],
  DORMANT: ['ACTIVE', 'FORMER'],
  FORMER: ['ACTIVE'],
  MERGED: [],
};

/** True when the lifecycle allows the step. */
export const mayBecome = (from: Status, to: Status): boolean => steps[from].includes(to);

/** True when an agreement in force changes where a client stands: not for one that the firm serves, or pauses on purpose. */
export const isBoundAnew = (from: Status, to: Status): boolean => mayBecome(from, to) && from !== 'ON_HOLD' && from !== 'ONBOARDING';

/** How sure the firm can be that a visitor is somebody it knows. */
export type Match = 'EXACT' | 'LIKELY' | 'NEW';

/** What a look at the golden record found for a visitor. */
export interface Found { byEmail: boolean; byPhone: boolean; similarName: boolean }

/** An address decides; a phone alone says the person is known; a similar name is only a hint for a human. */
export function matchOf(found: Found): Match {
  if (found.byEmail || found.byPhone) return 'EXACT';
  return found.similarName ? 'LIKELY' : 'NEW';
}

/** The form in which addresses are compared and kept. */
export const normalEmail = (email: string): string => email.trim().normalize('NFC').toLowerCase();

/** Which client a known person books for: the only one, or the primary one when there are several. */
export function clientOf<L extends { clientId: string; isPrimary: boolean }>(links: readonly L[]): L | null {
  if (links.length <= 1) return links[0] ?? null;
  const primary = links.filter((link) => link.isPrimary);
  return primary.length === 1 ? (primary[0] ?? null) : null;
}
