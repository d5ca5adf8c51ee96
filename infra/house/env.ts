import type { Servers } from '../servers/servers.js';
import { rolePassword, type Secrets } from './secrets.js';

/** What the environment of the house's processes is made from. */
export interface EnvPlan {
  servers: Servers;
  secrets: Secrets;
  domains: string[];
  /** The superuser's URL of the house's database; only its address is handed on. */
  database: string;
  publicUrl: string;
  dev: boolean;
  /** Where outside services are, and who this house is to them. */
  services: Readonly<Record<string, string>>;
}

type Env = Record<string, string>;

/** The name of a domain as variables begin with it. */
export const prefix = (domain: string): string => domain.toUpperCase().replaceAll('-', '_');

/** The four logins of a domain: writing, relay, consumer and sweeper. A URL given for one domain alone is kept. */
export function databaseEnv(plan: EnvPlan, domain: string): Env {
  const roles = { DATABASE_URL: 'rw', RELAY_DATABASE_URL: 'relay', CONSUMER_DATABASE_URL: 'consumer', SWEEPER_DATABASE_URL: 'sweeper' };
  return Object.fromEntries(Object.entries(roles).map(([name, role]) => {
    const variable = `${prefix(domain)}_${name}`;
    return [variable, process.env[variable] ?? roleUrl(plan, `${domain}_${role}`)];
  }));
}

function roleUrl(plan: EnvPlan, role: string): string {
  const url = new URL(plan.database);
  url.username = role;
  url.password = rolePassword(plan.secrets.seed, role);
  return url.toString();
}

/** What every process gets: servers that have no user of their own, and who it may believe. */
export function sharedEnv(plan: EnvPlan): Env {
  return {
    ...plan.servers.env, FIRMAMENT_DEMO: '1', FIRMAMENT_PUBLIC_URL: plan.publicUrl, LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'info',
    NODE_ENV: process.env['NODE_ENV'] ?? 'development', FIRMAMENT_ACTOR_PUBLIC_KEY: plan.secrets.actor.publicKey, TZ: 'UTC',
    ...(plan.servers.urls.mail ? { FIRMAMENT_MAIL_PAGE: plan.servers.urls.mail } : {}), ...(plan.dev ? { FIRMAMENT_DEV: '1' } : {}),
  };
}

/** What only the gateway holds: the key that makes actors, the keys of those who may call as service or platform. */
export function gatewayEnv(plan: EnvPlan): Env {
  return {
    ...sharedEnv(plan), FIRMAMENT_ACTOR_PRIVATE_KEY: plan.secrets.actor.privateKey, FIRMAMENT_ENGINE_PUBLIC_KEY: plan.secrets.engine.publicKey,
    FIRMAMENT_PLATFORM_PUBLIC_KEY: plan.secrets.platform.publicKey, FIRMAMENT_LIMIT_EXEMPT_KEY: plan.secrets.limitExempt,
  };
}

/** The master key of connections' secrets, and older ones that still open. */
const vaultEnv = (plan: EnvPlan): Env => ({ FIRMAMENT_VAULT_KEY: plan.secrets.vault, FIRMAMENT_VAULT_OLD_KEYS: (plan.secrets.vaultOld ?? []).join(',') });

/** How often packets, ledgers and payment services are looked at, where somebody said so. */
const paceEnv = (): Env => Object.fromEntries(['AGREEMENTS_LOOK_EVERY_MS', 'REVENUE_LOOK_EVERY_MS'].flatMap((name) => { const pace = process.env[name]; return pace ? [[name, pace]] : []; }));

/** One domain as a process: its own logins, its own NATS user. */
export function domainEnv(plan: EnvPlan, domain: string): Env {
  return { ...sharedEnv(plan), ...databaseEnv(plan, domain), ...natsEnv(plan, domain), ...vaultEnv(plan), ...paceEnv(), ...plan.services };
}

/** The gateway with all domains inside: every domain's logins, and each domain's NATS user under its own name. */
export function houseEnv(plan: EnvPlan): Env {
  const each = plan.domains.map((domain) => ({ ...databaseEnv(plan, domain), [`${prefix(domain)}_NATS_URL`]: plan.servers.natsUrlFor(domain) ?? '' }));
  return { ...gatewayEnv(plan), ...Object.assign({}, ...each), ...natsEnv(plan, 'house'), ...vaultEnv(plan), ...paceEnv(), ...plan.services };
}

/** The engine: the journal's database, its own NATS user, and the key that makes it a service for the gateway. */
export function engineEnv(plan: EnvPlan): Env {
  return { ...sharedEnv(plan), ...databaseEnv(plan, 'workflow'), ...natsEnv(plan, 'engine'), FIRMAMENT_ENGINE_PRIVATE_KEY: plan.secrets.engine.privateKey };
}

function natsEnv(plan: EnvPlan, user: string): Env {
  const url = plan.servers.natsUrlFor(user);
  return url ? { NATS_URL: url } : {};
}
