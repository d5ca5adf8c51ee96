import { IconChevronRight } from '@tabler/icons-react';
import { reveal, type FragmentType } from '../../gql/portal';
import { PortalProjectFragmentDoc, type PortalProjectFragment } from '../../gql/portal/graphql';
import { workWords } from './words';
import { Way } from './ways';
import css from './Work.module.css';

/** A project in the client's words: its name, how far the steps that they see have come, and a sentence. Leads to the project. */
export function WorkRow({ project }: { project: FragmentType<typeof PortalProjectFragmentDoc> }) {
  const facts = reveal(PortalProjectFragmentDoc, project);
  return (
    <Way to={`/projects/${facts.id}`} className={css.row}>
      <span className={css.words}>
        <b>{facts.clientTitle}</b>
        <Steps project={facts} />
        <span className={css.second}>{workWords(facts)}</span>
      </span>
      <IconChevronRight size={20} stroke={1.75} aria-hidden />
    </Way>
  );
}

const most = 8;

/** A segment for each step that the client may see. A project that has not begun, or was called off, has none. */
export function Steps({ project }: { project: PortalProjectFragment }) {
  const { tasksDone: done, tasksTotal: total, status } = project;
  if (total === 0 || status === 'SKELETON' || status === 'CANCELLED') return null;
  const segments = Math.min(total, most);
  const full = Math.floor((done / total) * segments);
  return (
    <span className={css.steps} role="img" aria-label={`${done} of ${total} ${total === 1 ? 'step' : 'steps'} done`}>
      {Array.from({ length: segments }, (_, i) => <i key={i} data-state={i < full ? 'done' : i === full && status === 'ACTIVE' ? 'now' : undefined} />)}
    </span>
  );
}
