import type { InvoiceLineageKind } from '../../../gql/staff/graphql';
import { dayWords, plainDate } from '../../../lib/format';

const kinds: Record<InvoiceLineageKind, string> = { PLAN_ITEM: 'Plan', AGREEMENT: 'Agreement', MILESTONE: 'Milestone', TIME: 'Time', COST: 'Cost', BILL: 'Bill' };

/** What a line leads back to: «Milestone Concept design, Thu 19 Nov». */
export function sourceWords({ kind, title, on }: { kind: InvoiceLineageKind; title?: string | null; on?: string | null }): string {
  return [[kinds[kind], title].filter(Boolean).join(' '), on && dayWords(plainDate(on), 'UTC')].filter(Boolean).join(', ');
}
