import { createHash } from 'node:crypto';
import type { DocumentStore } from '../src/storage/document-store.js';

/** A file store in memory; it can be told to be down. */
export class MemoryStore implements DocumentStore {
  readonly objects = new Map<string, Uint8Array>();
  down = false;

  async put(key: string, bytes: Uint8Array): Promise<void> {
    if (this.down) throw new Error('the store is down');
    this.objects.set(key, bytes);
  }
  async downloadUrl(key: string, name: string): Promise<{ url: string; expiresAt: Date }> { return { url: `memory:${key}#${name}`, expiresAt: new Date('2026-11-19T12:00:00Z') }; }
  /** What lies under these keys, by the hash of the bytes. */
  hashes(): string[] { return [...this.objects.values()].map((bytes) => createHash('sha256').update(bytes).digest('hex')); }
}
