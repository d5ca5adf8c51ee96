import { uuidToId } from '@firmament/events';
import type { Sweep } from '../define-subgraph.js';

import { MasterKeys, type VaultConfig } from './master-keys.js';
import { Vault } from './vault.js';

/**
 * Wraps firms' keys under the current master key, wherever an older one still does it. It runs by itself, so that a new master key needs
 * nothing but to be given, together with the old one, until this has nothing left to do.
 */
export const rotateVaultKeys = (schema: string): Sweep => ({
  name: 'rotate-vault-keys',
  everyMs: 60_000,
  run: async (ctx) => {
    const config = ctx.config as VaultConfig;
    if (!config.FIRMAMENT_VAULT_KEY) return;
    const masters = new MasterKeys(config);
    const vault = new Vault(schema, masters);
    const due = await ctx.scan<{ tenant_id: string }>(`select tenant_id from ${schema}.vault_due where master_key <> $1 limit 200`, [masters.current.id.toString('hex')]);
    for (const row of due) {
      // One firm whose old master key is lost must not keep the others from theirs.
      await ctx.inTenant(uuidToId('firm', row.tenant_id), (inside) => vault.rewrap(inside)).catch((error: unknown) => { ctx.log.error({ err: error, firm: uuidToId('firm', row.tenant_id) }, 'a firm\'s key could not be wrapped anew'); });
    }
    if (due.length > 0) ctx.log.info({ firms: due.length }, 'keys were wrapped under the current master key');
  },
});
