import { domainOf, idToUuid, isId, type Envelope } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { LockMode } from '@mikro-orm/core';
import type { Story } from '../story/story.entity.js';
import { ClientProfile } from './profile.entity.js';
import { appointmentAfter, lagSeconds, workAfter } from './profile.rules.js';

const uuidOr = (prefix: string, value: unknown): string | null => (isId(prefix, value) ? idToUuid(value) : null);

/** Opens the profile if this is the first word of the client, and locks it until the commit. */
export async function profileOf(clientId: string, event: Envelope, ctx: Ctx): Promise<ClientProfile> {
  await ctx.sql(
    `insert into timeline.profiles (tenant_id, id, last_fact_at, seen_at) values ($1, $2, $3::timestamptz, clock_timestamp()) on conflict (tenant_id, id) do nothing`,
    [idToUuid(event.tenantid), idToUuid(clientId), event.time],
  );
  return ctx.em.findOneOrFail(ClientProfile, { id: clientId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

/** An appointment that lies ahead is kept with its client; one that is over or called off is dropped. */
async function followAppointment(event: Envelope, ctx: Ctx): Promise<void> {
  const after = appointmentAfter(event.type);
  const appointment = uuidOr('apt', event.data['appointmentId']);
  if (after === null || appointment === null) return;
  if (after === 'GONE') {
    await ctx.sql('delete from timeline.appointments_ahead where id = $1', [appointment]);
    return;
  }
  await ctx.sql(
    `insert into timeline.appointments_ahead as a (tenant_id, id, client_id, starts_at) values ($1, $2, $3, $4::timestamptz)
     on conflict (tenant_id, id) do update set starts_at = excluded.starts_at, client_id = coalesce(excluded.client_id, a.client_id)`,
    [idToUuid(event.tenantid), appointment, uuidOr('cli', event.data['clientId'] ?? event.clientid), event.data['start']],
  );
}

/** Projects and loose tasks are open until they are finished or called off. */
async function followWork(event: Envelope, ctx: Ctx): Promise<void> {
  const after = workAfter(event.type);
  const isTask = event.type.startsWith('projects.task.');
  const id = isTask ? uuidOr('tsk', event.data['taskId']) : uuidOr('prj', event.data['projectId']);
  if (after === null || id === null) return;
  if (after === 'CLOSED') {
    await ctx.sql('delete from timeline.open_work where id = $1', [id]);
    return;
  }
  if (isTask && event.data['projectId'] !== null) return;
  await ctx.sql(
    'insert into timeline.open_work (tenant_id, id, client_id, kind) values ($1, $2, $3, $4) on conflict (tenant_id, id) do nothing',
    [idToUuid(event.tenantid), id, uuidOr('cli', event.data['clientId'] ?? event.clientid), isTask ? 'TASK' : 'PROJECT'],
  );
}

/** Status and owner come from the golden record's own facts. */
function followRecord(event: Envelope, profile: ClientProfile): void {
  if (event.type === 'crm.client.created') {
    profile.status = String(event.data['status']);
    profile.ownerUserId = isId('usr', event.data['ownerUserId']) ? event.data['ownerUserId'] : null;
  }
  if (event.type === 'crm.client.status_changed') profile.status = String(event.data['to']);
  if (event.type !== 'crm.client.updated' || !Array.isArray(event.data['changes'])) return;
  for (const change of event.data['changes'] as { field?: unknown; after?: unknown }[]) {
    if (change.field === 'ownerUserId') profile.ownerUserId = isId('usr', change.after) ? change.after : null;
  }
}

/** Takes one fact into the profile of the client whose story it belongs to. */
export async function feedProfile(event: Envelope, story: Story, ctx: Ctx): Promise<void> {
  await followAppointment(event, ctx);
  await followWork(event, ctx);
  if (story.clientId === null) return;
  const profile = await profileOf(story.clientId, event, ctx);
  profile.see(new Date(event.time), ctx.now);
  profile.hear(story);
  followRecord(event, profile);
}

/** Notes how far the log has heard from the event's domain. A seeded story lies in the past on purpose and is no lag. */
export async function markSource(event: Envelope, ctx: Ctx): Promise<void> {
  const lag = event.seedtime === undefined ? lagSeconds(Date.parse(event.time), ctx.now.getTime()) : 0;
  await ctx.sql(
    `insert into timeline.watermarks as w (tenant_id, source, last_fact_at, seen_at, lag_seconds) values ($1, $2, $3::timestamptz, clock_timestamp(), $4)
     on conflict (tenant_id, source) do update set last_fact_at = greatest(w.last_fact_at, excluded.last_fact_at), seen_at = excluded.seen_at, lag_seconds = excluded.lag_seconds`,
    [idToUuid(event.tenantid), domainOf(event), event.time, lag],
  );
}
