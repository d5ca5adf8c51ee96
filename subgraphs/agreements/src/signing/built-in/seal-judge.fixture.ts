import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Cuts the signature and what it covers out of a PDF and lets openssl judge by a certificate (DER in base64), which shares nothing with the library that made it. */
export function judgeSeal(pdf: Uint8Array, certificate: string): { ok: boolean; words: string; covered: number } {
  const text = Buffer.from(pdf).toString('latin1');
  const [, a, b, c, d] = (/\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/.exec(text) ?? []).map(Number);
  if (a === undefined || b === undefined || c === undefined || d === undefined) throw new Error('the file has no ByteRange');
  const bytes = Buffer.from(pdf);
  const hex = text.slice(b + 1, c - 1).replace(/[^0-9a-fA-F]/g, '');
  const folder = mkdtempSync(join(tmpdir(), 'seal-'));
  try {
    const file = (name: string, content: Buffer | string): string => { const path = join(folder, name); writeFileSync(path, content); return path; };
    const padded = Buffer.from(hex, 'hex');
    // The space for the signature is larger than it; DER says where it ends.
    const size = padded[1] === 0x82 ? padded.readUInt16BE(2) + 4 : padded[1] === 0x81 ? (padded[2] ?? 0) + 3 : (padded[1] ?? 0) + 2;
    const args = ['cms', '-verify', '-binary', '-inform', 'DER', '-in', file('seal.der', padded.subarray(0, size)), '-content', file('covered.bin', Buffer.concat([bytes.subarray(a, a + b), bytes.subarray(c, c + d)])),
      '-CAfile', file('firm.pem', `-----BEGIN CERTIFICATE-----\n${certificate.replaceAll(/(.{64})/g, '$1\n')}\n-----END CERTIFICATE-----\n`), '-purpose', 'any', '-out', '/dev/null'];
    try {
      execFileSync('openssl', args, { stdio: 'pipe' });
      return { ok: true, words: '', covered: b + d };
    } catch (error) { return { ok: false, words: String((error as { stderr?: Buffer }).stderr ?? error), covered: b + d }; }
  } finally { rmSync(folder, { recursive: true, force: true }); }
}
