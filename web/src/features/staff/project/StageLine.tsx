import { IconChevronRight, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import type { Project } from './ProjectPage';
import css from './Project.module.css';

/** Where the work stands, and what is missing before it goes on. */
export function StageLine({ project }: { project: Project }) {
  const stage = project.stage;
  if (!stage || project.status !== 'ACTIVE') return null;
  return (
    <section className={css.stage} aria-label="Stage">
      <b>{stage.section.title}</b><span className="fm-quiet">stage {stage.number} of {stage.of}</span>
      <ul>
        {stage.conditions.map((one) => <li key={one.kind} data-met={one.met || undefined}>{one.met ? <IconCircleCheck size={14} aria-hidden /> : <IconCircleDashed size={14} aria-hidden />}{one.sentence}</li>)}
      </ul>
      {project.lateness.late && project.lateness.chain.length > 0 && (
        <details className={css.why}>
          <summary>Why is this late?</summary>
          <ol>{project.lateness.chain.map((link, i) => <li key={`${link.kind}${link.id ?? i}`}><IconChevronRight size={12} aria-hidden />{link.words}</li>)}</ol>
        </details>
      )}
    </section>
  );
}
