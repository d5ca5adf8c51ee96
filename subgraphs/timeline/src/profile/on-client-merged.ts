import { idToUuid, isId, type Envelope } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { ClientProfile } from './profile.entity.js';
import { profileOf } from './feed-profile.js';

/** The survivor inherits the words of the merged records; their own profiles say where they went. Rows with a client column follow by the kit. */
export async function mergeProfiles(event: Envelope, ctx: Ctx): Promise<void> {
  const { survivorId, mergedIds } = event.data;
  if (!isId('cli', survivorId) || !Array.isArray(mergedIds)) return;
  const survivor = await profileOf(survivorId, event, ctx);
  const merged = await ctx.em.find(ClientProfile, { id: { $in: mergedIds.filter((id): id is string => isId('cli', id)) } });
  for (const profile of merged) {
    survivor.hear(profile);
    profile.status = 'MERGED';
    profile.mergedInto = survivorId;
    profile.version += 1;
  }
}

/** A person is forgotten: payloads, their salts and every kept name go; the chain of digests stays whole. */
export async function forgetClient(event: Envelope, ctx: Ctx): Promise<void> {
  const clientId = event.data['clientId'];
  if (!isId('cli', clientId)) return;
  const client = [idToUuid(clientId)];
  await ctx.sql(
    `update timeline.payloads p set data = '{}'::jsonb, actor_name = null, salt = '\\x', erased_at = clock_timestamp()
       from timeline.entries e join timeline.stories s on s.tenant_id = e.tenant_id and s.id = e.story_id
      where e.tenant_id = p.tenant_id and e.id = p.id and s.client_id = $1`, client,
  );
  await ctx.sql('update timeline.stories set cause_name = null, their_word_name = null, our_word_name = null, version = version + 1 where client_id = $1', client);
  await ctx.sql('update timeline.profiles set their_word_name = null, our_word_name = null, version = version + 1 where id = $1', client);
}
