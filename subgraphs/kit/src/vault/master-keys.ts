import { createHash } from 'node:crypto';
import { z } from 'zod';

const keyText = z.string().regex(/^[A-Za-z0-9+/]{43}=$/, '32 bytes in base64, such as `openssl rand -base64 32` prints');

/** What a domain with connections reads from the environment; merge it into the domain's own shape. */
export const vaultConfig = {
  FIRMAMENT_VAULT_KEY: keyText.optional(),
  /** Master keys that may still open, comma-separated; nothing is sealed with them any more. */
  FIRMAMENT_VAULT_OLD_KEYS: z.string().default('').transform((text) => text.split(',').map((one) => one.trim()).filter(Boolean)).pipe(z.array(keyText)),
};

/** The configuration of a vault, once checked. */
export interface VaultConfig { readonly FIRMAMENT_VAULT_KEY?: string | undefined; readonly FIRMAMENT_VAULT_OLD_KEYS: readonly string[] }

/** A master key and the name that it is known by in records; the name says nothing of the key. */
export interface MasterKey { readonly id: Buffer; readonly bytes: Buffer }

/** The keys that wrap every firm's data key: one that wraps, and older ones that still open. */
export class MasterKeys {
  readonly #current: MasterKey | null;
  readonly #all: readonly MasterKey[];

  constructor(config: VaultConfig) {
    const known = [config.FIRMAMENT_VAULT_KEY, ...config.FIRMAMENT_VAULT_OLD_KEYS].map((text) => (text ? named(Buffer.from(text, 'base64')) : null));
    this.#current = known[0] ?? null;
    this.#all = known.filter((one): one is MasterKey => one !== null);
  }

  get current(): MasterKey {
    if (!this.#current) throw new Error('FIRMAMENT_VAULT_KEY is not set: nothing can be sealed or opened. Give 32 random bytes in base64.');
    return this.#current;
  }

  byId(id: Buffer): MasterKey | null { return this.#all.find((one) => one.id.equals(id)) ?? null; }
  toJSON(): string { return '[sealed]'; }
}

const named = (bytes: Buffer): MasterKey => ({ bytes, id: createHash('sha256').update('firmament:vault:key-id').update(bytes).digest().subarray(0, 16) });
