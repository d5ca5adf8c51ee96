import pg from 'pg';
import { idToUuid } from '@firmament/events';
import type { Actor } from './actor.js';

/** What row security knows of a transaction, as Postgres settings. */
export type SessionValues = Readonly<Record<'app.tenant_id' | 'app.actor_kind' | 'app.client_id' | 'app.actor_id', string>>;

/** The settings of an actor. A missing tenant stays empty, which every policy treats as an error. */
export function sessionOf(actor: Actor): SessionValues {
  return {
    'app.tenant_id': actor.tenantId ? idToUuid(actor.tenantId) : '',
    'app.actor_kind': actor.kind,
    'app.client_id': actor.kind === 'portal' && actor.clientId ? idToUuid(actor.clientId) : '',
    'app.actor_id': actor.id,
  };
}

/** `select set_config(…)` for all settings, as one statement without parameters. */
export function settingsStatement(values: SessionValues): string {
  return `select ${Object.entries(values).map(([name, value]) => `set_config('${name}', ${pg.escapeLiteral(value)}, true)`).join(', ')}`;
}

/** BEGIN and the context in one message. */
export function beginStatement(values: SessionValues, mode: 'read only' | 'read write'): string {
  return `begin ${mode}; ${settingsStatement(values)}`;
}
