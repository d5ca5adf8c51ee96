import { IconPlugConnectedX } from '@tabler/icons-react';
import { useEffect, type ReactNode } from 'react';
import { copyText } from '../../lib/copy';
import type { Failure } from '../../lib/failures';
import type { PageAnswer } from '../../lib/use-page';
import { LetterButton } from '../../ui/Portal';
import css from './Page.module.css';

interface PageProps {
  /** What the browser calls the page. */
  title: string;
  /** The one line in the firm's serif. */
  heading?: ReactNode;
  sub?: ReactNode;
  children?: ReactNode;
  /** A narrow second column on a desk, under the rest on a phone. */
  aside?: ReactNode;
}

/** One page of the letter: one serif line, what belongs to it, and little else. */
export function Page({ title, heading, sub, children, aside }: PageProps) {
  useEffect(() => { document.title = title; }, [title]);
  return (
    <div className={css.page} data-aside={aside ? true : undefined}>
      <div className={css.column}>
        {heading && <h1>{heading}</h1>}
        {sub && <div className={css.sub}>{sub}</div>}
        {children}
      </div>
      {aside && <aside className={css.aside}>{aside}</aside>}
    </div>
  );
}

/** A part of a page under a quiet heading and a rule. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return <section className={css.part}><h2>{title}</h2>{children}</section>;
}

/** One line where a part has nothing to show. */
export function Nothing({ children }: { children: ReactNode }) {
  return <p className={css.nothing}>{children}</p>;
}

/** A quiet line that says how something is done. */
export function Hint({ children }: { children: ReactNode }) {
  return <p className={css.hint}>{children}</p>;
}

/** Where something will stand when it has come; nothing is seen of it for the first moment. */
export function Waiting({ title }: { title: string }) {
  useEffect(() => { document.title = title; }, [title]);
  return (
    <div className={css.page} aria-busy="true">
      <div className={css.column}>
        <h1 className="fm-hidden">{title}</h1>
        <div className={css.bones} aria-hidden><i data-kind="heading" /><i data-kind="line" /><i data-kind="panel" /><i data-kind="line" /><i data-kind="short" /></div>
      </div>
    </div>
  );
}

/** A part whose domain does not answer: the rest of the page stands. */
export function PanelOut({ what, failure, onRetry }: { what: string; failure: Failure | null; onRetry: () => void }) {
  return (
    <div className={css.out} role="status">
      <p><IconPlugConnectedX size={20} stroke={1.75} aria-hidden />{what} is not answering.</p>
      <small>The rest of this page is up to date.</small>
      <OutActs failure={failure} onRetry={onRetry} />
    </div>
  );
}

function OutActs({ failure, onRetry }: { failure: Failure | null; onRetry: () => void }) {
  return (
    <div className={css.outActs}>
      <LetterButton look="text" onClick={onRetry}>Ask again</LetterButton>
      {failure?.requestId && <LetterButton look="text" onClick={() => copyText(failure.requestId ?? '')}>Copy reference</LetterButton>}
    </div>
  );
}

/** A page of which nothing came. */
export function PageOut<Data>({ title, page }: { title: string; page: PageAnswer<Data> }) {
  return (
    <Page title={title} heading="The portal is not answering." sub="Nothing was changed, and nothing is lost.">
      <OutActs failure={page.failure} onRetry={page.again} />
    </Page>
  );
}

/** The words of a place that holds nothing for this reader, whether it never was or is not theirs. */
export function NothingHere({ children }: { children: ReactNode }) {
  return <Page title="Nothing here" heading="There is nothing here that you can see." sub={children} />;
}
