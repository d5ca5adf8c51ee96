import { IconBolt } from '@tabler/icons-react';
import { When } from '../../../ui/facts';
import { Go } from '../../../ui/Go';
import { Status } from '../../../ui/Status';
import { Empty, PanelOut } from '../../../ui/Trouble';
import type { ClientAnswer, ClientRecord } from './ClientPage';
import css from './Client.module.css';

/** What automations did and do for this client. */
export function ClientRuns({ client, page }: { client: ClientRecord; page: ClientAnswer }) {
  const failure = page.failed('client', 'runs');
  return (
    <section aria-label="Automations">
      <h2 className={css.head}>Automations</h2>
      {failure && !client.runs && <PanelOut what="Automations" many failure={failure} onRetry={page.again} />}
      {client.runs?.length === 0 && <Empty>No runs yet. A run starts when something happens, for example when an appointment is booked.</Empty>}
      {client.runs && client.runs.length > 0 && (
        <ul className={css.list}>
          {client.runs.map((run) => (
            <li key={run.id}>
              <IconBolt size={16} stroke={1.75} aria-hidden />
              <span className="fm-trunc"><Go to={`/runs/${run.id}`} className={css.name}>{run.workflowName}</Go> <span className="fm-quiet">Run {run.number}, step {run.stepNo} of {run.stepCount}</span></span>
              <span className={css.second}><When at={run.createdAt} capitalised /></span>
              <span className={css.status}><Status machine="run" state={run.state} /></span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
