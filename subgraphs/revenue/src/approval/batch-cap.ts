import type { Ctx } from '@firmament/kit';
import { BatchTooLarge } from '../errors.js';
import { settingsOf } from '../settings/settings-of.js';

/** Refuses more than may be approved in one go; what a vendor gives back counts like what they ask for. An amount in another currency cannot be held against the cap. */
export async function demandWithinCap(ctx: Ctx, noun: 'invoices' | 'bills', papers: readonly { readonly currency: string | null; readonly totalMinor: bigint | null }[]): Promise<void> {
  const { batchCapMinor, currency } = await settingsOf(ctx);
  if (papers.some((one) => one.currency !== currency)) throw new BatchTooLarge(`Several ${noun} are approved in one go in ${currency} alone. Approve the others one by one.`);
  const sum = papers.map((one) => BigInt(one.totalMinor ?? 0n)).reduce((total, one) => total + (one < 0n ? -one : one), 0n);
  if (sum > BigInt(batchCapMinor)) throw new BatchTooLarge(`Together these ${noun} are more than may be approved in one go. Approve fewer, or one by one.`);
}
