import { IconAlertTriangle, IconPlugConnectedX } from '@tabler/icons-react';
import { Component, type ReactNode } from 'react';
import { copyText } from '../lib/copy';
import type { Failure } from '../lib/failures';
import { Act } from './Act';
import css from './Trouble.module.css';

/** A strip across the page: a person must act. One per page. */
export function Alarm({ what, why, acts }: { what: string; why?: ReactNode; acts?: ReactNode }) {
  return (
    <section className={css.alarm} role="alert">
      <IconAlertTriangle aria-hidden stroke={1.75} />
      <div><h2>{what}</h2>{why && <p>{why}</p>}</div>
      {acts && <div className={css.acts}>{acts}</div>}
    </section>
  );
}

interface PanelOutProps {
  /** What is silent, as the subject of a sentence: «Money». */
  what: string;
  many?: boolean;
  seen?: string;
  failure?: Failure | null;
  onRetry?: () => void;
}

/** A region whose domain is silent: it keeps its place, says so, and offers a retry. */
export function PanelOut({ what, many, seen, failure, onRetry }: PanelOutProps) {
  const details = `${what}: ${failure?.code ?? 'no answer'}${failure?.requestId ? `, request ${failure.requestId}` : ''}`;
  if (failure?.code === 'FORBIDDEN') return <p className="fm-quiet">Your role does not include this.</p>;
  return (
    <div className={css.out} role="status">
      <IconPlugConnectedX size={16} stroke={1.75} aria-hidden />
      <div>
        <p>{what} {many ? 'are' : 'is'} not answering.</p>
        <p>{seen ? `${seen} ` : ''}The rest of this page is up to date.</p>
        <div className={css.links}>
          {onRetry && <button type="button" onClick={onRetry}>Retry</button>}
          <button type="button" onClick={() => copyText(details)}>Copy details</button>
        </div>
      </div>
    </div>
  );
}

/** What a list says when it has nothing: what this is and the way on. */
export function Empty({ children, act, sheet }: { children: ReactNode; act?: ReactNode; sheet?: boolean }) {
  return <div className={`${css.empty} ${sheet ? css.sheet : ''}`} data-empty><span>{children}</span>{act}</div>;
}

/** A refusal in red beside what was refused. */
export function Refused({ children }: { children: ReactNode }) {
  if (!children) return null;
  return <p className={css.refused} role="alert"><IconAlertTriangle aria-hidden />{children}</p>;
}

/** A whole page that cannot be shown: not there, not yours, or its own domain is silent. */
export function PageTrouble({ failure, what, onRetry }: { failure: Failure | null; what: string; onRetry?: () => void }) {
  const absent = !failure || failure.code === 'NOT_FOUND' || failure.code === 'FORBIDDEN' || failure.code === 'BAD_USER_INPUT';
  return (
    <section className={css.page}>
      <h1>{absent ? 'There is nothing here that you can see.' : `${what} not answering.`}</h1>
      <p>{absent ? 'It may have moved, or your role does not include it. Search for it by name.' : 'Nothing was changed. The other pages may work.'}</p>
      {!absent && onRetry && <Act onClick={onRetry}>Retry</Act>}
      {!absent && failure?.requestId && <Act look="ghost" onClick={() => copyText(`${failure.code}, request ${failure.requestId}`)}>Copy details</Act>}
    </section>
  );
}

const widths = [62, 48, 70, 55, 41, 66, 52, 59, 44, 68, 50, 57];

/** Rows that hold the place of a list on its first load; nothing for the first 300 ms, no shimmer. */
export function Waiting({ rows = 12, label }: { rows?: number; label: string }) {
  return (
    <div className={`${css.bars} ${css.late}`} role="status" aria-label={`${label}, loading`}>
      {widths.slice(0, rows).map((width, i) => <div key={i}><span className={css.bar} style={{ width: `${width}%` }} /></div>)}
    </div>
  );
}

interface BoundaryProps {
  what: string;
  children: ReactNode;
}

/** Holds a crash to the region in which it happened. */
export class Boundary extends Component<BoundaryProps, { crashed: boolean }> {
  override state = { crashed: false };
  static getDerivedStateFromError() {
    return { crashed: true };
  }
  override render() {
    if (!this.state.crashed) return this.props.children;
    return <PanelOut what={this.props.what} onRetry={() => this.setState({ crashed: false })} />;
  }
}
