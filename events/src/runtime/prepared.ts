import { createHash } from 'node:crypto';
import type pg from 'pg';

/** Connection options for prepared statements: one that was planned while its table was empty must not read the whole of it later. Every one of them has an index. */
export const byIndexOnly = '-c enable_seqscan=off';

const names = new Map<string, string>();

/**
 * A statement under a name of its own, so that the database plans it once for a connection and not each time: under row security planning costs more than
 * doing. Only for texts that are written down in the code; a text that is put together at run time would stay in the database's memory for ever.
 */
export function prepared(text: string, values: unknown[]): pg.QueryConfig {
  if (values.length === 0) return { text };
  const name = names.get(text) ?? createHash('sha256').update(text).digest('base64url').slice(0, 22);
  names.set(text, name);
  return { name, text, values };
}
