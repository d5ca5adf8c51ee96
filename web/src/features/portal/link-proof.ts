// A link is bound to the browser in which a person opened it. The browser's half is kept until the link was used, so that
// a line that breaks between the two steps costs nothing.
const nameOf = (token: string): string => `firmament-link-${token.slice(-12)}`;

/** This browser's half of a link, if it opened it. */
export function proofOf(token: string): string | null {
  try { return localStorage.getItem(nameOf(token)); } catch { return null; }
}

/** Keeps this browser's half. */
export function keepProof(token: string, proof: string): void {
  try { localStorage.setItem(nameOf(token), proof); } catch { /* then this page alone remembers it */ }
}

/** Forgets it once the link was used. */
export function dropProof(token: string): void {
  try { localStorage.removeItem(nameOf(token)); } catch { /* nothing was kept */ }
}
