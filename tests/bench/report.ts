import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Spread } from './ratios.js';

const FILE = fileURLToPath(new URL('results.json', import.meta.url));

/** Under what circumstances figures were taken; without them they say little. */
export interface Circumstances { readonly node: string; readonly cores: number; readonly loadBefore: number; readonly loadAfter: number }

export function circumstancesFrom(loadBefore: number): Circumstances {
  return { node: process.version, cores: availableParallelism(), loadBefore, loadAfter: load() };
}

/** Processes that wanted a core during the last minute. */
export function load(): number {
  return rounded(loadavg()[0] ?? 0);
}

/** Puts the figures of one part beside those of the others: a part that was not run keeps what it had. */
export function keep(part: string, figures: object): void {
  const known = read();
  writeFileSync(FILE, `${JSON.stringify({ ...known, [part]: figures }, (_key, value: unknown) => (typeof value === 'number' ? rounded(value) : value), 2)}\n`);
}

function read(): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** Columns as wide as what stands in them; the first to the left, figures to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ');
  return [line(head), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line)].map((text) => `  ${text}`).join('\n');
}

export const spreadWords = ({ min, median, max }: Spread): string => `${fixed(median)} (${fixed(min)}–${fixed(max)})`;
export const fixed = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toFixed(2));
const rounded = (value: number): number => Number(value.toPrecision(4));
