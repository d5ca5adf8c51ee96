/** What a bill can come as, and how its bytes begin. */
const beginnings: Readonly<Record<string, { readonly bytes: readonly number[]; readonly extension: string }>> = {
  'application/pdf': { bytes: [0x25, 0x50, 0x44, 0x46, 0x2d], extension: 'pdf' },
  'image/png': { bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], extension: 'png' },
  'image/jpeg': { bytes: [0xff, 0xd8, 0xff], extension: 'jpg' },
};

/** The types that are taken. */
export const billTypes = Object.keys(beginnings);
/** The largest bill: 20 MiB. */
export const largestBill = 20 * 1024 ** 2;

/** True when bytes are what they are said to be. */
export const isOfType = (bytes: Uint8Array, type: string): boolean => beginnings[type]?.bytes.every((byte, at) => bytes[at] === byte) ?? false;

/** How the name of such a file ends. */
export const extensionOf = (type: string): string => beginnings[type]?.extension ?? 'bin';
