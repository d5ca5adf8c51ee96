import { IconPencil } from '@tabler/icons-react';
import { Act } from '../../../ui/Act';
import { Split } from '../../../ui/Rail';
import { InvoiceActs } from './InvoiceActs';
import { InvoiceHead, LedgerAlarm } from './InvoiceHead';
import { InvoiceMore } from './InvoiceMore';
import { InvoicePaper, PaperLines } from './InvoicePaper';
import { InvoiceRail } from './InvoiceRail';
import type { InvoicePart } from './InvoicePage';

/** An invoice as it is read: decided about, sent, paid and corrected. */
export function InvoiceReading({ part, onChange }: { part: InvoicePart; onChange: (() => void) | undefined }) {
  return (
    <>
      <InvoiceHead part={part} plain={onChange ? [<Act key="change" icon={IconPencil} hotkey="E" onClick={onChange}>Change it</Act>] : []} primary={<InvoiceActs part={part} onEdit={onChange} />} more={<InvoiceMore part={part} />} />
      <LedgerAlarm part={part} />
      <Split padded reads railLabel="About this invoice" rail={<InvoiceRail part={part} />}>
        <InvoicePaper part={part}><PaperLines invoice={part.invoice} /></InvoicePaper>
      </Split>
    </>
  );
}
