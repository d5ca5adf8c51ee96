import { IconCalendar } from '@tabler/icons-react';
import { reveal } from '../../../gql/staff';
import { ClientAppointmentFragmentDoc } from '../../../gql/staff/graphql';
import { capital, instant, momentWords } from '../../../lib/format';
import { Go } from '../../../ui/Go';
import { Status } from '../../../ui/Status';
import { Empty, PanelOut } from '../../../ui/Trouble';
import type { ClientAnswer, ClientRecord } from './ClientPage';
import css from './Client.module.css';

/** The client's appointments, the latest first. */
export function ClientAppointments({ client, page }: { client: ClientRecord; page: ClientAnswer }) {
  const failure = page.failed('client', 'appointments');
  const all = client.appointments?.map((one) => reveal(ClientAppointmentFragmentDoc, one));
  return (
    <section aria-label="Appointments">
      <h2 className={css.head}>Appointments</h2>
      {failure && !all && <PanelOut what="The calendar" failure={failure} onRetry={page.again} />}
      {all?.length === 0 && <Empty>No appointment yet. Book one with B, or send them the booking page.</Empty>}
      {all && all.length > 0 && (
        <ul className={css.list}>
          {all.map((one) => (
            <li key={one.id}>
              <IconCalendar size={16} stroke={1.75} aria-hidden />
              <span className="fm-trunc"><Go to={`/calendar?open=${one.id}`} className={css.name}>{one.typeName}</Go> <span className="fm-quiet">{one.hosts.map((host) => host.name).join(', ')}, {one.place}</span></span>
              <span className={css.second}>{capital(momentWords(instant(one.start)))}</span>
              <span className={css.status}><Status machine="appointment" state={one.status} /></span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
