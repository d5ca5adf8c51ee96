const slugShape = /^[a-z](?:[a-z0-9]|-(?=[a-z0-9])){1,38}[a-z0-9]$/;
/** Words that are, or may become, the first segment of an address of the house. */
const reserved = new Set(['admin', 'api', 'book', 'graphql', 'healthz', 'metrics', 'playground', 'portal', 'public', 'readyz', 'staff', 'www']);
const smallWords = new Set(['and', 'co', 'of', 'the']);

/** True when the text can stand in a firm's address: 3–40 small letters, digits and single hyphens. */
export function isSlug(text: string): boolean {
  return slugShape.test(text) && !reserved.has(text);
}

/** True for a colour written as `#rrggbb`. */
export function isColour(text: string): boolean {
  return /^#[0-9a-f]{6}$/i.test(text);
}

/** True when the runtime knows the text as an ISO 4217 currency. */
export function isCurrency(text: string): boolean {
  return /^[A-Z]{3}$/.test(text) && Intl.supportedValuesOf('currency').includes(text);
}

/** One or two letters that stand for a firm where its logo has no room: «Harbour & Vale Advisory» is HV. */
export function firmMark(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  const telling = words.filter((word) => !smallWords.has(word.toLowerCase()));
  return (telling.length > 0 ? telling : words).slice(0, 2).map((word) => firstLetter(word)).join('') || '•';
}

function firstLetter(word: string): string {
  return (Array.from(word)[0] ?? '').toUpperCase();
}
