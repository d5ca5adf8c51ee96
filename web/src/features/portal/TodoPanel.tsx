import { IconAlertTriangle, IconArrowRight, IconChevronRight, IconClock, IconEye, IconFileText, IconFileUpload, IconListCheck, IconReceipt, IconSignature, IconWorld, type Icon } from '@tabler/icons-react';
import { reveal, type FragmentType } from '../../gql/portal';
import { PortalTodoFragmentDoc, type PortalTodoFragment } from '../../gql/portal/graphql';
import { whenDue } from './words';
import { Way } from './ways';
import css from './Todo.module.css';

const marks: Record<PortalTodoFragment['kind'], Icon> = { TASK: IconListCheck, OPEN_PORTAL: IconWorld, FILE_REQUEST: IconFileUpload, PROPOSAL: IconFileText, SIGNATURE: IconSignature, INVOICE: IconReceipt };

/** What the button of the first thing says. */
const acts: Partial<Record<PortalTodoFragment['kind'], string>> = { FILE_REQUEST: 'Send files', PROPOSAL: 'Read and answer', SIGNATURE: 'Read and sign', INVOICE: 'See and pay' };

/** The path inside the portal that a waiting thing leads to; null when it is done elsewhere. */
export function wayOf(href: string | null | undefined): string | null {
  return /^\/portal(\/(?:tasks\/tsk|requests\/frq|proposals\/prp|sign\/pkt|invoices\/ivc)_\w+)$/.exec(href ?? '')?.[1] ?? null;
}

/** What waits for the client, the most urgent first. Only the first item carries the button. */
export function TodoPanel({ items }: { items: readonly FragmentType<typeof PortalTodoFragmentDoc>[] }) {
  return <ul className={css.panel} aria-label="What needs you">{items.map((item, i) => <TodoItem key={reveal(PortalTodoFragmentDoc, item).id} item={reveal(PortalTodoFragmentDoc, item)} first={i === 0} />)}</ul>;
}

function TodoItem({ item, first }: { item: PortalTodoFragment; first: boolean }) {
  const way = wayOf(item.href);
  if (!way) return <li><TodoRow item={item} /></li>;
  if (!first) return <li><Way to={way} className={css.whole}><TodoRow item={item} chevron /></Way></li>;
  return <li><TodoRow item={item} /><Way to={way} className={css.act}>{acts[item.kind] ?? 'See what we need'}<IconArrowRight aria-hidden /><span className="fm-hidden">: {item.title}</span></Way></li>;
}

function TodoRow({ item, chevron }: { item: PortalTodoFragment; chevron?: boolean }) {
  const Mark = marks[item.kind] ?? IconListCheck;
  return (
    <span className={css.row}>
      <span className={css.disc} aria-hidden><Mark /></span>
      <span className={css.words}>
        <span className={css.title}>{item.title}</span>
        {item.why && <span className={css.why}>{item.why}</span>}
        {item.dueOn && <DueLine dueOn={item.dueOn} />}
      </span>
      {chevron && <IconChevronRight size={20} stroke={1.75} aria-hidden />}
    </span>
  );
}

/** What was handed in and is looked at: it left the list, and is not forgotten. */
export function ReviewRows({ items }: { items: readonly FragmentType<typeof PortalTodoFragmentDoc>[] }) {
  return <ul>{items.map((item) => reveal(PortalTodoFragmentDoc, item)).map((item) => <li key={item.id} className={css.review}><ReviewRow item={item} /></li>)}</ul>;
}

function ReviewRow({ item }: { item: PortalTodoFragment }) {
  const way = wayOf(item.href);
  const words = <><IconEye size={20} stroke={1.75} aria-hidden /><span>{item.title}<small>Received, in review</small></span>{way && <IconChevronRight size={20} stroke={1.75} aria-hidden />}</>;
  return way ? <Way to={way} className={css.reviewed}>{words}</Way> : <div className={css.reviewed}>{words}</div>;
}

/** By when, with a clock; late in red with a triangle. */
export function DueLine({ dueOn }: { dueOn: string }) {
  const { words, late } = whenDue(dueOn);
  const Mark = late ? IconAlertTriangle : IconClock;
  return <span className={css.due} data-late={late || undefined}><Mark stroke={1.75} aria-hidden />{words}</span>;
}
