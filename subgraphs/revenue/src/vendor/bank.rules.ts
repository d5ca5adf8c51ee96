/** Accounts that people write otherwise and mean alike. */
export const bankKey = (account: string): string => account.toUpperCase().replace(/[^A-Z0-9]/g, '');

/** The last four characters, and no more. */
export const bankMask = (key: string): string => `••${key.slice(-4)}`;

/** An account to which money can go: an IBAN, or a sort code and a number. */
export const bankPattern = /^[A-Za-z0-9][A-Za-z0-9 ./-]{5,41}$/;
/** What is said of another one. */
export const bankWords = { message: 'an account has 6 to 42 letters and digits' };
