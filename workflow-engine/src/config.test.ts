import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { readConfig } from './config.js';

const good = {
  WORKFLOW_DATABASE_URL: 'postgres://a', WORKFLOW_CONSUMER_DATABASE_URL: 'postgres://b', WORKFLOW_SWEEPER_DATABASE_URL: 'postgres://c', NATS_URL: 'nats://n', REDIS_URL: 'redis://r',
  FIRMAMENT_PUBLIC_URL: 'http://127.0.0.1:4000', FIRMAMENT_ENGINE_PRIVATE_KEY: JSON.stringify(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })),
};

describe('the configuration', () => {
  it('has sensible times when nobody sets them', () => {
    expect(readConfig(good)).toMatchObject({ FIRMAMENT_SWEEP_MS: 5_000, FIRMAMENT_LEASE_SECONDS: 60, FIRMAMENT_RETRY_BASE_MS: 1_000, PORT: 0 });
  });

  it('lists every fault at once and shows no key', () => {
    expect(() => readConfig({ ...good, REDIS_URL: undefined, PORT: '99999', FIRMAMENT_ENGINE_PRIVATE_KEY: '{"secret":1}' })).toThrow(/REDIS_URL[\s\S]*FIRMAMENT_ENGINE_PRIVATE_KEY is not a private Ed25519 key[\s\S]*PORT/);
    expect(() => readConfig({ ...good, FIRMAMENT_ENGINE_PRIVATE_KEY: '{"secret":1}' })).not.toThrow(/secret/);
  });

  it('refuses the crash points of fault tests in production', () => {
    expect(() => readConfig({ ...good, NODE_ENV: 'production', FIRMAMENT_CRASH_AT: 'called' })).toThrow(/fault tests only/);
  });

  it('refuses hasty retries in production, and takes slower ones', () => {
    expect(() => readConfig({ ...good, NODE_ENV: 'production', FIRMAMENT_RETRY_BASE_MS: '999' })).toThrow(/RETRY_BASE_MS below 1000 is for fault tests only/);
    expect(readConfig({ ...good, NODE_ENV: 'production', FIRMAMENT_RETRY_BASE_MS: '2000' }).FIRMAMENT_RETRY_BASE_MS).toBe(2_000);
    expect(readConfig({ ...good, FIRMAMENT_RETRY_BASE_MS: '100' }).FIRMAMENT_RETRY_BASE_MS).toBe(100);
  });
});
