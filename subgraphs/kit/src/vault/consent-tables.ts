const schemaName = /^[a-z][a-z_]*$/;

/** What somebody was asked for at a provider's own page, until they are back; closed to clients and visitors like connections are. */
const consents = (schema: string): string[] => [
  `create table ${schema}.consents (
  tenant_id uuid not null, id uuid not null, provider text not null check (provider ~ '^[A-Z][A-Z_]{1,39}$'), label text not null check (char_length(label) between 1 and 200), state_hash bytea not null, asked_by text not null, session text,
  stage text not null check (stage in ('ASKED', 'ANSWERED', 'DONE', 'FAILED')), problem text check (char_length(problem) <= 500), connection_id uuid, kept bytea check (octet_length(kept) <= 65536), asked_at timestamptz not null, expires_at timestamptz not null,
  primary key (tenant_id, id), constraint consent_state_once unique (tenant_id, state_hash))`,
  `select sec.protect('${schema}.consents')`,
  `create policy for_the_firm_alone on ${schema}.consents as restrictive for all to public using ((select sec.sees_all_clients())) with check ((select sec.sees_all_clients()))`,
  `grant select, insert, update, delete on ${schema}.consents to ${schema}_rw, ${schema}_consumer`,
];

/** Which connection or consent is to be looked at, and when: thin, because the sweeper scans it across firms. */
const due = (schema: string): string[] => [
  `create table ${schema}.connection_due (tenant_id uuid not null, kind text not null check (kind in ('CHECK', 'EXCHANGE')), id uuid not null, due_at timestamptz not null, primary key (tenant_id, kind, id))`,
  `alter table ${schema}.connection_due enable row level security`,
  `alter table ${schema}.connection_due force row level security`,
  `create policy scanner on ${schema}.connection_due as permissive for all to ${schema}_sweeper using (true) with check (true)`,
  `create policy writer on ${schema}.connection_due as permissive for all to ${schema}_rw, ${schema}_consumer using (tenant_id = (select sec.tenant_id())) with check (tenant_id = (select sec.tenant_id()))`,
  `create index connection_due_at on ${schema}.connection_due (due_at)`,
  `grant select, insert, update, delete on ${schema}.connection_due to ${schema}_rw, ${schema}_consumer`,
  `grant select on ${schema}.connection_due to ${schema}_sweeper`,
];

/** The statements that let people of a domain's firms connect providers: consents that are being asked for, and checks that come due. They build on {@link connectionTables}. */
export function consentTables(schema: string): string[] {
  if (!schemaName.test(schema)) throw new Error(`«${schema}» is not a schema name`);
  return [`alter table ${schema}.connections add column checking_since timestamptz`, ...consents(schema), ...due(schema)];
}

/** The statements that take them away again. */
export const dropConsentTables = (schema: string): string[] => [`drop table ${schema}.connection_due`, `drop table ${schema}.consents`, `alter table ${schema}.connections drop column checking_since`];
