import { AskForLink } from './AskForLink';
import { firmOfBrowser } from './firm-of-browser';
import { LetterHead } from '../../ui/Portal';
import css from './Portal.module.css';

/** Nobody is signed in: a link by mail is the way in. */
export function DoorPage() {
  const firm = firmOfBrowser();
  return (
    <>
      <LetterHead firm={firm?.name ?? 'Your portal'} />
      <main className={css.door}>
        <h1>Come in by mail.</h1>
        {firm ? <><p>There is no password. We send a link to your address; it works once.</p><AskForLink firm={firm.id} /></> : <p>Open the newest mail from us and use the link in it. There is no password.</p>}
      </main>
    </>
  );
}
