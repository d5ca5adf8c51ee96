import 'reflect-metadata';
import { MikroORM } from '@mikro-orm/postgresql';
import { Migrator } from '@mikro-orm/migrations';
import { CompiledQuery } from 'kysely';
import pg from 'pg';
import type { SubgraphDefinition } from './define-subgraph.js';
import { securitySchema } from './security-schema.js';

/** The login roles of a domain, besides `<domain>_owner`, which cannot log in. */
export const loginRoles = (domain: string): string[] => ['rw', 'relay', 'consumer', 'sweeper'].map((part) => `${domain}_${part}`);

const literal = (text: string): string => pg.escapeLiteral(text);

/**
 * Makes roles, the `sec` schema, extensions and empty domain schemas in the database that `url` names. Runs again without harm.
 * `url` belongs to a superuser, or to a role with CREATEROLE and CREATE on the database.
 */
export async function bootstrapDatabase(url: string, defs: readonly SubgraphDefinition[], passwordFor: (role: string) => string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // One bootstrap of this database at a time. Roles belong to the cluster, where this lock does not reach: see `changeRole`.
    await client.query(`select pg_advisory_lock(hashtext('firmament:bootstrap'))`);
    await client.query('revoke all on schema public from public');
    await client.query('create schema if not exists ext');
    for (const extension of ['btree_gist', 'pg_trgm', 'unaccent']) await client.query(`create extension if not exists ${extension} schema ext`);
    const logins = defs.flatMap((def) => loginRoles(def.name));
    for (const def of defs) await makeRoles(client, def.name, passwordFor);
    for (const statement of securitySchema) await client.query(statement);
    for (const def of defs) await makeSchema(client, def.name);
    const { rows: [here] } = await client.query<{ name: string }>('select current_database() as name');
    await client.query(`revoke all on database ${client.escapeIdentifier(here?.name ?? '')} from public`);
    await client.query(`grant connect on database ${client.escapeIdentifier(here?.name ?? '')} to ${[...logins, ...defs.map((def) => `${def.name}_owner`)].join(', ')}`);
  } finally {
    await client.query(`select pg_advisory_unlock_all()`).catch(() => undefined);
    await client.end();
  }
}

async function makeRoles(client: pg.Client, domain: string, passwordFor: (role: string) => string): Promise<void> {
  const plain = 'nosuperuser nobypassrls nocreaterole nocreatedb noinherit noreplication';
  await createRole(client, `${domain}_owner`, `nologin ${plain}`);
  // Since Postgres 16 a role that is not a superuser needs the SET option to act as the owner it made.
  await changeRole(client, `grant ${domain}_owner to current_user`);
  for (const role of loginRoles(domain)) {
    await createRole(client, role, `login ${plain}`);
    await changeRole(client, `alter role ${role} password ${literal(passwordFor(role))}`);
    await changeRole(client, `alter role ${role} set statement_timeout = '10s'`);
    await changeRole(client, `alter role ${role} set lock_timeout = '5s'`);
    await changeRole(client, `alter role ${role} set idle_in_transaction_session_timeout = '20s'`);
    await changeRole(client, `alter role ${role} set timezone = 'UTC'`);
  }
}

/** Another database's bootstrap may touch the same role at this moment: made already is as good, changed at the same time is tried again. */
async function changeRole(client: pg.Client, statement: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    const failed = await client.query(statement).then(() => null, (error: pg.DatabaseError) => error);
    if (!failed || failed.code === '42710' || failed.code === '23505') return;
    if (failed.message !== 'tuple concurrently updated' || tries > 20) throw failed;
  }
}

async function createRole(client: pg.Client, role: string, options: string): Promise<void> {
  const known = await client.query('select 1 from pg_roles where rolname = $1', [role]);
  if (known.rowCount === 0) await changeRole(client, `create role ${role} ${options}`);
}

async function makeSchema(client: pg.Client, domain: string): Promise<void> {
  await client.query(`create schema if not exists ${domain} authorization ${domain}_owner`);
  const all = [`${domain}_owner`, ...loginRoles(domain)].join(', ');
  await client.query(`grant usage on schema sec, ext to ${all}`);
  await client.query(`grant execute on all functions in schema sec to ${all}`);
  await client.query(`grant usage on schema ${domain} to ${loginRoles(domain).join(', ')}`);
}

/** How far a domain is migrated. `down` takes the given number of migrations back. */
export async function migrateDomain(def: SubgraphDefinition, url: string, direction: 'up' | { down: number } = 'up'): Promise<string[]> {
  const orm = migrationOrm(def, url);
  try {
    const lock = new pg.Client({ connectionString: url });
    await lock.connect();
    try {
      await lock.query(`select pg_advisory_lock(hashtext($1))`, [`firmament:migrate:${def.name}`]);
      if (direction === 'up') {
        const done = await orm.migrator.up();
        await lock.query(`set role ${def.name}_owner`);
        await lock.query(`grant select on ${def.name}.migrations to ${loginRoles(def.name).join(', ')}`);
        return done.map((one) => one.name);
      }
      const names = def.migrations.map((one) => one.name).slice(-direction.down).reverse();
      for (const name of names) await orm.migrator.down({ migrations: [name] });
      return names;
    } finally {
      await lock.end();
    }
  } finally {
    await orm.close(true);
  }
}

/** Every connection acts as the schema's owner from its first statement: tables, and functions that run with their owner's rights, must not be a superuser's. */
function migrationOrm(def: SubgraphDefinition, url: string): MikroORM {
  return new MikroORM({
    clientUrl: url, entities: [...def.entities] as never, extensions: [Migrator], discovery: { warnWhenNoEntities: false }, pool: { min: 0, max: 2 },
    onCreateConnection: async (connection) => { await (connection as { executeQuery(query: CompiledQuery): Promise<unknown> }).executeQuery(CompiledQuery.raw(`set role ${def.name}_owner; set search_path = ${def.name}`)); },
    migrations: { tableName: `${def.name}.migrations`, migrationsList: def.migrations.map((one) => ({ name: one.name, class: one })), snapshot: false, silent: true, transactional: true, allOrNothing: true } as never,
  });
}
