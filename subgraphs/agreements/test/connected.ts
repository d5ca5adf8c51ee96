import { idToUuid, newId } from '@firmament/events';
import { Connections, MasterKeys, systemActor, Vault, type Ctx, type VaultConfig } from '@firmament/kit';
import type { Harness } from '@firmament/kit/testing';
import { RequestContext } from '../../kit/src/request-context.js';
import { unitOfWork } from '../../kit/src/unit-of-work.js';

/** The house's master key of a test. */
export const vaultEnv = { FIRMAMENT_VAULT_KEY: Buffer.alloc(32, 7).toString('base64') };

/** One write transaction of the domain in a firm. */
export async function inFirm<T>(h: Harness, firmId: string, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  const ctx = new RequestContext(h.runtime, systemActor('agreements', firmId), { requestId: newId('req'), correlationId: newId('cor') });
  return unitOfWork(ctx, () => work(ctx));
}

const connections = new Connections('agreements', new Vault('agreements', new MasterKeys({ ...vaultEnv, FIRMAMENT_VAULT_OLD_KEYS: [] } satisfies VaultConfig)));

/** A firm connects an account at a signing service, or connects it again with another secret. */
export async function connect(h: Harness, firmId: string, provider: string, secret: unknown, account = 'acc-1'): Promise<{ connectionId: string; firmId: string }> {
  const { id } = await inFirm(h, firmId, (ctx) => connections.connect(ctx, { provider, label: `${provider} of the firm`, account, secret }));
  return { connectionId: id, firmId };
}

/** The connection is over. */
export const disconnect = (h: Harness, { connectionId, firmId }: { connectionId: string; firmId: string }): Promise<void> => inFirm(h, firmId, (ctx) => connections.disconnect(ctx, connectionId));

/** Packets that a signing service knows under these numbers, set down without their story; gives the id for each number. */
export async function knownPackets(h: Harness, firmId: string, provider: string, refs: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const [agreement, client, ids] = [newId('agr'), newId('cli'), refs.map(() => newId('pkt'))];
  await h.sql(`with a as (insert into agreements.agreements (tenant_id, id, version, client_id, title, status, created_at) values ($1::uuid, $2::uuid, 1, $3::uuid, 'Engagement letter', 'IN_SIGNATURE', now()))
    insert into agreements.packets (tenant_id, id, version, client_id, agreement_id, title, revision, state, documents, provider, provider_ref, remind_after_days, remind_every_days, created_at)
    select $1::uuid, n.id, 1, $3::uuid, $2::uuid, 'Engagement letter', 1, 'SENT', '[]'::jsonb, $4::text, n.ref, 0, 0, now() from unnest($5::uuid[], $6::text[]) as n (id, ref)`, [idToUuid(firmId), idToUuid(agreement), idToUuid(client), provider, ids.map(idToUuid), refs]);
  return new Map(refs.map((ref, i) => [ref, ids[i] ?? '']));
}

/** Every row of the domain, as one text per table: equal before and after means that nothing changed. */
export async function wholeDomain(h: Harness): Promise<Record<string, string>> {
  const tables = await h.sql(`select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'agreements' and c.relkind = 'r' order by 1`);
  const all: Record<string, string> = {};
  for (const { name } of tables as { name: string }[]) {
    const [row] = await h.sql(`select count(*) || ' ' || md5(coalesce(string_agg(t::text, E'\\n' order by t::text), '')) as print from agreements.${name} t`);
    all[name] = row?.['print'] as string;
  }
  return all;
}
