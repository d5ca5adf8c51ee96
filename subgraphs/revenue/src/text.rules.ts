/** Letters without control characters. */
export const plainText = /^[^\u0000-\u0008\u000b-\u001f]*$/;
/** What is said of other letters. */
export const plain = { message: 'the text holds characters that cannot be kept' };
/** A code of a ledger, such as an account or a tax code. */
export const codePattern = /^[A-Za-z0-9][A-Za-z0-9 ._:/%-]{0,39}$/;
/** What is said of another code. */
export const codeWords = { message: 'a code has 1 to 40 letters, digits and . _ : / % -' };
/** An id of a client. */
export const clientIdPattern = /^cli_[0-7][0-9a-hjkmnp-tv-z]{25}$/;
/** What is said of another id. */
export const clientIdWords = { message: 'this is not the id of a client' };
