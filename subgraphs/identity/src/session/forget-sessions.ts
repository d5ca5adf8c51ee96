import { idToUuid, uuidToId } from '@firmament/events';
import { sweep, type Ctx } from '@firmament/kit';
import { leaveLookup } from '../account/lookup.js';

/** Takes one session away with all that leads to it. That it was, and why it ended, stays in the firm's log. */
async function forget(ctx: Ctx, sessionId: string): Promise<void> {
  await leaveLookup(ctx, 'session', sessionId);
  await ctx.sql('delete from identity.sessions where id = $1 and expires_at <= $2', [idToUuid(sessionId), ctx.now]);
  await ctx.sql('delete from identity.session_due where id = $1 and due_at <= $2', [idToUuid(sessionId), ctx.now]);
}

/** Sessions that can never be used again are deleted: a device and a fingerprint of an address are nobody's business any longer. */
export const forgetSessions = sweep({
  name: 'forget-sessions',
  everyMs: 600_000,
  run: async (ctx) => {
    const due = await ctx.scan<{ tenant_id: string; id: string }>('select tenant_id, id from identity.session_due where due_at <= $1 order by due_at limit 500', [ctx.now]);
    for (const row of due) {
      // One session that cannot be forgotten must not keep the others.
      await ctx.inTenant(uuidToId('firm', row.tenant_id), (inside) => forget(inside, uuidToId('ses', row.id))).catch((error: unknown) => ctx.log.error({ err: error, sessionId: row.id }, 'an ended session could not be forgotten'));
    }
  },
});
