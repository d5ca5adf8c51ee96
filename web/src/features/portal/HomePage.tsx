import { reveal } from '../../gql/portal';
import { PortalHomeDocument, PortalStandingFragmentDoc, type PortalHomeQuery } from '../../gql/portal/graphql';
import { usePage, type PageAnswer } from '../../lib/use-page';
import { Meeting } from './Meeting';
import { PapersRow } from './papers/PapersRow';
import { Nothing, Page, PageOut, PanelOut, Part, Waiting } from './Page';
import { isSilent } from './silence';
import { ReviewRows, TodoPanel } from './TodoPanel';
import { WorkRow } from './WorkRow';
import { greeting, needWords } from './words';

type Home = PortalHomeQuery['portalHome'];
interface RegionProps { home: Home; page: PageAnswer<PortalHomeQuery> }

const title = 'Your portal';

/** What needs the client, what we are working on, when we meet. */
export function HomePage() {
  const page = usePage(PortalHomeDocument, {}, { everyMs: 20_000 });
  const home = page.data?.portalHome;
  if (!home) return page.waiting ? <Waiting title={title} /> : <PageOut title={title} page={page} />;
  const { firstName } = reveal(PortalStandingFragmentDoc, home).me;
  const todo = page.data?.portalTodo;
  const count = todo?.items.length ?? 0;
  return (
    <Page title={title} heading={count === 0 ? `All done, ${firstName}.` : `${greeting()}, ${firstName}.`} sub={<p role="status">{needWords(count, todo?.inReview.length)}</p>} aside={<Next home={home} page={page} />}>
      {todo && count > 0 && <TodoPanel items={todo.items} />}
      {todo && todo.inReview.length > 0 && <Part title="You sent us"><ReviewRows items={todo.inReview} /></Part>}
      <Working home={home} page={page} />
      <PapersRow />
    </Page>
  );
}

function Working({ home, page }: RegionProps) {
  const projects = home.client?.projects;
  return (
    <Part title="We are working on">
      {!projects && <PanelOut what="This list" failure={page.failed('portalHome', 'client')} onRetry={page.again} />}
      {projects?.length === 0 && <Nothing>Nothing is under way. We write when something begins.</Nothing>}
      {projects?.map((project, i) => <WorkRow key={i} project={project} />)}
    </Part>
  );
}

function Next({ home, page }: RegionProps) {
  const next = home.client?.nextAppointment;
  const silent = !next && isSilent(page, 'nextAppointment');
  return (
    <Part title="Next appointment">
      {silent && <PanelOut what="The calendar" failure={page.failure} onRetry={page.again} />}
      {!silent && !next && <Nothing>No appointment is booked.</Nothing>}
      {next && <Meeting meeting={next} act="details" />}
    </Part>
  );
}
