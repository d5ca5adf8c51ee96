import { dayWords, instant, plainDate } from '../../../lib/format';
import { dueDay, dueTimeWords } from '../../../lib/moves';
import { MoveLists } from '../../../ui/Moves';
import { PanelOut } from '../../../ui/Trouble';
import type { ClientAnswer, ClientRecord } from './ClientPage';

/** What waits for us and what waits for them. */
export function ClientMoves({ client, page }: { client: ClientRecord; page: ClientAnswer }) {
  const oursOut = page.failed('client', 'ourMoves');
  const theirsOut = page.failed('client', 'theirMoves');
  const ours = (client.ourMoves ?? []).map((move) => ({ id: move.id, kind: move.kind, title: move.act, due: dueDay(move), since: dueTimeWords(move), late: move.late, href: move.href }));
  const theirs = (client.theirMoves ?? []).map((move) => ({ id: move.id, kind: move.kind === 'OPEN_PORTAL' ? 'world' : move.kind, title: move.title, due: move.dueOn ?? null, since: move.dueOn ? null : `since ${dayWords(instant(move.createdAt))}` }));
  const next = client.profile?.nextAppointmentAt;
  return (
    <MoveLists
      ours={ours} theirs={theirs}
      oursOut={oursOut && <PanelOut what="Our list" failure={oursOut} onRetry={page.again} />}
      theirsOut={theirsOut && <PanelOut what="The portal" failure={theirsOut} onRetry={page.again} />}
      nothing={`Nothing is open with this client.${next ? ` Next: appointment, ${dayWords(plainDate(next), 'UTC')}.` : ''}`}
    />
  );
}
