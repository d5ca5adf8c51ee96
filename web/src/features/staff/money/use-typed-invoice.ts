import { useMutation } from '@apollo/client/react';
import { useEffect, useRef, useState } from 'react';
import { ChangeInvoiceDocument } from '../../../gql/staff/graphql';
import { failuresOf, refusalWords } from '../../../lib/failures';
import { same } from '../../../lib/same';
import { useTell } from '../../../ui/Told';
import { clashesOf, onStored, typedOf, wordsOf, type Clash, type TypedInvoice, type WrittenInvoice } from './invoice-draft';
import type { InvoicePart } from './InvoicePage';

interface Base { version: number; typed: TypedInvoice }
export interface TypedState {
  typed: TypedInvoice;
  set: (change: Partial<TypedInvoice>) => void;
  changed: boolean;
  busy: boolean;
  refused: string;
  /** What somebody else stored while this was typed; empty when nobody did. */
  clashes: Clash[];
  keepMine: () => void;
  takeTheirs: () => void;
  /** Keeps what is typed. Answers the version that stands then, or null when it was refused. */
  save: () => Promise<number | null>;
}

const bare = (typed: TypedInvoice) => ({ ...typed, lines: typed.lines.map(({ key: _key, ...line }) => line) });
const saysSame = (a: TypedInvoice, b: TypedInvoice): boolean => same(bare(a), bare(b));

/** Lines that were kept take the keys of those that were typed, so that the cursor stays where it is. */
const withKeys = (stored: TypedInvoice, typed: TypedInvoice): TypedInvoice => (stored.lines.length === typed.lines.length ? { ...stored, lines: stored.lines.map((line, at) => ({ ...line, key: typed.lines[at]?.key ?? line.key })) } : stored);

/** An invoice as it is typed, over what is stored: saved with the version on which it was typed, and shown beside what somebody else stored meanwhile. */
export function useTypedInvoice({ invoice, onChanged }: InvoicePart): TypedState {
  const [base, setBase] = useState<Base>(() => ({ version: invoice.version, typed: typedOf(invoice) }));
  const [typed, setTyped] = useState(base.typed);
  const [refused, setRefused] = useState('');
  const [change, { loading }] = useMutation(ChangeInvoiceDocument, { errorPolicy: 'all' });
  const mine = useRef<{ version: number; typed: TypedInvoice } | null>(null);
  const tell = useTell();
  const changed = !saysSame(typed, base.typed);
  const stored: WrittenInvoice = invoice;
  useEffect(() => {
    if (stored.version === base.version) return;
    const next = typedOf(stored);
    const own = mine.current?.version === stored.version ? mine.current : null;
    // What was typed on while the saving was under way stays; it is typed over what is stored now.
    if (own ? saysSame(typed, own.typed) : !changed) setTyped(withKeys(next, typed));
    if (own || !changed || clashesOf(base.typed, next, typed).length === 0) setBase({ version: stored.version, typed: next });
  }, [stored, base, typed, changed]);
  const clashes = stored.version !== base.version && changed && mine.current?.version !== stored.version ? clashesOf(base.typed, typedOf(stored), typed) : [];
  const save = async (): Promise<number | null> => {
    const words = wordsOf(typed, invoice.currency);
    if (typeof words === 'string') { setRefused(words); return null; }
    const { data, error } = await change({ variables: { input: { ...words, invoiceId: invoice.id, ifVersion: base.version } } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    if (!data?.changeInvoice) {
      const clashed = failuresOf(error)[0]?.code === 'CONFLICT';
      setRefused(clashed ? '' : refusalWords(error));
      if (clashed) { tell.refused('Not saved', refusalWords(error)); await onChanged(); }
      return null;
    }
    mine.current = { version: data.changeInvoice.version, typed };
    setRefused('');
    tell.done('Saved', 'The client does not see it until it goes out.');
    await onChanged();
    return data.changeInvoice.version;
  };
  return {
    typed, changed, refused, clashes, save, busy: loading,
    set: (part) => { setTyped((stands) => ({ ...stands, ...part })); setRefused(''); },
    keepMine: () => { setBase({ version: stored.version, typed: typedOf(stored) }); setTyped(onStored(typed, stored)); setRefused(''); },
    takeTheirs: () => { const next = typedOf(stored); setBase({ version: stored.version, typed: next }); setTyped(next); setRefused(''); },
  };
}
