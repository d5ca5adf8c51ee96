import type { Failure } from '../../lib/failures';
import type { PageAnswer } from '../../lib/use-page';

/**
 * Whether an empty field of the client is empty because its domain does not answer. A domain that is down may name the
 * client alone, or nothing: then every such failure counts, for an appointment that is there must never read as none.
 */
export function isSilent<Data>(page: Pick<PageAnswer<Data>, 'failed' | 'failure'>, field: string): Failure | null {
  const exact = page.failed('portalHome', 'client', field);
  if (exact) return exact;
  const { failure } = page;
  const place = failure?.path.filter((step) => typeof step === 'string') ?? [];
  return failure && place.length < 3 && ['portalHome', 'client'].slice(0, place.length).every((step, i) => place[i] === step) ? failure : null;
}
