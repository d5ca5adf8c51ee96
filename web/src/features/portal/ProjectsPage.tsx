import { reveal, type FragmentType } from '../../gql/portal';
import { PortalProjectFragmentDoc, PortalProjectsDocument } from '../../gql/portal/graphql';
import { usePage } from '../../lib/use-page';
import { Nothing, Page, PageOut, PanelOut, Part, Waiting } from './Page';
import { WorkRow } from './WorkRow';

type ProjectRef = FragmentType<typeof PortalProjectFragmentDoc>;
const title = 'Work';

function isOver(project: ProjectRef): boolean {
  return ['COMPLETED', 'CANCELLED'].includes(reveal(PortalProjectFragmentDoc, project).status);
}

/** What the firm does for the client. */
export function ProjectsPage() {
  const page = usePage(PortalProjectsDocument, {});
  const home = page.data?.portalHome;
  if (!home) return page.waiting ? <Waiting title={title} /> : <PageOut title={title} page={page} />;
  const projects = home.client?.projects;
  const open = projects?.filter((one) => !isOver(one)) ?? [];
  const over = projects?.filter(isOver) ?? [];
  return (
    <Page title={title} heading="What are we working on?">
      <Part title="Now">
        {!projects && <PanelOut what="This list" failure={page.failure} onRetry={page.again} />}
        {projects && open.length === 0 && <Nothing>Nothing is under way. We write when something begins.</Nothing>}
        <Rows projects={open} />
      </Part>
      {over.length > 0 && <Part title="Before"><Rows projects={over} /></Part>}
    </Page>
  );
}

function Rows({ projects }: { projects: readonly ProjectRef[] }) {
  return projects.map((one) => <WorkRow key={reveal(PortalProjectFragmentDoc, one).id} project={one} />);
}
