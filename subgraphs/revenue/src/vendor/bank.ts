import { scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import type { Ctx } from '@firmament/kit';
import { billSettingsOf } from '../bill/bill-settings.js';
import { bankKey, bankMask } from './bank.rules.js';

/** An account as it is kept: enough to see that it is another one, and to ask somebody about it. */
export interface KeptBank { readonly mask: string; readonly print: string }

const derive = promisify(scrypt) as (secret: string, salt: string, length: number) => Promise<Buffer>;

/** Masks an account and takes its fingerprint. The account itself is kept nowhere: who pays, pays in the ledger. The fingerprint is slow to make, so that nobody counts through all accounts. */
export async function keptBank(ctx: Ctx, account: string): Promise<KeptBank> {
  const key = bankKey(account);
  return { mask: bankMask(key), print: (await derive(key, (await billSettingsOf(ctx)).bankSalt, 32)).toString('hex') };
}
