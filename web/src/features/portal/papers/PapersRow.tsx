import { IconChevronRight } from '@tabler/icons-react';
import { Part } from '../Page';
import { Way } from '../ways';
import css from './Papers.module.css';

/** The way to what was offered, agreed and signed. It asks nobody anything, so it is always there. */
export function PapersRow() {
  return (
    <Part title="What we agreed">
      <Way to="/papers" className={css.paper}><span><b>Proposals and agreements</b><small>What we offered you, what you signed, and the signed copies.</small></span><IconChevronRight size={20} stroke={1.75} aria-hidden /></Way>
    </Part>
  );
}
