import css from './Portal.module.css';

/** A region that does not answer, in the client's words. */
export function Silent({ what, onRetry }: { what: string; onRetry: () => void }) {
  return <p className={css.trouble} role="status">{what} is not answering. The rest of this page is up to date. <button type="button" onClick={onRetry}>Ask again</button></p>;
}
