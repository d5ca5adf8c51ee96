import { createHash } from 'node:crypto';
import type { DocumentStore, UploadAddress } from '../src/storage/document-store.js';

/** A file store in memory; it can be told to be down. */
export class MemoryStore implements DocumentStore {
  readonly objects = new Map<string, Uint8Array>();
  down = false;

  async put(key: string, bytes: Uint8Array): Promise<void> {
    if (this.down) throw new Error('the store is down');
    this.objects.set(key, bytes);
  }
  async uploadUrl(key: string, file: { readonly type: string; readonly size: number }): Promise<UploadAddress> {
    if (this.down) throw new Error('the store is down');
    return { url: `memory:${key}`, headers: { 'content-type': file.type, 'if-none-match': '*' }, expiresAt: new Date('2026-11-19T12:00:00Z') };
  }
  /** What a browser does with such an address. */
  send(url: string, bytes: Uint8Array): void { this.objects.set(url.replace('memory:', ''), bytes); }
  async read(key: string, most: number): Promise<Uint8Array | null> {
    if (this.down) throw new Error('the store is down');
    const found = this.objects.get(key);
    return found && found.length <= most ? found : null;
  }
  async remove(key: string): Promise<void> { this.objects.delete(key); }
  async downloadUrl(key: string, name: string): Promise<{ url: string; expiresAt: Date }> { return { url: `memory:${key}#${name}`, expiresAt: new Date('2026-11-19T12:00:00Z') }; }
  /** What lies under these keys, by the hash of the bytes. */
  hashes(): string[] { return [...this.objects.values()].map((bytes) => createHash('sha256').update(bytes).digest('hex')); }
}
