import { scannerOnly } from './kit-tables.js';

/**
 * The statements that let a domain forget what it has long applied: for each firm the day of the next look, without any payload, and
 * the right to delete arrivals. Firms that are known already are entered at once.
 */
export function inboxPurge(schema: string): string[] {
  return [
    `create table ${schema}.inbox_purge (
  tenant_id uuid not null, consumer text not null, due_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, consumer))`,
    `create index inbox_purge_at on ${schema}.inbox_purge (consumer, due_at)`,
    // The owner, too, is held by the wall of the firm; it steps aside for this one statement of its own migration.
    `alter table ${schema}.inbox_head no force row level security`,
    `insert into ${schema}.inbox_purge (tenant_id, consumer) select distinct tenant_id, consumer from ${schema}.inbox_head`,
    `alter table ${schema}.inbox_head force row level security`,
    ...scannerOnly(schema, 'inbox_purge', `${schema}_consumer`),
    `grant select, insert, update on ${schema}.inbox_purge to ${schema}_consumer`,
    `grant delete on ${schema}.inbox to ${schema}_consumer`,
  ];
}

/** The statements that take it back. */
export function dropInboxPurge(schema: string): string[] {
  return [`revoke delete on ${schema}.inbox from ${schema}_consumer`, `drop table ${schema}.inbox_purge`];
}
