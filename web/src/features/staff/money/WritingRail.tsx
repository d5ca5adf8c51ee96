import { usePage } from '../../../lib/use-page';
import { InvoiceLedgerCodesDocument, type LedgerCodeKind } from '../../../gql/staff/graphql';
import { typedShare } from '../../../lib/amounts';
import { Field, PickField } from '../../../ui/Field';
import { Section } from '../../../ui/Rail';
import { useMay } from '../shell/use-may';
import type { TypedDiscount, TypedInvoice, TypedLine } from './invoice-draft';
import css from './Money.module.css';

interface LineRailProps { line: TypedLine; no: number; currency: string; onChange: (change: Partial<TypedLine>) => void }

/** What a line says beside the paper: its tax, what is taken off, and where it is booked. */
export function LineRail({ line, no, currency, onChange }: LineRailProps) {
  const codes = useCodes();
  return (
    <Section title={`Line ${no}`}>
      <div className={css.railForm}>
        <CodeField label="Ledger account" kind="INCOME" codes={codes} value={line.accountCode} onChange={(accountCode) => onChange({ accountCode })} />
        <CodeField label="Tax code" kind="TAX" codes={codes} value={line.taxCode} onChange={(taxCode) => { const rate = codes.find((one) => one.kind === 'TAX' && one.code === taxCode)?.rateBasisPoints; onChange({ taxCode, ...(rate === null || rate === undefined ? {} : { tax: typedShare(rate) }) }); }} />
        <Field label="Name of the tax" optional maxLength={40} value={line.taxName} onChange={(event) => onChange({ taxName: event.target.value })} />
        <label className={css.tick}><input type="checkbox" checked={line.taxIncluded} onChange={(event) => onChange({ taxIncluded: event.target.checked })} />The price holds its tax already</label>
        <DiscountFields of={`line ${no}`} currency={currency} discount={line.discount} onChange={(discount) => onChange({ discount })} />
      </div>
    </Section>
  );
}

type Code = { code: string; name: string; kind: LedgerCodeKind; rateBasisPoints?: number | null };

function useCodes(): Code[] {
  const may = useMay()('revenue.ledger.view');
  return usePage(InvoiceLedgerCodesDocument, {}, { wait: !may }).data?.ledgerCodes ?? [];
}

function CodeField({ label, kind, codes, value, onChange }: { label: string; kind: LedgerCodeKind; codes: Code[]; value: string; onChange: (code: string) => void }) {
  const fitting = codes.filter((one) => one.kind === kind);
  if (fitting.length === 0) return <Field label={label} optional maxLength={60} value={value} onChange={(event) => onChange(event.target.value)} />;
  return (
    <PickField label={label} optional value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">As usual</option>
      {fitting.map((one) => <option key={one.code} value={one.code}>{one.code} {one.name}</option>)}
      {value && !fitting.some((one) => one.code === value) && <option value={value}>{value}, not known in the ledger</option>}
    </PickField>
  );
}

function DiscountFields({ of, currency, discount, onChange }: { of: string; currency: string; discount: TypedDiscount; onChange: (discount: TypedDiscount) => void }) {
  return (
    <>
      <PickField label={`Taken off ${of}`} value={discount.kind} onChange={(event) => onChange({ kind: event.target.value as TypedDiscount['kind'], typed: '' })}><option value="none">Nothing</option><option value="share">A share, %</option><option value="amount">An amount</option></PickField>
      {discount.kind !== 'none' && <Field label={discount.kind === 'share' ? `Share off ${of}, %` : `Amount off ${of}${currency && `, ${currency}`}`} inputMode="decimal" value={discount.typed} onChange={(event) => onChange({ ...discount, typed: event.target.value })} />}
    </>
  );
}

/** What holds for the whole: how long there is to pay, the client's own number, what is taken off. */
export function TermsRail({ typed, onChange }: { typed: TypedInvoice; onChange: (change: Partial<TypedInvoice>) => void }) {
  return (
    <Section title="Terms">
      <div className={css.railForm}>
        <Field label="Days to pay" inputMode="numeric" value={typed.termsDays} onChange={(event) => onChange({ termsDays: event.target.value })} />
        <Field label="Number of their order" optional maxLength={100} value={typed.purchaseOrder} onChange={(event) => onChange({ purchaseOrder: event.target.value })} />
        <DiscountFields of="the whole" currency="" discount={typed.discount} onChange={(discount) => onChange({ discount })} />
      </div>
    </Section>
  );
}
