import { createHmac, generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A public and a private half, each a JWK as JSON text. */
export interface KeyPair {
  publicKey: string;
  privateKey: string;
}

/** The secrets of one local house. Made at its first start, never printed, never committed. */
export interface Secrets {
  /** Every password of a server or role is derived from this. */
  seed: string;
  actor: KeyPair;
  engine: KeyPair;
  platform: KeyPair;
  /** 32 bytes as base64 that encrypt stored credentials of integrations. */
  vault: string;
  /** Master keys of before, which still open. */
  vaultOld?: string[];
  /** Whoever shows this is exempt from rate limits: the load tests. */
  limitExempt: string;
}

/** Reads `secrets.json` of this folder or makes it (mode 0600). */
export async function loadSecrets(dir: string): Promise<Secrets> {
  const file = join(dir, 'secrets.json');
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known) return JSON.parse(known) as Secrets;
  const made: Secrets = {
    seed: randomBytes(32).toString('hex'), actor: keyPair('actor'), engine: keyPair('engine'), platform: keyPair('platform'),
    vault: randomBytes(32).toString('base64'), limitExempt: randomBytes(24).toString('base64url'),
  };
  await mkdir(dir, { recursive: true });
  await writeFile(`${file}.part`, JSON.stringify(made, null, 2), { mode: 0o600 });
  await rename(`${file}.part`, file);
  return made;
}

function keyPair(kid: string): KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const text = (key: typeof publicKey) => JSON.stringify({ ...key.export({ format: 'jwk' }), kid, alg: 'EdDSA', use: 'sig' });
  return { publicKey: text(publicKey), privateKey: text(privateKey) };
}

/** The password of a database role in this house. */
export function rolePassword(seed: string, role: string): string {
  return createHmac('sha256', seed).update(`role:${role}`).digest('base64url');
}
