import { fileURLToPath } from 'node:url';
import { ConfigFault } from '@firmament/kit';
import { importJWK } from 'jose';
import type { JWK } from 'jose';
import { z } from 'zod';

const flag = z.enum(['0', '1', 'true', 'false', '']).default('0').transform((value) => value === '1' || value === 'true');
const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** A public or private Ed25519 key as JWK in JSON. */
const key = z.string().transform((text, context): JWK => {
  try {
    return z.looseObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() }).parse(JSON.parse(text));
  } catch {
    context.addIssue({ code: 'custom', message: 'is not an Ed25519 key as JWK in JSON' });
    return z.NEVER;
  }
});

const shape = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(4000),
  HOST: z.string().default('127.0.0.1'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  NODE_ENV: z.string().default('development'),
  FIRMAMENT_PUBLIC_URL: z.url().optional(),
  FIRMAMENT_DEMO: flag,
  FIRMAMENT_DEV: flag,
  FIRMAMENT_TRUST_PROXY: z.coerce.number().int().min(0).max(5).default(0),
  FIRMAMENT_LIMIT_EXEMPT_KEY: z.string().min(16).optional(),
  FIRMAMENT_ENGINE_PUBLIC_KEY: key.optional(),
  FIRMAMENT_PLATFORM_PUBLIC_KEY: key.optional(),
  FIRMAMENT_ACTOR_PRIVATE_KEY: key.optional(),
  FIRMAMENT_SCHEMA_DIR: z.string().default(path('../../schema/')),
  FIRMAMENT_WEB_DIR: z.string().default(path('../../web/')),
  REDIS_URL: z.url().optional(),
  NATS_URL: z.string().optional(),
  S3_ENDPOINT: z.url().optional(),
  METRICS_TOKEN: z.string().min(16).optional(),
});

/** What the gateway was told about the world, checked. */
export interface GatewayConfig {
  readonly port: number;
  readonly host: string;
  readonly logLevel: string;
  readonly publicUrl: URL;
  /** True behind TLS: cookies carry the __Host- prefix and Secure. */
  readonly secure: boolean;
  readonly demo: boolean;
  readonly dev: boolean;
  readonly production: boolean;
  /** How many proxies in front of us may name the caller's address. */
  readonly trustProxy: number;
  readonly limitExemptKey?: string;
  readonly engineKey?: JWK;
  readonly platformKey?: JWK;
  readonly actorKey?: JWK;
  readonly schemaDir: string;
  readonly webDir: string;
  readonly redisUrl?: string;
  readonly natsUrl?: string;
  readonly s3Endpoint?: string;
  /** Whoever bears it may see /metrics in production. */
  readonly metricsToken?: string;
}

/** Reads the environment once. Throws one error that lists every fault. */
export async function readConfig(env: Readonly<Record<string, string | undefined>>): Promise<GatewayConfig> {
  const parsed = shape.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')));
  if (!parsed.success) throw new ConfigFault(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  const value = parsed.data;
  const publicUrl = new URL(value.FIRMAMENT_PUBLIC_URL ?? `http://127.0.0.1:${value.PORT}`);
  const faults = [...contradictions(value, publicUrl), ...await weakKeys(value)];
  if (faults.length > 0) throw new ConfigFault(faults);
  return {
    port: value.PORT, host: value.HOST, logLevel: value.LOG_LEVEL, publicUrl, secure: publicUrl.protocol === 'https:',
    demo: value.FIRMAMENT_DEMO, dev: value.FIRMAMENT_DEV, production: value.NODE_ENV === 'production', trustProxy: value.FIRMAMENT_TRUST_PROXY,
    schemaDir: value.FIRMAMENT_SCHEMA_DIR, webDir: value.FIRMAMENT_WEB_DIR,
    ...given('limitExemptKey', value.FIRMAMENT_DEMO ? value.FIRMAMENT_LIMIT_EXEMPT_KEY : undefined),
    ...given('engineKey', value.FIRMAMENT_ENGINE_PUBLIC_KEY), ...given('platformKey', value.FIRMAMENT_PLATFORM_PUBLIC_KEY),
    ...given('actorKey', value.FIRMAMENT_ACTOR_PRIVATE_KEY), ...given('redisUrl', value.REDIS_URL),
    ...given('natsUrl', value.NATS_URL), ...given('s3Endpoint', value.S3_ENDPOINT), ...given('metricsToken', value.METRICS_TOKEN),
  };
}

/** Settings that are right alone and wrong together. */
function contradictions(value: z.infer<typeof shape>, publicUrl: URL): string[] {
  const faults: string[] = [];
  const production = value.NODE_ENV === 'production' && !value.FIRMAMENT_DEMO;
  if (production && publicUrl.protocol !== 'https:') faults.push('FIRMAMENT_PUBLIC_URL must be https in production');
  if (production && value.FIRMAMENT_DEV) faults.push('FIRMAMENT_DEV is not for production');
  if (production && value.FIRMAMENT_PLATFORM_PUBLIC_KEY) faults.push('FIRMAMENT_PLATFORM_PUBLIC_KEY is for demonstrations only; platform tokens are refused in production');
  return faults;
}

async function weakKeys(value: z.infer<typeof shape>): Promise<string[]> {
  const keys = { FIRMAMENT_ENGINE_PUBLIC_KEY: value.FIRMAMENT_ENGINE_PUBLIC_KEY, FIRMAMENT_PLATFORM_PUBLIC_KEY: value.FIRMAMENT_PLATFORM_PUBLIC_KEY, FIRMAMENT_ACTOR_PRIVATE_KEY: value.FIRMAMENT_ACTOR_PRIVATE_KEY };
  const faults: string[] = [];
  for (const [name, jwk] of Object.entries(keys)) {
    if (!jwk) continue;
    await importJWK(jwk, 'EdDSA').catch(() => faults.push(`${name} is not a usable Ed25519 key`));
  }
  if (keys.FIRMAMENT_ACTOR_PRIVATE_KEY && typeof keys.FIRMAMENT_ACTOR_PRIVATE_KEY.d !== 'string') faults.push('FIRMAMENT_ACTOR_PRIVATE_KEY must be the private key');
  return faults;
}

function given<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : { [key]: value } as Record<K, V>;
}
