/** Characters that no name or address holds: controls (NUL among them), and the marks that turn text round. */
const unwanted = /[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;
const emailShape = /^[^\s@"<>(),;:\\[\]]+@[^\s@"<>(),;:\\[\]]+\.[^\s@"<>(),;:\\[\].]{2,}$/;

/** The e-mail address in the one form that is stored and compared, or null when it is none. */
export function normaliseEmail(text: string): string | null {
  if (text.length > 1000) return null;
  const address = text.trim().normalize('NFC').toLowerCase();
  if (address.length > 254 || unwanted.test(address) || address.includes('..')) return null;
  return emailShape.test(address) ? address : null;
}

/** The name with its spaces put in order, or null when it is empty, too long or holds control characters. */
export function tidyName(text: string): string | null {
  if (text.length > 1000 || unwanted.test(text)) return null;
  const name = text.normalize('NFC').trim().replace(/ +/g, ' ');
  return name.length >= 1 && name.length <= 200 ? name : null;
}

/** The letters that stand for a person in lists: the first of the first and of the last word. */
export function initialsOf(name: string): string {
  const words = name.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? [];
  const ends = words.length > 1 ? [words[0], words[words.length - 1]] : [words[0]];
  return ends.map((word) => (Array.from(word ?? '')[0] ?? '').toUpperCase()).join('') || '•';
}
