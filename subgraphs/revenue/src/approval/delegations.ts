import type { Ctx } from '@firmament/kit';
import { dayIn } from '../invoice/terms.rules.js';
import { readSettings, settingsOf } from '../settings/settings-of.js';
import { ApprovalDelegation } from './delegation.entity.js';

const onDay = (day: string) => ({ fromOn: { $lte: day }, untilOn: { $gte: day } });

/** Whose approvals a person decides today besides their own, for a decision. */
export async function delegatorsOf(ctx: Ctx, userId: string): Promise<string[]> {
  const day = dayIn((await settingsOf(ctx)).timeZone, ctx.now);
  return (await ctx.em.find(ApprovalDelegation, { toUserId: userId, ...onDay(day) })).map((one) => one.fromUserId);
}

/** The same, for an answer. */
export async function readDelegatorsOf(ctx: Ctx, userId: string): Promise<string[]> {
  const day = dayIn((await readSettings(ctx)).timeZone, ctx.now);
  return (await ctx.read.rows(ApprovalDelegation, { toUserId: userId, ...onDay(day) })).map((one) => one.fromUserId);
}

/** Who decides in a person's place today. */
export async function deputiesOf(ctx: Ctx, userId: string): Promise<string[]> {
  const day = dayIn((await settingsOf(ctx)).timeZone, ctx.now);
  return (await ctx.em.find(ApprovalDelegation, { fromUserId: userId, ...onDay(day) })).map((one) => one.toUserId);
}
