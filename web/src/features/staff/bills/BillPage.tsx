import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { reveal } from '../../../gql/staff';
import { BillPageDocument, BillRowFragmentDoc, CodedLineFragmentDoc, type BillPageQuery, type BillRowFragment, type CodedLineFragment } from '../../../gql/staff/graphql';
import { usePage } from '../../../lib/use-page';
import { PageHead } from '../../../ui/PageHead';
import { Sheet } from '../../../ui/Shell';
import { Status } from '../../../ui/Status';
import { PageTrouble, Waiting } from '../../../ui/Trouble';
import { usePaperView } from '../money/PaperView';
import { useMay } from '../shell/use-may';
import { actsOf, billName, channelWords } from './bill-words';
import { BillActs } from './BillActs';
import { BillCoding } from './BillCoding';
import { BillReading } from './BillReading';
import css from './Bills.module.css';

type Asked = BillPageQuery['bill'];
/** A bill as its page reads it. */
export type BillRecord = Omit<Asked, 'lines' | 'looksLike' | 'duplicateOf' | 'duplicates' | ' $fragmentRefs'> & BillRowFragment & { lines: CodedLineFragment[]; looksLike: BillRowFragment[]; duplicateOf: BillRowFragment | null; duplicates: BillRowFragment[] };

const recordOf = (asked: Asked): BillRecord => ({
  ...asked, ...reveal(BillRowFragmentDoc, asked), lines: asked.lines.map((one) => reveal(CodedLineFragmentDoc, one)), looksLike: asked.looksLike.map((one) => reveal(BillRowFragmentDoc, one)),
  duplicateOf: reveal(BillRowFragmentDoc, asked.duplicateOf) ?? null, duplicates: asked.duplicates.map((one) => reveal(BillRowFragmentDoc, one)),
});

/** One bill beside its document: what it says, whose move it is, and what can be done. */
export function BillPage() {
  const { billId } = useParams({ from: '/frame/money/bills/$billId' });
  const page = usePage(BillPageDocument, { id: billId }, { everyMs: 10_000 });
  const crumbs = [{ label: 'Money', to: '/money' }, { label: 'Bills', to: '/money/bills' }];
  const bill = page.data?.bill && recordOf(page.data.bill);
  if (page.waiting || (page.refreshing && bill?.id !== billId)) return <Sheet crumbs={[...crumbs, { label: 'Bill' }]}><Waiting label="Bill" /></Sheet>;
  if (!bill || bill.id !== billId) return <Sheet crumbs={[...crumbs, { label: 'Not found' }]}><PageTrouble failure={page.failed('bill') ?? (page.data ? null : page.failure)} what="Bills are" onRetry={page.again} /></Sheet>;
  const name = billName(bill);
  return <Sheet crumbs={[...crumbs, { label: name }]}><BillSheet key={bill.id} bill={bill} name={name} onChanged={page.again} /></Sheet>;
}

function BillSheet({ bill, name, onChanged }: { bill: BillRecord; name: string; onChanged: () => Promise<unknown> }) {
  const may = useMay()('revenue.bill.code');
  const [changing, setChanging] = useState(false);
  const isCoded = actsOf(bill.status).includes('code');
  const writes = may && isCoded && (bill.status === 'NEEDS_CODING' || changing);
  return (
    <>
      <PageHead title={name} status={<Status machine="bill" state={bill.status} filled />} sentence={`${channelWords(bill.channel, bill.submittedByName)}.`.replace(/^./, (first) => first.toUpperCase())} ruled />
      <div className={css.panes}>
        <Document bill={bill} name={name} />
        <div className={css.desk}>
          {!writes && <BillActs bill={bill} onChange={may && isCoded ? () => setChanging(true) : undefined} onChanged={() => void onChanged()} />}
          {writes ? <BillCoding key={bill.version} bill={bill} onLeave={bill.status === 'NEEDS_CODING' ? undefined : () => setChanging(false)} onDone={async () => { await onChanged(); setChanging(false); }} /> : <BillReading bill={bill} onChanged={() => void onChanged()} />}
        </div>
      </div>
    </>
  );
}

function Document({ bill, name }: { bill: BillRecord; name: string }) {
  if (!bill.file || !bill.fileSha256) return <section className={css.paper} aria-label="The document"><p className="fm-quiet">It was found in the ledger, and has no document here.</p></section>;
  const { url, name: fileName, contentType } = bill.file;
  return (
    <section className={css.paper} aria-label="The document" tabIndex={0}>
      <p><a className="fm-link" href={url} target="_blank" rel="noreferrer">Open {fileName}</a></p>
      {contentType === 'application/pdf' ? <Pdf name={name} sha256={bill.fileSha256} url={url} /> : <Picture key={bill.fileSha256} name={name} url={url} />}
    </section>
  );
}

function Pdf(paper: { name: string; sha256: string; url: string }) {
  const { shown, turns } = usePaperView(paper);
  return <>{shown}{turns && <div className={css.turns}>{turns}</div>}</>;
}

/** Its address is another one at each look: the first one stays, so that the picture is fetched once. */
function Picture({ name, url }: { name: string; url: string }) {
  const [first] = useState(url);
  return <img src={first} alt={`The document of ${name}`} />;
}
