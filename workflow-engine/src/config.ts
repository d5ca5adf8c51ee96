import { z } from 'zod';

const jwk = z.string().transform((text, context) => {
  try {
    return z.looseObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), d: z.string() }).parse(JSON.parse(text));
  } catch {
    context.addIssue({ code: 'custom', message: 'is not a private Ed25519 key in JWK form' });
    return z.NEVER;
  }
});
const url = z.string().min(1, 'is missing');

const shape = z.object({
  WORKFLOW_DATABASE_URL: url, WORKFLOW_CONSUMER_DATABASE_URL: url, WORKFLOW_SWEEPER_DATABASE_URL: url,
  NATS_URL: url, REDIS_URL: url, FIRMAMENT_PUBLIC_URL: url,
  FIRMAMENT_ENGINE_PRIVATE_KEY: jwk,
  PORT: z.coerce.number().int().min(0).max(65_535).default(0), LOG_LEVEL: z.string().default('info'),
  FIRMAMENT_SWEEP_MS: z.coerce.number().int().min(50).default(5_000),
  FIRMAMENT_LEASE_SECONDS: z.coerce.number().min(1).default(60),
  FIRMAMENT_CALL_TIMEOUT_MS: z.coerce.number().int().min(100).default(25_000),
  FIRMAMENT_ENGINE_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(8),
  /** The first window of a step's retry. Shorter than the policy's second only for fault tests: it would hammer whoever is down. */
  FIRMAMENT_RETRY_BASE_MS: z.coerce.number().int().min(10).default(1_000),
  /** Only for fault tests: where this process kills itself, `point` or `point:step`. */
  FIRMAMENT_CRASH_AT: z.string().optional(),
});

/** What the engine needs to know of its surroundings. */
export type EngineConfig = z.infer<typeof shape>;

/** Reads the environment once. Throws one error that lists every fault. */
export function readConfig(env: Record<string, string | undefined>): EngineConfig {
  const result = shape.safeParse(env);
  if (!result.success) throw new Error(`The engine cannot start:\n${result.error.issues.map((issue) => `  - ${issue.path.join('.')} ${issue.message}`).join('\n')}`);
  const testing = env['NODE_ENV'] === 'production' ? onlyForTests(result.data) : [];
  if (testing.length > 0) throw new Error(`The engine cannot start:\n${testing.map((name) => `  - ${name} is for fault tests only`).join('\n')}`);
  return result.data;
}

/** The settings that no house in earnest may have. */
const onlyForTests = (config: EngineConfig): string[] =>
  [...(config.FIRMAMENT_CRASH_AT ? ['FIRMAMENT_CRASH_AT'] : []), ...(config.FIRMAMENT_RETRY_BASE_MS < 1_000 ? ['FIRMAMENT_RETRY_BASE_MS below 1000'] : [])];
