import { idToUuid, uuidToId } from '@firmament/events';
import type { Ctx, SqlRow } from '../context.js';
import { redactText } from '../logging.js';
import { NotFound } from '../refusals.js';
import { ReauthRequired, RetryLater, type ProviderFault } from '../provider/faults.js';
import type { Secret } from './secret.js';
import type { Vault } from './vault.js';

/** The prefix of a connection's id. */
export const connectionPrefix = 'cnx';

/** How a connection stands. `DEGRADED` is derived: it is connected, and its last calls failed. */
export type ConnectionHealth = 'CONNECTED' | 'DEGRADED' | 'NEEDS_REAUTH' | 'DISCONNECTED';

/** What may be told of a connection; nothing of its secret is among it. */
export interface Connection {
  readonly id: string; readonly version: number; readonly provider: string; readonly label: string; readonly account: string; readonly settings: Readonly<Record<string, unknown>>; readonly health: ConnectionHealth;
  readonly connectedAt: Date; readonly connectedBy: string; readonly lastSyncAt: Date | null; readonly lastErrorAt: Date | null; readonly lastError: string | null; readonly failures: number; readonly retryAt: Date | null;
}

/** What a firm connects. `settings` are addresses and switches, never secrets. */
export interface NewConnection { readonly provider: string; readonly label: string; readonly account?: string; readonly settings?: Readonly<Record<string, unknown>>; readonly secret: unknown; /** Who connects it, where that is not who asks. */ readonly connectedBy?: string }

/** The part of a write context that connections lean on. */
export type ConnectionCtx = Pick<Ctx, 'sql' | 'actor' | 'now' | 'newId' | 'randomBytes'>;

interface Row extends SqlRow {
  id: string; version: number; provider: string; label: string; account: string; settings: Record<string, unknown>; state: 'CONNECTED' | 'NEEDS_REAUTH' | 'DISCONNECTED'; connected_at: Date; connected_by: string;
  last_sync_at: Date | null; last_error_at: Date | null; last_error: string | null; failures: number; retry_at: Date | null;
}
const columns = 'id, version, provider, label, account, settings, state, connected_at, connected_by, last_sync_at, last_error_at, last_error, failures, retry_at';
const degradedAfter = 3;

const connectionOf = (row: Row): Connection => ({
  id: uuidToId(connectionPrefix, row.id), version: row.version, provider: row.provider, label: row.label, account: row.account, settings: row.settings, connectedAt: row.connected_at, connectedBy: row.connected_by,
  health: row.state === 'CONNECTED' && row.failures >= degradedAfter ? 'DEGRADED' : row.state, lastSyncAt: row.last_sync_at, lastErrorAt: row.last_error_at, lastError: row.last_error, failures: row.failures, retryAt: row.retry_at,
});

/** A domain's connections to providers, in the kit's table of its schema. Every method works inside one firm's write transaction. */
export class Connections {
  constructor(private readonly schema: string, private readonly vault: Vault) {}

  /** Connects, or connects the same account again: then the old secret is gone and its troubles are forgotten. */
  async connect(ctx: ConnectionCtx, made: NewConnection): Promise<Connection> {
    const [known] = await ctx.sql<Row>(`select ${columns} from ${this.schema}.connections where provider = $1 and account = $2 for update`, [made.provider, made.account ?? '']);
    const id = known ? uuidToId(connectionPrefix, known.id) : ctx.newId(connectionPrefix);
    const [row] = await ctx.sql<Row>(
      `insert into ${this.schema}.connections (tenant_id, id, version, provider, label, account, settings, state, connected_at, connected_by, secret) values (sec.tenant_id(), $1, 1, $2, $3, $4, $5, 'CONNECTED', $6, $7, $8)
       on conflict (tenant_id, provider, account) do update set version = connections.version + 1, label = excluded.label, settings = excluded.settings, state = 'CONNECTED', connected_at = excluded.connected_at, connected_by = excluded.connected_by,
         secret = excluded.secret, failures = 0, last_error = null, last_error_at = null, retry_at = null, refresh_until = null
       returning ${columns}`,
      [idToUuid(id), made.provider, made.label, made.account ?? '', JSON.stringify(made.settings ?? {}), ctx.now, made.connectedBy ?? ctx.actor.id, await this.vault.seal(ctx, id, made.secret)]);
    return connectionOf(row as Row);
  }

  async list(ctx: Pick<ConnectionCtx, 'sql'>): Promise<Connection[]> { return (await ctx.sql<Row>(`select ${columns} from ${this.schema}.connections order by provider, account`)).map(connectionOf); }

  /** NOT_FOUND when this firm has none of this id. */
  async get(ctx: ConnectionCtx, id: string): Promise<Connection> {
    const [row] = await ctx.sql<Row>(`select ${columns} from ${this.schema}.connections where id = $1`, [idToUuid(id)]);
    if (!row) throw new NotFound('This connection does not exist.');
    return connectionOf(row);
  }

  /** The secret, for a call of the provider. Refuses when somebody must connect again. */
  async secret<T>(ctx: ConnectionCtx, id: string): Promise<Secret<T>> {
    const connection = await this.get(ctx, id);
    const [row] = await ctx.sql<{ secret: Buffer | null }>(`select secret from ${this.schema}.connections where id = $1`, [idToUuid(id)]);
    if (!row?.secret || connection.health === 'NEEDS_REAUTH' || connection.health === 'DISCONNECTED') throw new ReauthRequired(connection.provider, `${connection.label} must be connected again.`);
    return this.vault.open<T>(ctx, id, row.secret);
  }

  /** What verifies callbacks of a connection: also while somebody must connect it again, for what comes in is heard. Null when this firm has none of this id, or it was ended. */
  async forCallbacks(ctx: ConnectionCtx, id: string): Promise<{ readonly connection: Connection; readonly secret: Secret<unknown> } | null> {
    const [row] = await ctx.sql<Row & { secret: Buffer | null }>(`select ${columns}, secret from ${this.schema}.connections where id = $1`, [idToUuid(id)]);
    return row?.secret ? { connection: connectionOf(row), secret: await this.vault.open(ctx, id, row.secret) } : null;
  }

  /** What lies sealed for an account that is connected again, so that parts of it can be carried over; null when there is nothing. */
  async kept<T>(ctx: ConnectionCtx, provider: string, account: string): Promise<Secret<T> | null> {
    const [row] = await ctx.sql<{ id: string; secret: Buffer | null }>(`select id, secret from ${this.schema}.connections where provider = $1 and account = $2 for update`, [provider, account]);
    return row?.secret ? this.vault.open<T>(ctx, uuidToId(connectionPrefix, row.id), row.secret) : null;
  }

  /** Notes that somebody waits to hear how the provider is, or that they have heard. */
  async noteChecking(ctx: ConnectionCtx, id: string, since: Date | null): Promise<void> { await ctx.sql(`update ${this.schema}.connections set checking_since = $2 where id = $1`, [idToUuid(id), since]); }

  /** Puts a fresh secret in the old one's place, such as a token that was renewed. */
  async replaceSecret(ctx: ConnectionCtx, id: string, secret: unknown): Promise<void> {
    await ctx.sql(`update ${this.schema}.connections set secret = $2, refresh_until = null, version = version + 1 where id = $1`, [idToUuid(id), await this.vault.seal(ctx, id, secret)]);
  }

  /** The connection is over; its secret is deleted at once. */
  async disconnect(ctx: ConnectionCtx, id: string): Promise<void> {
    await ctx.sql(`update ${this.schema}.connections set state = 'DISCONNECTED', secret = null, retry_at = null, refresh_until = null, version = version + 1 where id = $1`, [idToUuid(id)]);
  }

  /** The provider answered. */
  async noteSync(ctx: ConnectionCtx, id: string): Promise<void> {
    await ctx.sql(`update ${this.schema}.connections set last_sync_at = $2, failures = 0, last_error = null, last_error_at = null, retry_at = null where id = $1`, [idToUuid(id), ctx.now]);
  }

  /** The provider failed. Answers true when this is the moment in which the connection came to need somebody: the one moment to tell them. */
  async noteFault(ctx: ConnectionCtx, id: string, fault: ProviderFault): Promise<boolean> {
    const reauth = fault instanceof ReauthRequired;
    const retryAt = fault instanceof RetryLater && fault.throttled ? new Date(ctx.now.getTime() + (fault.retryAfterMs ?? 60_000)) : null;
    const [before] = await ctx.sql<{ state: string }>(`select state from ${this.schema}.connections where id = $1 for update`, [idToUuid(id)]);
    await ctx.sql(
      `update ${this.schema}.connections set last_error_at = $2, last_error = $3, failures = failures + $4, retry_at = coalesce($5, retry_at), refresh_until = null, state = case when $6 and state = 'CONNECTED' then 'NEEDS_REAUTH' else state end where id = $1`,
      [idToUuid(id), ctx.now, redactText(fault.message).slice(0, 500), fault instanceof RetryLater && !fault.throttled ? 1 : 0, retryAt, reauth]);
    return reauth && before?.state === 'CONNECTED';
  }

  /** Takes the right to renew this connection's token, for a while. False when somebody else has it: they will have renewed it soon. */
  async takeRefresh(ctx: ConnectionCtx, id: string): Promise<boolean> {
    const taken = await ctx.sql(
      `update ${this.schema}.connections set refresh_until = clock_timestamp() + interval '30 seconds' where id = $1 and state = 'CONNECTED' and (refresh_until is null or refresh_until < clock_timestamp()) returning id`, [idToUuid(id)]);
    return taken.length > 0;
  }

  /** Gives that right back unused. */
  async leaveRefresh(ctx: ConnectionCtx, id: string): Promise<void> { await ctx.sql(`update ${this.schema}.connections set refresh_until = null where id = $1`, [idToUuid(id)]); }

  /** Seals every secret of this firm anew, with a fresh key, and forgets the old one. */
  async reseal(ctx: ConnectionCtx): Promise<number> {
    await this.vault.retireKey(ctx);
    const rows = await ctx.sql<{ id: string; secret: Buffer }>(`select id, secret from ${this.schema}.connections where secret is not null for update`);
    const open = [];
    for (const row of rows) open.push({ id: uuidToId(connectionPrefix, row.id), secret: await this.vault.open(ctx, uuidToId(connectionPrefix, row.id), row.secret) });
    for (const { id, secret } of open) await ctx.sql(`update ${this.schema}.connections set secret = $2 where id = $1`, [idToUuid(id), await this.vault.seal(ctx, id, secret.reveal())]);
    await this.vault.forgetRetired(ctx);
    return rows.length;
  }
}
