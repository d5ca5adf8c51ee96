import { findContract, versionOf, type Envelope } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { actingKind } from './actor.rules.js';
import { feedProfile, markSource } from '../profile/feed-profile.js';
import { forgetClient, mergeProfiles } from '../profile/on-client-merged.js';
import { tellFact } from '../sentence/sentence.rules.js';
import { followRun, placeFact } from '../story/place-fact.js';
import { isRecorded, writeEntry } from './write-entry.js';

/** Who the fact says acted: the envelope's name, or the person whom the payload names. */
function nameOf(event: Envelope): string | null {
  const fact = { type: event.type, summary: findContract(event.type, versionOf(event))?.summary ?? '', subject: event.subject, time: event.time, data: event.data };
  return event.actorname ?? tellFact(fact).teller;
}

/** Records any fact of the house exactly once: one chained entry, folded into its story, its run and its client's profile. */
export async function recordFact(event: Envelope, ctx: Ctx): Promise<void> {
  if (await isRecorded(event, ctx)) return;
  const story = await placeFact(event, ctx);
  await writeEntry(event, story.id, ctx);
  story.take({ type: event.type, actorKind: actingKind(event.type, event.actorkind, event.data['by']), actorName: nameOf(event), at: new Date(event.time) });
  await followRun(event, story, ctx);
  await feedProfile(event, story, ctx);
  await markSource(event, ctx);
  await ctx.em.flush();
  if (event.type === 'crm.client.merged') await mergeProfiles(event, ctx);
  if (event.type === 'crm.client.erased') await forgetClient(event, ctx);
}
