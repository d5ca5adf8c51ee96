import type { AgreedVersionFragment } from '../../../gql/staff/graphql';
import { countWords, dayWords, instant } from '../../../lib/format';
import { Money } from '../../../ui/facts';
import { Empty } from '../../../ui/Trouble';
import { BillPlan, QuoteTable } from './QuoteTable';
import css from './Agreements.module.css';

const stateWords = { DRAFT: 'Written, not sent', IN_SIGNATURE: 'With those who sign', SIGNED: 'Signed', SUPERSEDED: 'A later one took its place' } as const;
const changeWords = { ADDED: 'New', REMOVED: 'Gone', CHANGED: 'Changed' } as const;

/** What was agreed, what is billed when, and how each version differs from the one before. */
export function AgreedLines({ versions }: { versions: AgreedVersionFragment[] }) {
  const [newest] = versions;
  if (!newest) return <Empty>It holds no lines yet.</Empty>;
  return (
    <>
      <section aria-label="What was agreed">
        <div className={css.head}><h2>What {newest.state === 'SIGNED' ? 'was agreed' : 'is to be agreed'}</h2>{versions.length > 1 && <span className="fm-quiet">Version {newest.versionNo}</span>}</div>
        <QuoteTable quote={newest.quote} label="Lines of the agreement" />
        <div className={css.head}><h2>What is billed when</h2></div>
        <BillPlan plan={newest.quote.plan} />
      </section>
      <section aria-label="Versions">
        <div className={css.head}><h2>Versions</h2></div>
        <ol className={css.plain}>{versions.map((one) => <Version key={one.id} version={one} />)}</ol>
      </section>
    </>
  );
}

function Version({ version }: { version: AgreedVersionFragment }) {
  return (
    <li>
      <span><b className="fm-strong">Version {version.versionNo}</b> <span className="fm-second">{stateWords[version.state]}{version.signedAt ? `, ${dayWords(instant(version.signedAt))}` : ''}</span></span>
      <span><Money minor={version.quote.total.minor} currency={version.quote.total.currency} /></span>
      <small>Written {dayWords(instant(version.createdAt))}. {version.versionNo === 1 ? 'The first one.' : version.changes.length === 0 ? 'Its lines are those of the one before.' : `${countWords(version.changes.length, 'line differs', 'lines differ')} from the one before:`}</small>
      {version.changes.length > 0 && (
        <ul className={css.changes}>
          {version.changes.map((one) => (
            <li key={one.key}>{changeWords[one.change]}: {one.title}{one.before && one.after ? <>, <Money minor={one.before.minor} currency={one.before.currency} /> → <Money minor={one.after.minor} currency={one.after.currency} /></> : (one.after ?? one.before) && <>, <Money minor={(one.after ?? one.before)?.minor ?? '0'} currency={(one.after ?? one.before)?.currency ?? 'GBP'} /></>}</li>
          ))}
        </ul>
      )}
    </li>
  );
}
