import type { Ctx } from '@firmament/kit';
import { idToUuid, uuidToId } from '@firmament/events';
import { fingerprint } from './fingerprint.js';

/** A person's key to all their firms, as the database's function tells it. */
export interface Account {
  /** `acc_…` */
  readonly id: string;
  readonly passwordHash: string;
  /** The firm that chose the password for the person, until they choose one of their own; it opens no other firm. */
  readonly setByFirm: string | null;
}

type AccountRow = {
  account_id: string;
  password_hash: string;
  set_by_tenant: string | null;
};

/** The account behind an e-mail address. Needs no tenant. */
export async function accountByEmail(ctx: Ctx, email: string): Promise<Account | null> {
  const [row] = await ctx.sql<AccountRow>('select * from identity.account_by_email($1)', [fingerprint(email)]);
  if (!row) return null;
  return {
    id: uuidToId('acc', row.account_id),
    passwordHash: row.password_hash,
    setByFirm: row.set_by_tenant ? uuidToId('firm', row.set_by_tenant) : null,
  };
}

/** Opens an account for the e-mail, or gives the one that is there, whose password then stays as it is. Returns its id. */
export async function openAccount(ctx: Ctx, email: string, passwordHash: string, byFirm: boolean): Promise<string> {
  const id = idToUuid(ctx.newId('acc'));
  const [row] = await ctx.sql<{ id: string }>('select identity.account_open($1, $2, $3, $4) as id', [id, fingerprint(email), passwordHash, byFirm]);
  if (!row) throw new Error('account_open gave no row');
  return uuidToId('acc', row.id);
}

/** Replaces a password by one that the person chose. */
export async function setPassword(ctx: Ctx, accountId: string, passwordHash: string): Promise<void> {
  await ctx.sql('select identity.account_set_password($1, $2)', [idToUuid(accountId), passwordHash]);
}
