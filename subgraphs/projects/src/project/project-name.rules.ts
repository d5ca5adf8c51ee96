/** What the tokens of a name stand for; null or missing when nobody said. */
export type NameWords = Readonly<Record<string, string | null>>;

const tokens = /\{(\w+)\}/g;
const knownTokens: readonly string[] = ['client', 'period'];
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** The first token of a pattern that nothing stands for, such as `{month}`. */
export const unknownToken = (pattern: string, known = knownTokens): string | null => [...pattern.matchAll(tokens)].find((match) => !known.includes(match[1] ?? ''))?.[0] ?? null;

/** Puts the words in. A token that nobody gave a word for goes, and so does the mark that tied it to the rest. */
export function resolveName(pattern: string, words: NameWords): string {
  const filled = pattern.replace(tokens, (_, token: string) => words[token]?.trim() ?? '\u0000');
  return filled.replace(/(?:\s*(?:[:,–—·|/-]|\bfor\b))?\s*\u0000/g, '').replace(/^[\s:,–—·|/-]+/, '').replace(/\s+/g, ' ').trim().slice(0, 200) || 'Project';
}

/** The month of a date in words, the period of work that names no other. */
export function monthInWords(date: string): string {
  const [year, month] = date.split('-');
  return `${months[Number(month) - 1] ?? ''} ${year ?? ''}`.trim();
}
