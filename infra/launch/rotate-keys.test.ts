import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MasterKeys, readConfig, vaultConfig } from '@firmament/kit';
import { z } from 'zod';
import { houseEnv } from '../house/env.js';
import { loadSecrets, type Secrets } from '../house/secrets.js';

it('gives the house a new master key, and the old one to open with', async () => {
  const { rotated } = await import('./rotate-keys.mjs' as string) as { rotated(secrets: Secrets, key: string): Secrets };
  const dir = await mkdtemp(join(tmpdir(), 'rotate-'));
  try {
    const first = await loadSecrets(dir);
    const [second, third] = [Buffer.alloc(32, 2).toString('base64'), Buffer.alloc(32, 3).toString('base64')];
    await writeFile(join(dir, 'secrets.json'), JSON.stringify(rotated(rotated(first, second), third)));
    const secrets = await loadSecrets(dir);
    expect([secrets.vault, secrets.vaultOld]).toEqual([third, [second, first.vault]]);
    const env = houseEnv({ servers: { env: {}, urls: {}, natsUrlFor: () => undefined } as never, secrets, domains: [], database: 'postgres://x@y/z', publicUrl: 'http://127.0.0.1:4000', dev: false, services: {} });
    const masters = new MasterKeys(readConfig(z.object(vaultConfig), env) as never);
    const old = new MasterKeys({ FIRMAMENT_VAULT_KEY: first.vault, FIRMAMENT_VAULT_OLD_KEYS: [] });
    expect(masters.byId(old.current.id)?.bytes.toString('base64')).toBe(first.vault);
    expect(masters.current.bytes.toString('base64')).toBe(third);
    expect(JSON.parse(await readFile(join(dir, 'secrets.json'), 'utf8'))).toMatchObject({ seed: first.seed });
  } finally { await rm(dir, { recursive: true, force: true }); }
});
