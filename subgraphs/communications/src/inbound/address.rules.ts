/** What a firm reads mails for. */
export type InboundPurpose = 'BILLS';

const beginnings: Readonly<Record<InboundPurpose, string>> = { BILLS: 'bills' };
const pattern = /^([a-z]+)\+([0-7][0-9a-hjkmnp-tv-z]{25})-([0-9a-hjkmnp-tv-z]{20})@/i;
const letters = '0123456789abcdefghjkmnpqrstvwxyz';

/** A word that nobody guesses: a hundred bits. */
export const wordOf = (random: Uint8Array): string => Array.from(random.subarray(0, 20), (byte) => letters[byte & 31]).join('');

/** The address: it names the firm in the clear, and a word that only who was told it knows. */
export const addressOf = (to: { readonly purpose: InboundPurpose; readonly firmId: string; readonly word: string; readonly domain: string }): string => `${beginnings[to.purpose]}+${to.firmId.replace('firm_', '')}-${to.word}@${to.domain}`;

/** What an address of ours says; null for any other. */
export function readAddress(address: string): { readonly purpose: InboundPurpose; readonly firmId: string; readonly word: string } | null {
  const [, beginning = '', firm = '', word = ''] = pattern.exec(address) ?? [];
  const purpose = (Object.keys(beginnings) as InboundPurpose[]).find((one) => beginnings[one] === beginning.toLowerCase());
  return purpose ? { purpose, firmId: `firm_${firm.toLowerCase()}`, word: word.toLowerCase() } : null;
}
