interface Choice { readonly id: string; readonly displayName: string }

/** What can be chosen: what was found, and what is chosen already although it was not found. */
export const choicesOf = (found: readonly Choice[], chosen: Choice | null): readonly Choice[] => (chosen === null || found.some(({ id }) => id === chosen.id) ? found : [chosen, ...found]);

/** How many more there are than can be chosen from, in words; nothing where all are there. */
export const moreWords = (shown: number, total: number): string | null => (total > shown ? `${shown} of ${total} can be chosen from here: type a part of the name to find the others.` : null);

/** What was found, in words, so that nobody has to open the list to see it. */
export const foundWords = (names: readonly string[]): string => (names.length === 0 ? 'No client is called that.' : `Found: ${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}. Choose below.`);
