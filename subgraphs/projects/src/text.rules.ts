/** Text without control characters but line breaks: NUL and its kin cannot be kept and are never meant. */
export const plainText = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f]*$/;

/** The exact form of an id with this prefix. */
export const idPattern = (prefix: string): RegExp => new RegExp(`^${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25}$`);
