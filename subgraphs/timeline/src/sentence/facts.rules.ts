import type { Mention, StoredFact, Telling } from './sentence.types.js';

/** The text of a field, or '' when it is absent or not a text. */
export function text(fact: StoredFact, field: string): string {
  const value = fact.data[field];
  return typeof value === 'string' ? value : '';
}

/** The number in a field, or 0. */
export function amount(fact: StoredFact, field: string): number {
  const value = fact.data[field];
  return typeof value === 'number' ? value : 0;
}

/** The records in a list field, or an empty list. */
export function list(fact: StoredFact, field: string): readonly Readonly<Record<string, unknown>>[] {
  const value = fact.data[field];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item !== null) : [];
}

/** The texts in a list field. */
export function texts(fact: StoredFact, field: string): readonly string[] {
  const value = fact.data[field];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** A text inside an object field, e.g. the attendee's name. */
export function inner(fact: StoredFact, field: string, key: string): string {
  const value = fact.data[field];
  if (typeof value !== 'object' || value === null) return '';
  const found = (value as Record<string, unknown>)[key];
  return typeof found === 'string' ? found : '';
}

/** «1 folder», «6 folders». */
export function counted(n: number, noun: string, plural = `${noun}s`): string {
  return `${n} ${n === 1 ? noun : plural}`;
}

/** Full sentences joined with a blank; empty ones are left out; null when nothing is left. */
export function joined(...parts: readonly string[]): string | null {
  const kept = parts.filter((part) => part !== '');
  return kept.length === 0 ? null : kept.join(' ');
}

/** A mention of a record; an empty label falls back to a plain word. */
export function mention(label: string, href: string, fallback: string): Mention {
  return { label: label === '' ? fallback : label, href };
}

/** `LIKE_THIS` as «like this». */
export function plain(word: string): string {
  return word.toLowerCase().replaceAll('_', ' ');
}

/** First letter upper case, the rest as it is. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A telling with the quiet defaults filled in. */
export function tell(verb: string, rest: Partial<Omit<Telling, 'verb'>>): Telling {
  return { verb, objects: [], secondLine: null, tone: 'QUIET', icon: 'point', fragment: null, teller: null, thing: null, ...rest };
}
