import { Migration } from '@firmament/kit';

/** Every table here stands outside the tenants: row security lets nobody in but the owner, and the owner only runs the functions below. */
const closed = (table: string): string[] => [
  `alter table identity.${table} enable row level security`,
  `alter table identity.${table} force row level security`,
  `create policy definer_functions on identity.${table} as permissive for all to identity_owner using (true) with check (true)`,
];

const definer = (signature: string, returns: string, body: string, language = 'sql'): string =>
  `create function identity.${signature} returns ${returns} language ${language} ${returns.startsWith('table') ? 'stable' : 'volatile'} security definer set search_path = '' as $$${body}$$`;

const cardColumns = 'firm_id uuid, slug text, name text, mark text, brand_colour text, time_zone text';
const card = 'c.firm_id, c.slug, c.name, c.mark, c.brand_colour, c.time_zone';

/** What is asked before the tenant is known: by e-mail, by a firm's address, by a token. Reading needs no context. */
const readers = [
  definer('account_by_email(wanted text)', 'table (account_id uuid, password_hash text, set_by_tenant uuid)',
    ` select a.id, a.password_hash, a.set_by_tenant from identity.accounts a where a.email_hash = wanted `),
  definer('lookup_find(wanted_kind text, wanted text)', 'table (tenant_id uuid, subject_id uuid)',
    ` select l.tenant_id, l.subject_id from identity.lookup l where l.kind = wanted_kind and l.hash = wanted order by l.tenant_id limit 50 `),
  definer('firm_card_by_slug(wanted text)', `table (${cardColumns})`,
    ` select ${card} from identity.firm_cards c where c.slug = wanted `),
  definer('firm_card_first()', `table (${cardColumns})`,
    ` select ${card} from identity.firm_cards c order by c.firm_id limit 1 `),
  definer('firm_cards_by_email(wanted text)', `table (${cardColumns})`,
    ` select ${card} from identity.lookup l join identity.firm_cards c on c.firm_id = l.tenant_id
    where l.kind = 'email' and l.hash = wanted order by c.name, c.firm_id limit 50 `),
];

/** Writers demand the context of the tenant for which they write, so that no firm can enter itself for another. */
const writers = [
  definer('account_open(new_id uuid, new_email_hash text, new_password_hash text, by_firm boolean)', 'uuid', `
declare found_id uuid;
begin
  insert into identity.accounts (id, email_hash, password_hash, set_by_tenant)
  values (new_id, new_email_hash, new_password_hash, case when by_firm then sec.tenant_id() end) on conflict (email_hash) do nothing;
  select a.id into strict found_id from identity.accounts a where a.email_hash = new_email_hash;
  return found_id;
end `, 'plpgsql'),
  definer('account_set_password(of_account uuid, new_password_hash text)', 'void',
    ` update identity.accounts set password_hash = new_password_hash, set_by_tenant = null, changed_at = pg_catalog.clock_timestamp() where id = of_account `),
  definer('lookup_put(new_kind text, new_hash text, subject uuid)', 'void',
    ` insert into identity.lookup (kind, hash, tenant_id, subject_id) values (new_kind, new_hash, sec.tenant_id(), subject) `),
  definer('lookup_drop(of_kind text, subject uuid)', 'void',
    ` delete from identity.lookup where kind = of_kind and subject_id = subject and tenant_id = sec.tenant_id() `),
  definer('firm_card_put(new_slug text, new_name text, new_mark text, new_colour text, new_zone text)', 'void',
    ` insert into identity.firm_cards (firm_id, slug, name, mark, brand_colour, time_zone)
    values (sec.tenant_id(), new_slug, new_name, new_mark, new_colour, new_zone) `),
];

const signatures = [
  'account_by_email(text)', 'lookup_find(text, text)', 'firm_card_by_slug(text)', 'firm_card_first()', 'firm_cards_by_email(text)',
  'account_open(uuid, text, text, boolean)', 'account_set_password(uuid, text)', 'lookup_put(text, text, uuid)', 'lookup_drop(text, uuid)',
  'firm_card_put(text, text, text, text, text)',
];

/** Accounts, firms' cards and the lookup, behind the listed functions that only identity's own login may call. */
export class CreateLookup extends Migration {
  override up(): void {
    this.addSql(`create table identity.accounts (
  id uuid primary key, email_hash text not null check (email_hash ~ '^[0-9a-f]{64}$'), password_hash text not null, set_by_tenant uuid,
  opened_at timestamptz not null default clock_timestamp(), changed_at timestamptz not null default clock_timestamp(),
  constraint accounts_email unique (email_hash))`);
    this.addSql(`create table identity.lookup (
  kind text not null check (kind in ('email', 'session', 'key')), hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  tenant_id uuid not null, subject_id uuid not null,
  primary key (kind, hash, tenant_id))`);
    this.addSql(`create index lookup_subject on identity.lookup (tenant_id, kind, subject_id)`);
    this.addSql(`create table identity.firm_cards (
  firm_id uuid primary key, slug text not null, name text not null, mark text not null, brand_colour text not null, time_zone text not null,
  constraint firm_cards_slug unique (slug))`);
    for (const statement of ['accounts', 'lookup', 'firm_cards'].flatMap(closed)) this.addSql(statement);
    for (const statement of [...readers, ...writers]) this.addSql(statement);
    for (const signature of signatures) {
      this.addSql(`revoke all on function identity.${signature} from public`);
      this.addSql(`grant execute on function identity.${signature} to identity_rw`);
    }
  }

  override down(): void {
    for (const signature of signatures) this.addSql(`drop function if exists identity.${signature}`);
    for (const table of ['firm_cards', 'lookup', 'accounts']) this.addSql(`drop table if exists identity.${table}`);
  }
}
