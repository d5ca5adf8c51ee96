/** What a link is for. */
export type LinkPurpose = 'INVITATION' | 'SIGN_IN';
/** Where a link stands. */
export type LinkState = 'OPEN' | 'USED' | 'EXPIRED' | 'REVOKED';

/** The facts that decide where a link stands. */
export interface LinkFacts {
  readonly consumedAt: Date | null;
  readonly revokedAt: Date | null;
  readonly expiresAt: Date;
}

/** Used comes before taken back, taken back before run out: the first thing that happened is what a person remembers. */
export function linkState(link: LinkFacts, now: Date): LinkState {
  if (link.consumedAt !== null) return 'USED';
  if (link.revokedAt !== null) return 'REVOKED';
  return link.expiresAt <= now ? 'EXPIRED' : 'OPEN';
}

const minute = 60_000;
/** How long a link of each purpose works, in milliseconds: an invitation two weeks, a sign-in a quarter of an hour. */
export const lifetime: Readonly<Record<LinkPurpose, number>> = { INVITATION: 14 * 24 * 60 * minute, SIGN_IN: 15 * minute };

/** At most so many links leave for one person within an hour. */
export const mostLinksAnHour = 5;

/** «m•••@marlowe.test»: enough to know one's own address by. */
export function maskedEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 1 ? '•••' : `${email.charAt(0)}•••${email.slice(at)}`;
}

/** «Marion» of «Marion Marlowe». */
export function firstNameOf(name: string): string {
  return name.trim().split(/\s+/)[0] ?? '';
}

/** An address as the portal compares it. */
export function normalEmail(email: string): string {
  return email.normalize('NFKC').trim().toLowerCase();
}

/** Looks like an address that mail can go to. */
export function isEmail(email: string): boolean {
  return email.length <= 320 && /^[^\s@<>",;\0]+@[^\s@<>",;\0]+\.[^\s@<>",;\0]+$/.test(email);
}

/** The address of a link; the firm stands in the clear so that it can be found before anybody is signed in. */
export function linkUrl(publicUrl: string, firmId: string, token: string): string {
  return `${publicUrl.replace(/\/+$/, '')}/portal/link/${firmId}/${token}`;
}
