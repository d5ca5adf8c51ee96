import { useMutation } from '@apollo/client/react';
import { IconPencil } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { BillableDocument, DraftInvoiceDocument, type BillableQuery } from '../../../gql/staff/graphql';
import { refusalWords } from '../../../lib/failures';
import { usePage } from '../../../lib/use-page';
import { useOneKey } from '../../../lib/one-key';
import { Act } from '../../../ui/Act';
import { Field } from '../../../ui/Field';
import { SideDrawer } from '../../../ui/SideDrawer';
import { PanelOut, Refused, Waiting } from '../../../ui/Trouble';
import { ClientPickField, usePickedClient } from '../pickers/ClientPickField';
import { blankLine, lineInput } from './invoice-draft';
import css from './Money.module.css';

interface NewInvoiceProps { open: boolean; clientId: string | undefined; onClose: () => void }

/** The beginning of an invoice: to whom, and its first line. The rest is written on its page. */
export function NewInvoiceDrawer({ open, clientId, onClose }: NewInvoiceProps) {
  if (!open) return null;
  return <SideDrawer open title="New invoice" onClose={onClose}><Beginning clientId={clientId} /></SideDrawer>;
}

function Beginning({ clientId }: { clientId: string | undefined }) {
  const page = usePage(BillableDocument, {});
  if (page.waiting) return <Waiting label="How the firm bills" rows={6} />;
  if (!page.data?.billingSettings) return <PanelOut what="How the firm bills" failure={page.failure} onRetry={page.again} />;
  return <Form data={page.data} clientId={clientId} />;
}

function Form({ data, clientId }: { data: BillableQuery; clientId: string | undefined }) {
  const [typed, setTyped] = useState({ clientId: clientId ?? '', title: '', currency: '' });
  const [line, setLine] = useState(() => blankLine('first'));
  const [refused, setRefused] = useState('');
  const [draft, { loading }] = useMutation(DraftInvoiceDocument, { errorPolicy: 'all' });
  const once = useOneKey();
  const navigate = useNavigate();
  const client = usePickedClient(typed.clientId);
  const currency = (typed.currency || client?.currency || data.billingSettings.currency).toUpperCase();
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!typed.clientId) { setRefused('Choose to whom it is.'); return; }
    const read = lineInput(line, currency);
    if (typeof read === 'string') { setRefused(read); return; }
    const { lineId: _none, ...first } = read;
    const input = { clientId: typed.clientId, title: typed.title.trim() || null, currency, lines: [first] };
    const { data: made, error } = await draft({ variables: { input }, context: once(input) }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    if (!made?.draftInvoice) { setRefused(refusalWords(error)); return; }
    await navigate({ to: '/money/invoices/$invoiceId', params: { invoiceId: made.draftInvoice.id } });
  };
  return (
    <form className={css.form} onSubmit={(event) => void save(event)}>
      <ClientPickField label="Client" none="Choose a client" autoFocus value={typed.clientId} onPick={(id) => { setTyped({ ...typed, clientId: id, currency: '' }); setRefused(''); }} />
      <Field label="What it is for" optional maxLength={200} value={typed.title} onChange={(event) => setTyped({ ...typed, title: event.target.value })} />
      <fieldset className={css.group}>
        <legend className="fm-h2">Its first line</legend>
        <Field label="What it bills" maxLength={200} value={line.title} onChange={(event) => setLine({ ...line, title: event.target.value })} />
        <div className={css.pair}>
          <Field label={`Price, ${currency}`} inputMode="decimal" value={line.price} onChange={(event) => setLine({ ...line, price: event.target.value })} />
          <Field label="Tax, %" inputMode="decimal" value={line.tax} onChange={(event) => setLine({ ...line, tax: event.target.value })} />
        </div>
      </fieldset>
      <Field label="Currency" maxLength={3} help="An invoice keeps its currency." value={typed.currency || currency} onChange={(event) => setTyped({ ...typed, currency: event.target.value.toUpperCase() })} />
      <Refused>{refused}</Refused>
      <div><Act look="primary" icon={IconPencil} type="submit" busy={loading}>Write it</Act></div>
    </form>
  );
}
