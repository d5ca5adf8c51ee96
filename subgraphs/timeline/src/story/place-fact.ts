import { idToUuid, uuidToId, type Envelope } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { LockMode } from '@mikro-orm/core';
import { StoryRun } from './run.entity.js';
import { runStateOf } from './story.rules.js';
import { Story } from './story.entity.js';

/** The client a fact belongs to today: the survivor when its client was merged away since. */
async function clientOf(event: Envelope, ctx: Ctx): Promise<string | null> {
  if (event.clientid === undefined) return null;
  const rows = await ctx.sql('select merged_into from timeline.client_ref where client_id = $1 and merged_into is not null', [idToUuid(event.clientid)]);
  const survivor = rows[0]?.['merged_into'];
  return typeof survivor === 'string' ? uuidToId('cli', survivor) : event.clientid;
}

async function openStory(event: Envelope, id: string, clientId: string | null, ctx: Ctx): Promise<Story> {
  await ctx.sql(
    `insert into timeline.stories (tenant_id, id, correlation_id, client_id, started_at, last_at)
     values ($1, $2, $3, $4, $5::timestamptz, $5::timestamptz) on conflict (tenant_id, id) do nothing`,
    [idToUuid(event.tenantid), idToUuid(id), event.correlationid, clientId === null ? null : idToUuid(clientId), event.time],
  );
  return ctx.em.findOneOrFail(Story, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

/** The story learns whose it is: all that was told before belongs to that client from the start. */
async function adopt(story: Story, clientId: string, ctx: Ctx): Promise<void> {
  story.clientId = clientId;
  await ctx.em.nativeUpdate(StoryRun, { storyId: story.id }, { clientId });
}

/**
 * Finds or opens the story of a fact and locks it until the commit, so that facts of one correlation take turns.
 * A correlation that touches a second client gets a second story for it; facts without a client stay in the first.
 */
export async function placeFact(event: Envelope, ctx: Ctx): Promise<Story> {
  const first = await openStory(event, uuidToId('sty', idToUuid(event.correlationid)), null, ctx);
  const clientId = await clientOf(event, ctx);
  if (clientId === null || first.clientId === clientId) return first;
  if (first.clientId === null) {
    await adopt(first, clientId, ctx);
    return first;
  }
  const other = await ctx.em.findOne(Story, { correlationId: event.correlationid, clientId });
  return other ?? openStory(event, ctx.newId('sty'), clientId, ctx);
}

/** What a run says of itself: why it waits, or what happened and what to do. */
function wordsOf(event: Envelope): string | null {
  const { reason, what, why, toDo } = event.data;
  const words = [reason, what, why, toDo].filter((word) => typeof word === 'string' && word !== '');
  return words.length === 0 ? null : words.join(' ');
}

/** Keeps the run's state, and with it the story's. Other facts pass by. */
export async function followRun(event: Envelope, story: Story, ctx: Ctx): Promise<void> {
  const state = runStateOf(event.type);
  const { runId, workflowName, until } = event.data;
  if (state === null || typeof runId !== 'string') return;
  await ctx.sql(
    `insert into timeline.runs as r (tenant_id, id, story_id, client_id, workflow_name, state, words, until, started_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8::timestamptz, $9::timestamptz)
     on conflict (tenant_id, id) do update set state = excluded.state, words = excluded.words, until = excluded.until`,
    [idToUuid(event.tenantid), idToUuid(runId), idToUuid(story.id), story.clientId === null ? null : idToUuid(story.clientId),
      String(workflowName ?? 'An automation'), state, wordsOf(event), typeof until === 'string' ? until : null, event.time],
  );
  const [worst] = await ctx.sql(
    `select case when bool_or(state = 'STUCK') then 'STUCK' when bool_or(state = 'RUNNING') then 'RUNNING' when bool_or(state = 'WAITING') then 'WAITING' else 'DONE' end as state
       from timeline.runs where story_id = $1`, [idToUuid(story.id)],
  );
  story.state = worst?.['state'] as Story['state'];
}
