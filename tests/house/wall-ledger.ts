import { crossTenantKitTables } from '@firmament/kit';
import type { Ledger } from './catalogue-checker.js';

/** The exceptions that are written down in wall-ledger.json. */
export type WallLedger = Ledger;

/** The written exceptions, and those that the kit brings into every domain. */
export function catalogueLedger(written: WallLedger, schemas: readonly string[]): Ledger {
  const kit = (pick: (table: string) => boolean) => Object.fromEntries(schemas.flatMap((schema) => Object.entries(crossTenantKitTables).filter(([table]) => pick(table)).map(([table, why]) => [`${schema}.${table}`, why])));
  const archives = Object.fromEntries(schemas.map((schema) => [`${schema}.ensure_archive_partition(date)`, 'makes the next month of the log; takes a date and nothing else']));
  const published = (table: string): Record<string, string> => Object.fromEntries(schemas.map((schema) => [`${schema}.${table}.client_id`, 'a published fact, read by the relay alone']));
  return {
    scanned: { ...kit((table) => table !== 'quarantine'), ...written.scanned }, outside: { ...kit((table) => table === 'quarantine'), ...written.outside },
    clientColumns: { ...published('outbox'), ...published('outbox_archive'), ...published('outbox_archive_2026_11'), ...written.clientColumns }, definers: { ...archives, ...written.definers },
  };
}
