import { useState } from 'react';
import { TodayDocument, type TodayQuery } from '../../../gql/staff/graphql';
import { now, readerZone } from '../../../lib/clock';
import { addDays, countWords, dayOf, instant, longDayWords, startOfDay, timeWords, untilWords } from '../../../lib/format';
import { useKeys } from '../../../lib/keys';
import { dueDay, dueTimeWords } from '../../../lib/moves';
import { usePage, type PageAnswer } from '../../../lib/use-page';
import { Go } from '../../../ui/Go';
import { KeyHints, WorkGroup, WorkRow, type Move } from '../../../ui/Moves';
import { PageHead } from '../../../ui/PageHead';
import { Section, SectionRow, Split } from '../../../ui/Rail';
import { Sheet } from '../../../ui/Shell';
import { Status } from '../../../ui/Status';
import { Empty, PanelOut, Waiting } from '../../../ui/Trouble';
import { Agenda } from './Agenda';

type Answer = PageAnswer<TodayQuery>;
type Appointment = NonNullable<TodayQuery['calendar']>['appointments'][number];


/** What is mine today: what is late, what is due, my day beside it. */
export function TodayPage() {
  const today = dayOf(now());
  const page = usePage(TodayDocument, { from: startOfDay(today).toISOString(), to: startOfDay(addDays(today, 1)).toISOString() }, { everyMs: 30_000 });
  const mine = page.data?.me?.user.id;
  const day = (page.data?.calendar?.appointments ?? []).filter((one) => one.status !== 'CANCELLED' && one.hosts.some((host) => host.userId === mine));
  const groups = groupsOf(page.data, today);
  return (
    <Sheet crumbs={[{ label: 'Today' }]}>
      <PageHead title={longDayWords(now(), readerZone())} sentence={page.data && <Sentence groups={groups} day={day} page={page} />} ruled />
      <Split wide railLabel="Your day" rail={<TodayRail page={page} day={day} />}>
        {page.waiting ? <Waiting label="Your list" /> : <WorkList page={page} groups={groups} />}
      </Split>
    </Sheet>
  );
}

interface Group {
  name: string;
  late?: boolean;
  moves: Move[];
}

function groupsOf(data: TodayQuery | undefined, today: string): Group[] {
  const week = addDays(today, 7);
  const groups: Group[] = [{ name: 'Late', late: true, moves: [] }, { name: 'Today', moves: [] }, { name: 'Next 7 days', moves: [] }, { name: 'Later', moves: [] }, { name: 'No date', moves: [] }];
  for (const node of data?.myMoves?.nodes ?? []) {
    const due = dueDay(node);
    const at = node.late || (due !== null && due < today) ? 0 : due === null ? (node.kind === 'STUCK_RUN' ? 1 : 4) : due === today ? 1 : due <= week ? 2 : 3;
    groups[at]?.moves.push({ id: node.id, kind: node.kind, title: titleOf(node), due, since: dueTimeWords(node) ?? (due === null && at === 1 ? 'today' : null), late: node.late, href: node.href, client: node.client?.displayName ?? (node.kind === 'APPOINTMENT' ? node.subject.split(' with ').at(-1) : null) });
  }
  return groups.filter((group) => group.moves.length > 0);
}

function titleOf({ act, subject, kind, client }: { act: string; subject: string; kind: string; client?: { displayName: string } | null }): string {
  const order = act.replace(/\.$/, '');
  if (kind === 'TASK' || kind === 'APPOINTMENT' || order.includes(subject)) return order;
  const about = client && subject.startsWith(`${client.displayName}: `) ? subject.slice(client.displayName.length + 2) : subject;
  return `${order}: ${kind === 'STUCK_RUN' ? (about.split(': ')[0] ?? about) : about}`;
}

function Sentence({ groups, day, page }: { groups: Group[]; day: Appointment[]; page: Answer }) {
  if (page.failed('myMoves')) return <>Your list is not answering. Your day is up to date.</>;
  const count = (name: string) => groups.find((group) => group.name === name)?.moves.length ?? 0;
  const late = count('Late');
  const today = count('Today');
  const next = day.find((one) => instant(one.start) > now());
  const mine = today === 0 ? 'Nothing is yours today' : `${countWords(today, 'thing is', 'things are')} yours today`;
  return (
    <>
      <b>{mine}{late > 0 ? `, ${late} ${today > 0 ? 'more ' : ''}${late === 1 ? 'is' : 'are'} late` : ''}.</b>
      {next && ` Next: ${timeWords(instant(next.start))}, ${next.client?.displayName ?? next.attendeeName}, ${untilWords(instant(next.start))}.`}
    </>
  );
}

function WorkList({ page, groups }: { page: Answer; groups: Group[] }) {
  const all = groups.flatMap((group) => group.moves);
  const [at, setAt] = useState(0);
  const move = (by: number) => {
    const next = Math.min(all.length - 1, Math.max(0, at + by));
    setAt(next);
    requestAnimationFrame(() => document.querySelector('[data-current]')?.scrollIntoView({ block: 'nearest' }));
  };
  useKeys({
    j: () => move(1), k: () => move(-1),
    Enter: () => { if (document.activeElement === document.body) document.querySelector<HTMLElement>('[data-current]')?.click(); },
  }, all.length > 0);
  const failure = page.failed('myMoves');
  if (failure && all.length === 0) return <div style={{ padding: '12px var(--fm-gutter)' }}><PanelOut what="Your list" failure={failure} onRetry={page.again} /></div>;
  if (all.length === 0) return <Empty sheet>Nothing is yours. What waits for you, and what has no owner yet, is listed here.</Empty>;
  const more = (page.data?.myMoves?.totalCount ?? 0) - all.length;
  return (
    <>
      {groups.map((group) => (
        <WorkGroup key={group.name} title={group.name} count={group.moves.length} late={group.late}>
          {group.moves.map((one) => <WorkRow key={one.id} move={one} current={all[at]?.id === one.id} onPoint={() => setAt(all.findIndex((other) => other.id === one.id))} />)}
        </WorkGroup>
      ))}
      {more > 0 && <p className="fm-quiet" style={{ padding: '8px var(--fm-gutter)' }}>{more} more</p>}
      <KeyHints hints={[[['J', 'K'], 'move'], [['Enter'], 'open']]} />
    </>
  );
}

function TodayRail({ page, day }: { page: Answer; day: Appointment[] }) {
  const stuck = page.data?.runs;
  const dayOut = page.failed('calendar');
  const runsOut = page.failed('runs');
  return (
    <>
      <Section title="Your day" link={<Go to="/calendar" className="fm-link">Calendar</Go>}>
        {dayOut ? <PanelOut what="The calendar" failure={dayOut} onRetry={page.again} /> : <Agenda day={day} />}
      </Section>
      {(runsOut || (stuck && stuck.counts.stuck > 0)) && (
        <Section title="Stuck" link={<Go to="/runs?view=stuck" className="fm-link">{stuck && stuck.counts.stuck > 3 ? `All ${stuck.counts.stuck}` : 'Runs'}</Go>}>
          {runsOut && !stuck ? <PanelOut what="Automations" many failure={runsOut} onRetry={page.again} /> : stuck?.nodes.map((run) => (
            <SectionRow key={run.id} right={<Status machine="run" state="STUCK" />} second={[run.client?.displayName, run.reason].filter(Boolean).join('. ')}>
              <Go to={`/runs/${run.id}`} className="fm-strong">{run.workflowName}</Go>
            </SectionRow>
          ))}
        </Section>
      )}
    </>
  );
}
