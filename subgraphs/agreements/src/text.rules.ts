/** Letters without control characters. */
export const plainText = /^[^\u0000-\u0008\u000b-\u001f]*$/;
/** What is said of other letters. */
export const plain = { message: 'the text holds characters that cannot be kept' };
/** A key within a document: what a program calls a line by. */
export const keyPattern = /^[a-zA-Z0-9][a-zA-Z0-9_-]{0,59}$/;
/** What is said of another key. */
export const keyWords = { message: 'a key has 1 to 60 letters, digits, hyphens or underscores' };
/** An id of a client. */
export const clientIdPattern = /^cli_[0-7][0-9a-hjkmnp-tv-z]{25}$/;
