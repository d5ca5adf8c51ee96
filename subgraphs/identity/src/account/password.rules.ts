/** Longer texts are refused before they are hashed, so that nobody can make the server work for nothing. */
export const longestPassword = 256;
/** The shortest password that a person may choose. */
export const shortestPassword = 12;
/** The password of seeded people, allowed only where the demo is switched on. */
export const demoPassword = 'demo';

/** The form that is hashed: two ways to type the same letter must give the same password. */
export function canonicalPassword(text: string): string {
  return text.normalize('NFKC');
}

/** True when it is worth hashing: not empty, not endless, no NUL inside. */
export function isHashable(text: string): boolean {
  return text.length > 0 && text.length <= longestPassword && !text.includes('\0');
}

/** Why this password cannot be chosen, in one sentence; null when it can. */
export function refusePassword(text: string, email: string, demo: boolean): string | null {
  if (demo && text === demoPassword) return null;
  if (!isHashable(text)) return `A password has at most ${longestPassword} characters and no control characters.`;
  if (Array.from(text).length < shortestPassword) return `Choose a password of at least ${shortestPassword} characters.`;
  if (new Set(text).size < 5) return 'Choose a password with more than a few different characters.';
  return text.toLowerCase() === email ? 'Choose a password that is not your e-mail address.' : null;
}
