/** What is wrong with something that a person typed, and where. */
export interface Fault {
  readonly reason: string;
  readonly sentence: string;
  readonly field: string;
}

/** How much text a field takes, and whether it may have lines. */
export interface TextLimit {
  readonly label: string;
  readonly most: number;
  readonly lines?: boolean;
}

 
const forbiddenInLines = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u202A-\u202E\u2066-\u2069]/;
 
const forbidden = /[\u0000-\u001F\u007F\u202A-\u202E\u2066-\u2069]/;
const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** The text as it will be kept: without space around it, in one Unicode form. */
export function tidy(text: string): string {
  return text.trim().normalize('NFC');
}

/** Checks a text that must be there. Length counts code points, so an emoji is one. */
export function textFault(text: string, limit: TextLimit, field: string): Fault | null {
  if ((limit.lines ? forbiddenInLines : forbidden).test(text) || loneSurrogate.test(text)) {
    return { reason: 'TEXT_UNREADABLE', sentence: `${limit.label} contains characters that cannot be kept.`, field };
  }
  const length = [...tidy(text)].length;
  if (length === 0) return { reason: 'TEXT_MISSING', sentence: `${limit.label} is missing.`, field };
  return length > limit.most ? { reason: 'TEXT_TOO_LONG', sentence: `${limit.label} is longer than ${limit.most} characters.`, field } : null;
}

/** Checks a text that may be left out. */
export function optionalTextFault(text: string | null | undefined, limit: TextLimit, field: string): Fault | null {
  return text === null || text === undefined || text.trim() === '' ? null : textFault(text, limit, field);
}
