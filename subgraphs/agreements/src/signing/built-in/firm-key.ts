import { webcrypto } from 'node:crypto';
import { BitString, Integer, Utf8String } from 'asn1js';
import { AttributeTypeAndValue, BasicConstraints, Certificate, CryptoEngine, Extension } from 'pkijs';

/** A firm's key for sealing and the certificate that names it, as they lie sealed in the vault: PKCS #8 and DER, base64. */
export interface FirmKey { readonly privateKey: string; readonly certificate: string }
/** The key as it seals. */
export interface OpenFirmKey { readonly privateKey: webcrypto.CryptoKey; readonly certificate: Uint8Array }

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const engine = new CryptoEngine({ name: 'node', crypto: webcrypto as never });
const years = 10;

const named = (type: string, text: string): AttributeTypeAndValue => new AttributeTypeAndValue({ type, value: new Utf8String({ value: text.slice(0, 64) }) });

/** Digital signature and non-repudiation, and nothing else: this key seals documents and vouches for no other key. */
function extensions(): Extension[] {
  return [
    new Extension({ extnID: '2.5.29.19', critical: true, extnValue: new BasicConstraints({ cA: false }).toSchema().toBER() }),
    new Extension({ extnID: '2.5.29.15', critical: true, extnValue: new BitString({ valueHex: new Uint8Array([0b11000000]).buffer, unusedBits: 6 }).toBER() }),
  ];
}

/** Makes a firm's key. Its certificate is its own: it proves that bytes are unchanged and sealed by this firm's key, and no more. */
export async function makeFirmKey(firm: { readonly name: string; readonly id: string }, more: { readonly now: Date; readonly serial: Uint8Array }): Promise<FirmKey> {
  const pair = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']) as webcrypto.CryptoKeyPair;
  const certificate = new Certificate();
  certificate.version = 2;
  // A serial number is positive: its first bit is nought.
  certificate.serialNumber = new Integer({ valueHex: Uint8Array.from(more.serial.slice(0, 16), (byte, i) => (i === 0 ? (byte & 0x7f) | 0x01 : byte)).buffer });
  for (const side of [certificate.subject, certificate.issuer]) side.typesAndValues.push(named('2.5.4.3', firm.name), named('2.5.4.10', firm.name), named('2.5.4.5', firm.id));
  certificate.notBefore.value = more.now;
  certificate.notAfter.value = new Date(Date.UTC(more.now.getUTCFullYear() + years, more.now.getUTCMonth(), more.now.getUTCDate()));
  certificate.extensions = extensions();
  await certificate.subjectPublicKeyInfo.importKey(pair.publicKey, engine);
  await certificate.sign(pair.privateKey, 'SHA-256', engine);
  const base64 = (bytes: ArrayBuffer): string => Buffer.from(bytes).toString('base64');
  return { privateKey: base64(await webcrypto.subtle.exportKey('pkcs8', pair.privateKey)), certificate: base64(certificate.toSchema(true).toBER(false)) };
}

/** The key, ready to seal; it cannot be taken out again. */
export async function openFirmKey(key: FirmKey): Promise<OpenFirmKey> {
  const privateKey = await webcrypto.subtle.importKey('pkcs8', Buffer.from(key.privateKey, 'base64'), algorithm, false, ['sign']) as webcrypto.CryptoKey;
  return { privateKey, certificate: new Uint8Array(Buffer.from(key.certificate, 'base64')) };
}
