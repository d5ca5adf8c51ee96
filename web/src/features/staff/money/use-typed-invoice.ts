import { useMutation } from '@apollo/client/react';
import { useEffect, useRef, useState } from 'react';
import { reveal } from '../../../gql/staff';
import { ChangeInvoiceDocument, WrittenInvoiceFragmentDoc } from '../../../gql/staff/graphql';
import { failuresOf, refusalWords } from '../../../lib/failures';
import { same } from '../../../lib/same';
import { useTell } from '../../../ui/Told';
import { clashesOf, onStored, tidied, typedOf, wordsOf, type Clash, type TypedInvoice, type WrittenInvoice } from './invoice-draft';
import type { InvoicePart } from './InvoicePage';

interface Base { version: number; typed: TypedInvoice; lines: WrittenInvoice['lines'] }
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
const worded = (typed: TypedInvoice) => ({ ...typed, lines: typed.lines.map(({ key: _key, lineId: _id, ...line }) => line) });
/** True when both would be stored as the same words; ids of lines are others after each change. */
const saysSame = (a: TypedInvoice, b: TypedInvoice): boolean => same(worded(a), worded(b));
const baseOf = (stored: WrittenInvoice): Base => ({ version: stored.version, typed: typedOf(stored), lines: stored.lines });

/** Lines that were kept take the keys of those that were typed, so that the cursor stays where it is. */
const withKeys = (stored: TypedInvoice, typed: TypedInvoice): TypedInvoice => (stored.lines.length === typed.lines.length ? { ...stored, lines: stored.lines.map((line, at) => ({ ...line, key: typed.lines[at]?.key ?? line.key })) } : stored);

/** An invoice as it is typed, over what is stored: saved with the version on which it was typed, and shown beside what somebody else stored meanwhile. */
export function useTypedInvoice({ invoice, onChanged }: InvoicePart): TypedState {
  const stored: WrittenInvoice = invoice;
  const [base, setBase] = useState<Base>(() => baseOf(stored));
  const [typed, setTyped] = useState(base.typed);
  const [refused, setRefused] = useState('');
  const [change, { loading }] = useMutation(ChangeInvoiceDocument, { errorPolicy: 'all' });
  const sent = useRef<TypedInvoice | null>(null);
  const tell = useTell();
  const tidy = tidied(typed, invoice.currency);
  const changed = !same(bare(tidy), bare(base.typed));
  const newer = stored.version !== base.version;
  const next = newer ? typedOf(stored) : base.typed;
  const settled = !changed || saysSame(next, tidy);
  // What was sent from here and is stored by now is no clash, also when somebody typed on meanwhile.
  const clashes = !newer || settled || (sent.current && saysSame(next, sent.current)) ? [] : clashesOf(base.typed, next, tidy);
  useEffect(() => {
    if (!newer || clashes.length > 0) return;
    setTyped(settled ? withKeys(next, typed) : onStored(typed, base.lines, stored.lines));
    setBase(baseOf(stored));
  }, [newer, clashes.length, settled, next, typed, base, stored]);
  const save = async (): Promise<number | null> => {
    const words = wordsOf(typed, invoice.currency);
    if (typeof words === 'string') { setRefused(words); return null; }
    sent.current = tidy;
    const { data, error } = await change({ variables: { input: { ...words, invoiceId: invoice.id, ifVersion: base.version } } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    if (!data?.changeInvoice) {
      const clashed = failuresOf(error)[0]?.code === 'CONFLICT';
      setRefused(clashed ? '' : refusalWords(error));
      if (clashed) { tell.refused('Not saved', refusalWords(error)); await onChanged(); }
      return null;
    }
    setRefused('');
    tell.done('Saved', 'The client does not see it until it goes out.');
    await onChanged();
    return reveal(WrittenInvoiceFragmentDoc, data.changeInvoice).version;
  };
  return {
    typed, changed, refused, clashes, save, busy: loading,
    set: (part) => { setTyped((stands) => ({ ...stands, ...part })); setRefused(''); },
    keepMine: () => { setTyped(onStored(typed, base.lines, stored.lines)); setBase(baseOf(stored)); setRefused(''); },
    takeTheirs: () => { setTyped(typedOf(stored)); setBase(baseOf(stored)); setRefused(''); },
  };
}
