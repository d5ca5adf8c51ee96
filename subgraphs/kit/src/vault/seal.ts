import { createCipheriv, createDecipheriv } from 'node:crypto';

/** What was sealed cannot be opened: another key, another firm, another record, or a changed byte. It says no more, on purpose. */
export class SealBroken extends Error {
  constructor() { super('What is sealed here cannot be opened.'); this.name = 'SealBroken'; }
}

const [form, idBytes, nonceBytes, tagBytes] = [1, 16, 12, 16];
const headBytes = 1 + idBytes + nonceBytes + tagBytes;

/** With which key, and for which place: bytes that are put in another place do not open. */
export interface SealWith { readonly key: Uint8Array; readonly keyId: Uint8Array; readonly place: string }

/** AES-256-GCM: a form byte, the key's id, a nonce, the tag, the bytes. */
export function seal(plain: Uint8Array, by: SealWith & { readonly nonce: Uint8Array }): Buffer {
  if (by.nonce.length !== nonceBytes || by.keyId.length !== idBytes) throw new Error('a seal needs a nonce of 12 and a key id of 16 bytes');
  const cipher = createCipheriv('aes-256-gcm', by.key, by.nonce, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(by.place));
  const bytes = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.from([form]), by.keyId, by.nonce, cipher.getAuthTag(), bytes]);
}

/** The id of the key under which something is sealed. */
export function keyIdOf(sealed: Uint8Array): Buffer {
  if (sealed.length < headBytes || sealed[0] !== form) throw new SealBroken();
  return Buffer.from(sealed.subarray(1, 1 + idBytes));
}

/** Opens what {@link seal} made. */
export function unseal(sealed: Uint8Array, by: SealWith): Buffer {
  if (!keyIdOf(sealed).equals(Buffer.from(by.keyId))) throw new SealBroken();
  const [nonce, tag] = [sealed.subarray(1 + idBytes, 1 + idBytes + nonceBytes), sealed.subarray(1 + idBytes + nonceBytes, headBytes)];
  try {
    const decipher = createDecipheriv('aes-256-gcm', by.key, nonce, { authTagLength: tagBytes });
    decipher.setAAD(Buffer.from(by.place));
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(sealed.subarray(headBytes)), decipher.final()]);
  } catch {
    throw new SealBroken();
  }
}
