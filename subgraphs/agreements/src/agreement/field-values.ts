import { Money, type Ctx } from '@firmament/kit';
import type { FieldValues } from '../body/body.rules.js';
import { dayOf, lastDayOf } from '../day.rules.js';
import { partyId } from '../party/on-names.js';
import { FirmName, Party } from '../party/party.entity.js';
import type { Quote } from '../proposal/offer.types.js';
import type { Proposal } from '../proposal/proposal.entity.js';
import type { MergeValueInput } from './agreement.inputs.js';
import { amountInWords, dayInWords } from './words.rules.js';

/** From what the fields of a text are filled. */
export interface FieldSources { readonly proposal: Proposal; readonly quote: Quote; readonly effectiveOn: string | null; readonly termMonths: number | null; readonly values: readonly MergeValueInput[] }

/** What the house itself knows; whoever asks may add to it or say it otherwise. Nothing is made up. */
export async function fieldValues(ctx: Ctx, sources: FieldSources): Promise<FieldValues> {
  const { proposal, quote, effectiveOn, termMonths } = sources;
  const party = await ctx.em.findOne(Party, { id: partyId(proposal.clientId) });
  const firm = await ctx.em.findOne(FirmName, { id: proposal.tenantId });
  const amount = (minor: bigint): string => amountInWords(Money.of(minor, proposal.currency).decimal, proposal.currency);
  return {
    'client.displayName': party?.displayName ?? '', 'contact.name': party?.contactName ?? '', 'firm.name': firm?.name ?? '', 'proposal.title': proposal.title, 'agreement.title': proposal.title,
    'proposal.total': amount(quote.totalMinor), 'proposal.fixedTotal': amount(quote.fixedMinor), today: dayInWords(dayOf(ctx.now)),
    'agreement.effectiveOn': effectiveOn === null ? '' : dayInWords(effectiveOn), 'agreement.endsOn': effectiveOn === null || termMonths === null ? '' : dayInWords(lastDayOf(effectiveOn, termMonths)),
    ...Object.fromEntries(sources.values.map(({ name, value }) => [name, value.trim()])),
  };
}
