import { useMutation } from '@apollo/client/react';
import { IconPencil } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { DraftUnbilledWorkDocument } from '../../../gql/staff/graphql';
import { useOneKey } from '../../../lib/one-key';
import { Act } from '../../../ui/Act';
import { useAct } from '../../../ui/use-act';

interface DraftUnbilledProps {
  row: { client?: { id: string; displayName?: string | null } | null; count: number; unpriced: number; total: { currency: string } };
  /** These things alone; all that has an amount when left out. */
  itemIds?: string[];
  small?: boolean;
}

/** Drafts one invoice of what waits for a client, and opens it. Nothing leaves the firm by it. */
export function DraftUnbilled({ row, itemIds, small }: DraftUnbilledProps) {
  const [draft] = useMutation(DraftUnbilledWorkDocument, { errorPolicy: 'all' });
  const once = useOneKey();
  const { busy, act } = useAct(() => undefined);
  const navigate = useNavigate();
  const clientId = row.client?.id;
  if (!clientId || row.unpriced >= row.count) return small ? <span className="fm-quiet">No amount</span> : null;
  const run = async () => {
    let made: string | null = null;
    const input = { clientId, currency: row.total.currency, itemIds: itemIds ?? null };
    const work = draft({ variables: { input }, context: once(input) }).then((answer) => { made = answer.data?.draftUnbilledWork.id ?? null; return answer; });
    if (await act(work, { done: 'Drafted', why: 'Look it over; the client does not see it yet.', refused: 'Nothing was drafted' }) && made) await navigate({ to: '/money/invoices/$invoiceId', params: { invoiceId: made } });
  };
  return <Act small={small} look={small ? 'plain' : 'primary'} icon={IconPencil} busy={busy} disabled={itemIds?.length === 0} label={`Draft an invoice for ${row.client?.displayName ?? 'this client'}, ${row.total.currency}`} onClick={() => void run()}>{small ? 'Draft' : 'Draft an invoice'}</Act>;
}
