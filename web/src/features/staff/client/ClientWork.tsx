import { IconLayoutKanban } from '@tabler/icons-react';
import { Due } from '../../../ui/facts';
import { Go } from '../../../ui/Go';
import { Status } from '../../../ui/Status';
import { Empty, PanelOut } from '../../../ui/Trouble';
import type { ClientAnswer, ClientRecord } from './ClientPage';
import css from './Client.module.css';

type Project = NonNullable<ClientRecord['projects']>[number];

/** «Active, 9 of 11». */
export function projectWords(project: Project): string | undefined {
  return project.status === 'ACTIVE' && project.tasksTotal > 0 ? `Active, ${project.tasksDone} of ${project.tasksTotal}` : undefined;
}

/** The client's projects. */
export function ClientWork({ client, page }: { client: ClientRecord; page: ClientAnswer }) {
  const failure = page.failed('client', 'projects');
  return (
    <section aria-label="Work">
      <h2 className={css.head}>Projects</h2>
      {failure && !client.projects && <PanelOut what="Work" failure={failure} onRetry={page.again} />}
      {client.projects?.length === 0 && <Empty>No project yet. One is laid out when an appointment is booked, from the template of its kind.</Empty>}
      {client.projects && client.projects.length > 0 && (
        <ul className={css.list}>
          {client.projects.map((project) => (
            <li key={project.id}>
              <IconLayoutKanban size={16} stroke={1.75} aria-hidden />
              <Go to={`/projects/${project.id}`} className={css.name}>{project.name}</Go>
              <span className={css.second}>{project.kickOffOn ? <>Begins <Due date={project.kickOffOn} bare /></> : 'No date'}</span>
              <span className={css.status}><Status machine="project" state={project.status} words={projectWords(project)} /></span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
