import { IconUserCheck } from '@tabler/icons-react';
import { useMutation } from '@apollo/client/react';
import { useBlocker } from '@tanstack/react-router';
import { useState } from 'react';
import { SubmitInvoiceDocument } from '../../../gql/staff/graphql';
import { modKey, useKeys } from '../../../lib/keys';
import { Act } from '../../../ui/Act';
import { Split } from '../../../ui/Rail';
import { Refused } from '../../../ui/Trouble';
import { useAct } from '../../../ui/use-act';
import { useMay } from '../shell/use-may';
import { InvoiceHead } from './InvoiceHead';
import { InvoiceMore } from './InvoiceMore';
import { InvoicePaper } from './InvoicePaper';
import { InvoiceRail } from './InvoiceRail';
import type { InvoicePart } from './InvoicePage';
import { PaperFields } from './PaperFields';
import { useTypedInvoice, type TypedState } from './use-typed-invoice';
import { LineRail, TermsRail } from './WritingRail';
import css from './Money.module.css';

/** An invoice while it is written: typed on the paper itself, with what is not on the paper at its side. */
export function InvoiceWriting({ part, onLeave }: { part: InvoicePart; onLeave: (() => void) | undefined }) {
  const { invoice } = part;
  const state = useTypedInvoice(part);
  const { typed, changed, set, busy } = state;
  const [chosen, setChosen] = useState<string | null>(null);
  const submit = useSubmit(part, state);
  useBlocker({ shouldBlockFn: () => changed && !window.confirm('This invoice has changes that are not saved. Leave it without them?'), enableBeforeUnload: changed });
  const clashed = state.clashes.length > 0;
  const primary = onLeave ? () => void state.save() : submit.ask;
  useKeys({ '$mod+s': (event) => { event.preventDefault(); if (changed && !clashed) void state.save(); }, '$mod+Enter': () => { if (!clashed) primary?.(); } });
  const line = typed.lines.find((one) => one.key === chosen) ?? typed.lines[0];
  return (
    <>
      <InvoiceHead
        part={part} title={invoice.number ?? (typed.title.trim() || 'Invoice')} saved={<span key="saved" role="status">{changed ? 'Not saved yet' : 'Saved'}</span>}
        plain={onLeave ? [<Act key="leave" onClick={onLeave}>Leave it as it is</Act>] : [<Act key="save" busy={busy} disabled={!changed || clashed} hotkey={`${modKey}S`} onClick={() => void state.save()}>Save</Act>]}
        primary={onLeave
          ? <Act look="primary" busy={busy} disabled={!changed || clashed} hotkey={`${modKey}↵`} onClick={() => void state.save()}>Save, and ask again</Act>
          : submit.ask && <Act look="primary" icon={IconUserCheck} busy={submit.busy || busy} disabled={clashed || (invoice.status === 'REJECTED' && !changed)} hotkey={`${modKey}↵`} onClick={submit.ask}>Ask for approval</Act>}
        more={<InvoiceMore part={part} />}
      />
      {clashed && <ClashStrip state={state} />}
      <Split padded railLabel="About this invoice" rail={<>{line && <LineRail currency={invoice.currency} line={line} no={typed.lines.indexOf(line) + 1} onChange={(change) => set({ lines: typed.lines.map((one) => (one.key === line.key ? { ...one, ...change } : one)) })} />}<TermsRail typed={typed} onChange={set} /><InvoiceRail part={part} /></>}>
        <Refused>{state.refused}</Refused>
        <InvoicePaper
          part={part} stale={changed}
          titled={<input className={`${css.field} ${css.titled}`} aria-label="What the invoice is for" maxLength={200} placeholder="What it is for" value={typed.title} onChange={(event) => set({ title: event.target.value })} />}
          noted={<textarea className={css.field} aria-label="A word to the client" rows={2} maxLength={2000} placeholder="A word to the client" value={typed.note} onChange={(event) => set({ note: event.target.value })} />}
        >
          <PaperFields invoice={invoice} lines={typed.lines} stale={changed} chosen={line?.key ?? null} onChoose={setChosen} onChange={(lines) => set({ lines })} />
        </InvoicePaper>
      </Split>
    </>
  );
}

/** Saves what is typed and sends it to the people who must agree; nothing for whom that is not. */
function useSubmit({ invoice, onChanged }: InvoicePart, state: TypedState) {
  const may = useMay()('revenue.invoice.submit');
  const [submit] = useMutation(SubmitInvoiceDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(() => void onChanged());
  const ask = async () => {
    const version = state.changed ? await state.save() : invoice.version;
    if (version !== null) await act(submit({ variables: { input: { invoiceId: invoice.id, ifVersion: version } } }), { done: 'Asked', why: 'They are told that it waits for them.', refused: 'It stays a draft' });
  };
  return { busy, ask: may ? () => { if (!busy && !state.busy && (invoice.status === 'DRAFT' || state.changed)) void ask(); } : null };
}

/** What somebody else stored while this was typed: before, theirs and yours, and which of them is to count. */
function ClashStrip({ state: { clashes, keepMine, takeTheirs } }: { state: TypedState }) {
  return (
    <section className={css.clash} role="alert" aria-label="Changed meanwhile">
      <h2>Somebody changed this invoice while you typed.</h2>
      <table>
        <thead><tr><th scope="col">What</th><th scope="col">Before</th><th scope="col">Stored now</th><th scope="col">Yours</th></tr></thead>
        <tbody>{clashes.map((one) => <tr key={one.what}><th scope="row">{one.what}</th><td>{one.before}</td><td>{one.stored}</td><td>{one.yours}</td></tr>)}</tbody>
      </table>
      <div className={css.acts}><Act onClick={keepMine}>Keep yours</Act><Act onClick={takeTheirs}>Take what is stored</Act></div>
    </section>
  );
}
