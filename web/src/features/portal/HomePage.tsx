import { useEffect } from 'react';
import { reveal } from '../../gql/portal';
import { PortalHomeDocument, PortalMeetingFragmentDoc, PortalProjectFragmentDoc, type PortalHomeQuery, type PortalProjectFragment } from '../../gql/portal/graphql';
import { now } from '../../lib/clock';
import { dayWords, plainDate, spelled } from '../../lib/format';
import { usePage, type PageAnswer } from '../../lib/use-page';
import { LetterPart, TodoList, WorkLine } from '../../ui/Portal';
import { Meeting } from './Meeting';
import { Silent } from './Silent';
import { usePortalWay } from './ways';
import css from './Portal.module.css';

type Home = PortalHomeQuery['portalHome'];

function greeting(): string {
  const hour = now().getHours();
  return hour < 12 ? 'Good morning' : hour < 18 ? 'Good afternoon' : 'Good evening';
}

/** What needs the client, what we are working on, when we meet. */
export function HomePage() {
  const page = usePage(PortalHomeDocument, {}, { everyMs: 20_000 });
  const home = page.data?.portalHome;
  useEffect(() => { document.title = 'Your portal'; }, []);
  if (!home) return <div className={css.page} aria-busy={page.waiting}>{!page.waiting && <Silent what="The portal" onRetry={page.again} />}</div>;
  return (
    <div className={css.page}>
      <h1>{home.todo.length === 0 ? `All done, ${home.me.firstName}.` : `${greeting()}, ${home.me.firstName}.`}</h1>
      <p className={css.sub}>{sentence(home)}</p>
      {home.todo.length > 0 && <div className={css.todo}><Todo home={home} /></div>}
      <Working home={home} page={page} />
      <Next home={home} page={page} />
    </div>
  );
}

function sentence(home: Home): string {
  const count = home.todo.length;
  if (count === 0) return 'Nothing needs you now. We write when something does.';
  return count === 1 ? 'One thing needs you.' : `${spelled(count)} things need you.`;
}

function Todo({ home }: { home: Home }) {
  const go = usePortalWay();
  const items = home.todo.map((item) => ({
    id: item.id, kind: item.kind === 'OPEN_PORTAL' ? 'world' : 'list', title: item.title, why: item.why, due: item.dueOn ?? null,
    act: item.href?.startsWith('/portal/tasks/') ? { label: 'See what it is about', onAct: () => go('/projects') } : null,
  }));
  return <TodoList items={items} />;
}

/** What a project says to the client. */
export function projectSentence(project: PortalProjectFragment): string {
  if (project.status === 'SKELETON') return project.kickOffOn ? `Being set up. It begins on ${dayWords(plainDate(project.kickOffOn), 'UTC')}.` : 'Being set up.';
  if (project.status === 'COMPLETED') return 'Finished.';
  if (project.status === 'ON_HOLD') return 'Paused.';
  if (project.status === 'CANCELLED') return 'Cancelled.';
  return project.dueOn ? `We are working on it. Ready for you by ${dayWords(plainDate(project.dueOn), 'UTC')}.` : 'We are working on it.';
}

function Working({ home, page }: { home: Home; page: PageAnswer<PortalHomeQuery> }) {
  const projects = home.client?.projects?.map((one) => reveal(PortalProjectFragmentDoc, one));
  const silent = page.failed('portalHome', 'client', 'projects');
  if (!silent && (!projects || projects.length === 0)) return null;
  return (
    <LetterPart title="We are working on">
      {projects ? projects.map((project) => <WorkLine key={project.id} title={project.clientTitle} done={project.tasksDone} total={project.tasksTotal} words={projectSentence(project)} />) : <Silent what="Your work" onRetry={page.again} />}
    </LetterPart>
  );
}

function Next({ home, page }: { home: Home; page: PageAnswer<PortalHomeQuery> }) {
  const silent = page.failed('portalHome', 'client', 'nextAppointment');
  const next = reveal(PortalMeetingFragmentDoc, home.client?.nextAppointment);
  if (!silent && !next) return null;
  return <LetterPart title="Next appointment">{next ? <Meeting meeting={next} /> : <Silent what="The calendar" onRetry={page.again} />}</LetterPart>;
}
