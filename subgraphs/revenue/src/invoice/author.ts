import type { Ctx } from '@firmament/kit';

/** The person behind an act; a workflow acts for the one who owns it. Null for the house itself. */
export const personOf = (ctx: Ctx): string | null => ctx.actor.onBehalfOf ?? (ctx.actor.kind === 'staff' ? ctx.actor.id : null);
