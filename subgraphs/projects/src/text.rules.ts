/** Text without control characters but line breaks: NUL and its kin cannot be kept and are never meant. */
export const plainText = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f]*$/;

/** The exact form of an id with this prefix. */
export const idPattern = (prefix: string): RegExp => new RegExp(`^${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25}$`);
/** The form of an id whose kind another domain decides. */
export const foreignId = /^[a-z]{2,8}_[0-7][0-9a-hjkmnp-tv-z]{25}$/;

/** What is said when a text holds such characters. */
export const unkept = { message: 'the text holds characters that cannot be kept' };
/** What is said when an id is not of the kind that is meant. */
export const notAnId = (what: string): { message: string } => ({ message: `this is not the id of ${what}` });

/** Titles in a row for a sentence: three of them, and how many more. */
export const named = (titles: readonly string[]): string => `${titles.slice(0, 3).map((title) => `«${title}»`).join(', ')}${titles.length > 3 ? ` and ${titles.length - 3} more` : ''}`;
