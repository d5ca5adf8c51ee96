import { idToUuid } from '@firmament/events';
import type { Ctx, SqlRow } from '../context.js';
import type { MasterKeys } from './master-keys.js';
import { keyIdOf, seal, SealBroken, unseal } from './seal.js';
import { Secret } from './secret.js';

/** What the vault needs of a context: the write transaction of one firm. */
export type VaultCtx = Pick<Ctx, 'sql' | 'actor' | 'randomBytes'>;

interface DataKey { readonly id: Buffer; readonly bytes: Buffer }
interface KeyRow extends SqlRow { id: string; wrapped: Buffer }

const uuidBytes = (uuid: string): Buffer => Buffer.from(uuid.replaceAll('-', ''), 'hex');
const uuidText = (bytes: Buffer): string => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** Seals a firm's secrets under a key of the firm's own, which itself is sealed under the house's master key. */
export class Vault {
  constructor(private readonly schema: string, private readonly masters: MasterKeys) {}

  /** Seals a value for one record of this firm. */
  async seal(ctx: VaultCtx, recordId: string, value: unknown): Promise<Buffer> {
    const key = await this.#activeKey(ctx);
    return seal(Buffer.from(JSON.stringify(value)), { key: key.bytes, keyId: key.id, place: this.#place(ctx, recordId), nonce: ctx.randomBytes(12) });
  }

  /** Opens what was sealed for this record of this firm; throws {@link SealBroken} for anything else. */
  async open<T>(ctx: VaultCtx, recordId: string, sealed: Uint8Array): Promise<Secret<T>> {
    const key = await this.#key(ctx, keyIdOf(sealed));
    return new Secret(JSON.parse(unseal(sealed, { key: key.bytes, keyId: key.id, place: this.#place(ctx, recordId) }).toString('utf8')) as T);
  }

  /** Wraps this firm's keys under the current master key. */
  async rewrap(ctx: VaultCtx): Promise<number> {
    const rows = await ctx.sql<KeyRow>(`select id, wrapped from ${this.schema}.vault_keys for update`);
    for (const row of rows) {
      const key = this.#unwrap(ctx, row);
      await ctx.sql(`update ${this.schema}.vault_keys set wrapped = $2 where id = $1`, [row.id, this.#wrap(ctx, key)]);
    }
    if (rows.length > 0) await this.#noteMaster(ctx);
    return rows.length;
  }

  /** Retires the firm's key: what is sealed from now on is sealed with a fresh one. Older ones open until {@link forgetRetired}. */
  async retireKey(ctx: VaultCtx): Promise<void> { await ctx.sql(`update ${this.schema}.vault_keys set active = false where active`); }

  /** Deletes retired keys once nothing is sealed with them. */
  async forgetRetired(ctx: VaultCtx): Promise<void> { await ctx.sql(`delete from ${this.schema}.vault_keys where not active`); }

  #place(ctx: VaultCtx, recordId: string): string { return `${tenantOf(ctx)}:${this.schema}:${recordId}`; }

  async #activeKey(ctx: VaultCtx): Promise<DataKey> {
    // Held until the commit: whoever retires the key waits, and then finds what was sealed with it.
    const find = (): Promise<KeyRow[]> => ctx.sql<KeyRow>(`select id, wrapped from ${this.schema}.vault_keys where active for share`);
    const [known] = await find();
    if (known) return this.#unwrap(ctx, known);
    const made = { id: ctx.randomBytes(16), bytes: ctx.randomBytes(32) };
    await ctx.sql(`insert into ${this.schema}.vault_keys (tenant_id, id, wrapped, active) values ($1, $2, $3, true) on conflict do nothing`, [tenantOf(ctx), uuidText(made.id), this.#wrap(ctx, made)]);
    await this.#noteMaster(ctx);
    // Two first secrets of a firm at the same moment: the key that was kept is everybody's.
    const [kept] = await find();
    if (!kept) throw new SealBroken();
    return this.#unwrap(ctx, kept);
  }

  async #key(ctx: VaultCtx, id: Buffer): Promise<DataKey> {
    const [row] = await ctx.sql<KeyRow>(`select id, wrapped from ${this.schema}.vault_keys where id = $1`, [uuidText(id)]);
    if (!row) throw new SealBroken();
    return this.#unwrap(ctx, row);
  }

  #wrap(ctx: VaultCtx, key: DataKey): Buffer {
    const master = this.masters.current;
    return seal(key.bytes, { key: master.bytes, keyId: master.id, place: this.#place(ctx, uuidText(key.id)), nonce: ctx.randomBytes(12) });
  }

  #unwrap(ctx: VaultCtx, row: KeyRow): DataKey {
    const master = this.masters.byId(keyIdOf(row.wrapped));
    if (!master) throw new SealBroken();
    return { id: uuidBytes(row.id), bytes: unseal(row.wrapped, { key: master.bytes, keyId: master.id, place: this.#place(ctx, row.id) }) };
  }

  async #noteMaster(ctx: VaultCtx): Promise<void> {
    await ctx.sql(`insert into ${this.schema}.vault_due (tenant_id, master_key) values ($1, $2) on conflict (tenant_id) do update set master_key = excluded.master_key`, [tenantOf(ctx), this.masters.current.id.toString('hex')]);
  }
}

function tenantOf(ctx: VaultCtx): string {
  if (!ctx.actor.tenantId) throw new Error('the vault opens inside a firm only');
  return idToUuid(ctx.actor.tenantId);
}
