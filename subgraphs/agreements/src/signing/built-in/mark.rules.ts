/** A drawn signature is a small picture. */
const mostPng = 512_000;
const pngMagic = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Why bytes are no drawn signature, in a sentence; null when they are one. */
export const whyNoPicture = (png: Uint8Array): string | null => (png.length > mostPng || pngMagic.some((byte, at) => png[at] !== byte) ? 'The drawn signature is not a small PNG picture.' : null);

/** Why letters are no signature, in a sentence; null when they are one. */
export const whyNoName = (text: string): string | null => (text.trim().length === 0 ? 'A signature has at least one letter.' : null);
