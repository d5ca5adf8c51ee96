import { minorOf, typedAmount } from '../../../lib/amounts';
import type { BillingWordsFragment, ChangeBillingSettingsInput } from '../../../gql/staff/graphql';

/** The settings as somebody types them. */
export interface BillingDraft { sellerName: string; sellerAddress: string; sellerTaxNumber: string; paymentWords: string; termsDays: string; invoiceSeries: string; creditSeries: string; waitsForLedger: boolean; batchCap: string; dunningDays: string }
/** What is wrong with one of them before anybody is asked. */
export interface DraftFault { readonly field: keyof BillingDraft; readonly words: string }

/** What stands, as it would be typed. */
export function draftOf(settings: BillingWordsFragment): BillingDraft {
  const { sellerName, sellerAddress, sellerTaxNumber, paymentWords, termsDays, invoiceSeries, creditSeries, waitsForLedger, batchCap, dunningDays } = settings;
  return { sellerName, sellerAddress: sellerAddress ?? '', sellerTaxNumber: sellerTaxNumber ?? '', paymentWords: paymentWords ?? '', termsDays: String(termsDays), invoiceSeries, creditSeries, waitsForLedger, batchCap: typedAmount(batchCap.minor, batchCap.currency), dunningDays: dunningDays.join(', ') };
}

/** The days of a schedule as somebody types them; null for what is none. */
function daysOf(typed: string): number[] | null {
  const words = typed.split(/[\s,;]+/).filter(Boolean);
  const days = words.map(Number);
  return days.length <= 6 && days.every((day, at) => Number.isInteger(day) && day >= 1 && day <= 180 && day > (days[at - 1] ?? 0)) ? days : null;
}

/** What changed, as the graph takes it; or the first thing that it could not take. An emptied line is taken away. */
export function changeOf(draft: BillingDraft, settings: BillingWordsFragment): ChangeBillingSettingsInput | DraftFault {
  if (!/^\d{1,3}$/.test(draft.termsDays.trim())) return { field: 'termsDays', words: 'Give the days as a whole number, such as 30.' };
  const batchCapMinor = minorOf(draft.batchCap, settings.batchCap.currency);
  if (batchCapMinor === null) return { field: 'batchCap', words: `«${draft.batchCap}» is no amount in ${settings.batchCap.currency}.` };
  const dunningDays = daysOf(draft.dunningDays);
  if (dunningDays === null) return { field: 'dunningDays', words: 'Give up to six whole days, each later than the one before, such as 3, 10, 24. Leave it empty to remind nobody.' };
  return {
    sellerName: draft.sellerName.trim(), sellerAddress: draft.sellerAddress.trim(), sellerTaxNumber: draft.sellerTaxNumber.trim(), paymentWords: draft.paymentWords.trim(), termsDays: Number(draft.termsDays.trim()),
    invoiceSeries: draft.invoiceSeries.trim(), creditSeries: draft.creditSeries.trim(), waitsForLedger: draft.waitsForLedger, batchCapMinor, dunningDays, ifVersion: settings.version,
  };
}

/** Tells a fault from a change. */
export const isFault = (one: ChangeBillingSettingsInput | DraftFault): one is DraftFault => 'field' in one;
