import { IconChevronLeft } from '@tabler/icons-react';
import { Way } from './ways';
import back from './Back.module.css';

/** The way back to the list, above the page. */
export function BackTo({ to, words }: { to: string; words: string }) {
  return <div className={back.bar}><Way to={to} className={back.link}><IconChevronLeft size={18} stroke={1.75} aria-hidden />{words}</Way></div>;
}
