import type { ReactNode } from 'react';
import css from './PageHead.module.css';

interface PageHeadProps {
  title: ReactNode;
  /** Set for a client's name: the only serif of the staff app. */
  client?: boolean;
  count?: string;
  /** At most one filled status. */
  status?: ReactNode;
  sentence?: ReactNode;
  facts?: ReactNode[];
  plain?: readonly [] | readonly [ReactNode] | readonly [ReactNode, ReactNode];
  primary?: ReactNode;
  more?: ReactNode;
  /** A rule under the head, when nothing ruled follows. */
  ruled?: boolean;
}

/** Title, state, one sentence or facts line, and at most two plain acts, one primary and «…». */
export function PageHead({ title, client, count, status, sentence, facts, plain = [], primary, more, ruled }: PageHeadProps) {
  const hasActs = plain.some(Boolean) || primary || more;
  return (
    <header className={`${css.head} ${ruled ? css.ruled : ''}`}>
      <div className={css.first}>
        <h1 className={`${css.title} ${client ? css.client : ''}`}>{title}</h1>
        {count && <span className={css.count}>{count}</span>}
        {status}
        {hasActs && <div className={css.acts}>{plain[0]}{plain[1]}{primary}{more}</div>}
      </div>
      {sentence && <p className={css.sentence}>{sentence}</p>}
      {facts && <ul className={css.facts}>{facts.filter(Boolean).map((fact, i) => <li key={i}>{fact}</li>)}</ul>}
    </header>
  );
}
