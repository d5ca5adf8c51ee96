import { IconCircle, IconCircleCheck } from '@tabler/icons-react';
import { useEffect } from 'react';
import { reveal } from '../../gql/portal';
import { PortalProjectFragmentDoc, PortalProjectsDocument, type PortalProjectsQuery } from '../../gql/portal/graphql';
import { dayWords, plainDate } from '../../lib/format';
import { usePage } from '../../lib/use-page';
import { LetterPart, WorkLine } from '../../ui/Portal';
import { projectSentence } from './HomePage';
import { Silent } from './Silent';
import css from './Portal.module.css';

type Project = NonNullable<NonNullable<PortalProjectsQuery['portalHome']['client']>['projects']>[number];

/** What the firm does for the client, in the client's words. */
export function ProjectsPage() {
  const page = usePage(PortalProjectsDocument, {});
  useEffect(() => { document.title = 'Work'; }, []);
  const projects = page.data?.portalHome?.client?.projects;
  const open = projects?.filter((one) => !isOver(one));
  const over = projects?.filter(isOver);
  return (
    <div className={css.page} aria-busy={page.waiting}>
      <h1>What are we working on?</h1>
      {!projects && !page.waiting && <Silent what="Your work" onRetry={page.again} />}
      {open && <LetterPart title="Now">{open.length > 0 ? open.map((one) => <ProjectLine key={reveal(PortalProjectFragmentDoc, one).id} project={one} />) : <p className={css.none}>Nothing is under way. We write when something begins.</p>}</LetterPart>}
      {over && over.length > 0 && <LetterPart title="Before">{over.map((one) => <ProjectLine key={reveal(PortalProjectFragmentDoc, one).id} project={one} />)}</LetterPart>}
    </div>
  );
}

function isOver(project: Project): boolean {
  return ['COMPLETED', 'CANCELLED'].includes(reveal(PortalProjectFragmentDoc, project).status);
}

function ProjectLine({ project }: { project: Project }) {
  const facts = reveal(PortalProjectFragmentDoc, project);
  return (
    <>
      <WorkLine title={facts.clientTitle} done={facts.tasksDone} total={facts.tasksTotal} words={projectSentence(facts)} />
      {project.tasks.length > 0 && (
        <ul className={css.tasks}>
          {project.tasks.filter((task) => task.state !== 'CANCELLED').map((task) => {
            const Mark = task.state === 'DONE' ? IconCircleCheck : IconCircle;
            return <li key={task.id} data-done={task.state === 'DONE' || undefined}><Mark size={20} stroke={1.75} aria-label={task.state === 'DONE' ? 'Done' : 'To do'} /><span>{task.clientTitle}{task.kind === 'CLIENT' ? ' (you)' : ''}</span>{task.dueOn && task.state === 'OPEN' ? <span>by {dayWords(plainDate(task.dueOn), 'UTC')}</span> : <span />}</li>;
          })}
        </ul>
      )}
    </>
  );
}
