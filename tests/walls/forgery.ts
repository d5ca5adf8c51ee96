import { createHmac, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { exportJWK, importJWK, SignJWT, type JWK, type JWTHeaderParameters } from 'jose';

/** Tokens that were tampered with in ways that libraries have fallen for; each must open nothing. */
export interface Forgery {
  readonly how: string;
  readonly make: (good: GoodToken) => Promise<string>;
}

/** What a good token is made of: the forger knows everything of it but the private key, except where it says so. */
export interface GoodToken {
  readonly key: JWK;
  readonly issuer: string;
  readonly audience: string;
  readonly claims: Record<string, unknown>;
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const now = (): number => Math.floor(Date.now() / 1000);
const body = ({ issuer, audience, claims }: GoodToken): Record<string, unknown> => ({ ...claims, iss: issuer, aud: audience, iat: now(), exp: now() + 50 });
const thief = generateKeyPairSync('ed25519');

/** Signs with the right key whatever it is given. */
async function signed({ key }: Pick<GoodToken, 'key'>, payload: Record<string, unknown>, header: Partial<JWTHeaderParameters> = {}): Promise<string> {
  return new SignJWT(payload).setProtectedHeader({ alg: 'EdDSA', ...header }).sign(await importJWK(key, 'EdDSA'));
}

/** Signs with a key of the forger's own. */
async function stolen(good: GoodToken, header: Partial<JWTHeaderParameters> = {}): Promise<string> {
  return new SignJWT(body(good)).setProtectedHeader({ alg: 'EdDSA', ...header }).sign(thief.privateKey);
}

/** Signs with HMAC, the public key for a secret: the door must not take a public key for one. */
function hmac(good: GoodToken, secret: string): string {
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(body(good))}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

const publicPem = ({ key }: GoodToken): string => {
  const { d: _secret, ...open } = key;
  return createPublicKey({ key: open as import('node:crypto').JsonWebKey, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString();
};

export const forgeries: readonly Forgery[] = [
  { how: 'no signature, alg none', make: async (good) => `${part({ alg: 'none' })}.${part(body(good))}.` },
  { how: 'alg none in capitals', make: async (good) => `${part({ alg: 'NONE' })}.${part(body(good))}.` },
  { how: 'HS256 with the public key as text', make: async (good) => hmac(good, publicPem(good)) },
  { how: 'HS256 with the public key’s x', make: async (good) => hmac(good, good.key.x ?? '') },
  { how: 'HS256 with nothing', make: async (good) => hmac(good, '') },
  { how: 'another key', make: (good) => stolen(good) },
  { how: 'another key under our kid', make: (good) => stolen(good, { kid: good.key.kid ?? '' }) },
  { how: 'another key and a kid that is a path', make: (good) => stolen(good, { kid: '../../../../dev/null' }) },
  { how: 'another key and a kid that is SQL', make: (good) => stolen(good, { kid: "x' union select 'key" }) },
  { how: 'another key that the header brings', make: async (good) => stolen(good, { jwk: await exportJWK(thief.publicKey) }) },
  { how: 'another key at an address', make: (good) => stolen(good, { jku: 'http://127.0.0.1:1/keys', x5u: 'http://127.0.0.1:1/cert' }) },
  { how: 'for another audience', make: (good) => signed(good, { ...body(good), aud: 'another-domain' }) },
  { how: 'for several others', make: (good) => signed(good, { ...body(good), aud: ['one', 'two'] }) },
  { how: 'from another issuer', make: (good) => signed(good, { ...body(good), iss: 'somebody' }) },
  { how: 'over', make: (good) => signed(good, { ...body(good), iat: now() - 120, exp: now() - 60 }) },
  { how: 'old, with a long life', make: (good) => signed(good, { ...body(good), iat: now() - 3_600, exp: now() + 3_600 }) },
  { how: 'without an end', make: (good) => { const { exp: _end, ...endless } = body(good); return signed(good, endless); } },
  { how: 'with an end that is text', make: (good) => signed(good, { ...body(good), exp: 'tomorrow' }) },
  { how: 'with a critical header that nobody knows', make: async (good) => {
    const text = `${part({ alg: 'EdDSA', crit: ['b65'], b65: true })}.${part(body(good))}`;
    return `${text}.${(await signed(good, body(good))).split('.')[2] ?? ''}`;
  } },
  { how: 'with changed claims', make: async (good) => {
    const [head, , signature] = (await signed(good, body(good))).split('.');
    return `${head ?? ''}.${part({ ...body(good), actor: { kind: 'system', id: 'gateway', tenantId: null, permissions: ['*'] } })}.${signature ?? ''}`;
  } },
  { how: 'no token at all', make: async () => 'nonsense' },
];

/** The good token itself: what it opens shows that the others were refused for what is wrong with them. */
export const good = (token: GoodToken): Promise<string> => signed(token, body(token));
