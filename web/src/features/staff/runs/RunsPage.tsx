import { useMutation } from '@apollo/client/react';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { ResumeRunsDocument, RunsDocument, type RunsQuery, type RunView } from '../../../gql/staff/graphql';
import { refusalWords } from '../../../lib/failures';
import { capital, countWords, instant, momentWords, nearDayWords, spanWords, timeWords } from '../../../lib/format';
import { usePage } from '../../../lib/use-page';
import { Act } from '../../../ui/Act';
import { When } from '../../../ui/facts';
import { Effects } from '../../../ui/Effects';
import { Go } from '../../../ui/Go';
import { PageHead } from '../../../ui/PageHead';
import { RecordTable, type Column } from '../../../ui/RecordTable';
import { Sheet } from '../../../ui/Shell';
import { Status } from '../../../ui/Status';
import { Tabs } from '../../../ui/Tabs';
import { useTell } from '../../../ui/Told';
import { Empty, PageTrouble } from '../../../ui/Trouble';
import { IgnoredList } from './IgnoredList';
import css from './Runs.module.css';

type RunRow = RunsQuery['runs']['nodes'][number];
type Cause = RunsQuery['runs']['causes'][number];

const views: { key: string; view: RunView; label: string; count: (counts: RunsQuery['runs']['counts']) => number | null }[] = [
  { key: 'all', view: 'ALL', label: 'All', count: () => null },
  { key: 'stuck', view: 'STUCK', label: 'Stuck', count: (counts) => counts.stuck },
  { key: 'waiting', view: 'WAITING', label: 'Waiting', count: (counts) => counts.waiting },
  { key: 'running', view: 'RUNNING', label: 'Running', count: (counts) => counts.running },
  { key: 'done', view: 'DONE', label: 'Done', count: () => null },
];

/** What the firm's automations do: stuck first of all. */
export function RunsPage() {
  const search = useSearch({ from: '/frame/runs' });
  const navigate = useNavigate({ from: '/runs' });
  const ignored = search.view === 'ignored';
  const view = views.find((one) => one.key === search.view) ?? (views[0] as (typeof views)[number]);
  const page = usePage(RunsDocument, { view: view.view, first: ignored ? 1 : 50, after: ignored ? null : (search.after ?? null) }, { everyMs: 10_000 });
  const runs = page.data?.runs;
  const failure = page.failed('runs');
  const next = runs?.pageInfo.hasNextPage ? runs.pageInfo.endCursor : null;
  const turn = (after: string | undefined) => void navigate({ search: (before) => ({ ...before, after }) });
  const tabs = [...views.map((one) => ({ key: one.key, label: one.label, count: runs ? one.count(runs.counts) : null, to: '/runs', search: { view: one.key } })), { key: 'ignored', label: 'Ignored', count: runs?.counts.ignoredThisWeek ?? null, to: '/runs', search: { view: 'ignored' } }];
  return (
    <Sheet crumbs={[{ label: 'Automations' }]}>
      <PageHead title="Automations" sentence={runs && `${runs.counts.stuck === 0 ? 'None is stuck' : `${runs.counts.stuck} ${runs.counts.stuck === 1 ? 'is' : 'are'} stuck`}, ${runs.counts.waiting} ${runs.counts.waiting === 1 ? 'waits' : 'wait'}, ${runs.counts.doneThisWeek} done this week.`} />
      <Tabs label="Views" on={ignored ? 'ignored' : view.key} tabs={tabs} />
      {view.view === 'STUCK' && !ignored && runs && runs.causes.length > 0 && <Causes causes={runs.causes} onDone={page.again} />}
      {ignored ? <IgnoredList /> : failure && !runs ? <PageTrouble failure={failure} what="Automations are" onRetry={page.again} /> : (
        <RecordTable
          label="Runs" columns={columns} rows={runs?.nodes} rowId={(run) => run.id} href={(run) => `/runs/${run.id}`} phone={phoneRow} refreshing={page.refreshing}
          empty={<Empty sheet>{view.view === 'ALL' ? 'No runs yet. A run starts when something happens, for example when an appointment is booked.' : `No run is in «${view.label}».`}</Empty>}
          totals={runs && <span><b>{runs.totalCount}</b> {runs.totalCount === 1 ? 'run' : 'runs'} in this view</span>}
          onNext={next ? () => turn(next) : undefined} onFirst={search.after ? () => turn(undefined) : undefined}
        />
      )}
    </Sheet>
  );
}

function StateCell({ run }: { run: RunRow }) {
  const waits = run.state === 'WAITING' && run.wakeAt ? `Waits until ${nearDayWords(instant(run.wakeAt))}` : undefined;
  return <><Status machine="run" state={run.state} words={waits} />{run.reason && run.state !== 'COMPLETED' && <span className="fm-quiet"> {run.reason}</span>}</>;
}

const columns: Column<RunRow>[] = [
  { key: 'workflow', head: 'Workflow', width: 268, cell: (run) => <Go to={`/runs/${run.id}`}>{run.workflowName}</Go> },
  { key: 'client', head: 'For', width: 190, cell: (run) => (run.client?.displayName ? <Go to={`/clients/${run.client.id}`}>{run.client.displayName}</Go> : <span className="fm-quiet">{run.subject ?? 'Not known yet'}</span>) },
  { key: 'state', head: 'State', cell: (run) => <StateCell run={run} /> },
  { key: 'step', head: 'Step', width: 80, cell: (run) => <span className="fm-num">{run.stepNo} of {run.stepCount}</span> },
  { key: 'until', head: 'Waits until', width: 130, cell: (run) => (run.wakeAt && run.state === 'WAITING' ? <When at={run.wakeAt} capitalised /> : <span className="fm-quiet">None</span>) },
  { key: 'started', head: 'Started', width: 140, cell: (run) => <span className="fm-second"><When at={run.startedAt ?? run.createdAt} capitalised /></span> },
  { key: 'took', head: 'Took', width: 90, right: true, cell: (run) => (run.tookMs === null || run.tookMs === undefined ? <span className="fm-quiet">Not over</span> : spanWords(run.tookMs)) },
];

function phoneRow(run: RunRow) {
  const started = instant(run.startedAt ?? run.createdAt);
  return [run.workflowName, `${run.stepNo} of ${run.stepCount}`, <Status key="state" machine="run" state={run.state} />, nearDayWords(started) === 'today' ? timeWords(started) : capital(momentWords(started))] as const;
}

function Causes({ causes, onDone }: { causes: Cause[]; onDone: () => void }) {
  const [chosen, setChosen] = useState<Cause | null>(null);
  const [resume, { loading }] = useMutation(ResumeRunsDocument, { errorPolicy: 'all' });
  const [refusal, setRefusal] = useState('');
  const tell = useTell();
  const act = async () => {
    if (!chosen) return;
    const { data, error } = await resume({ variables: { input: { causeKey: chosen.key } } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    if (!data?.resumeRuns) { setRefusal(refusalWords(error)); return; }
    tell.done(`${countWords(data.resumeRuns.runs.length, 'run')} resumed`);
    setChosen(null);
    onDone();
  };
  const title = chosen ? `Resume ${countWords(chosen.count, 'run')}` : '';
  return (
    <>
      <ul className={css.causes} aria-label="Causes">
        {causes.map((cause) => (
          <li key={cause.key}>
            <span className="fm-trunc">{cause.words}</span><span className="fm-quiet">{countWords(cause.count, 'run')}</span>
            <Act small icon={IconPlayerPlay} onClick={() => { setRefusal(''); setChosen(cause); }}>Resume {cause.count} with this cause</Act>
          </li>
        ))}
      </ul>
      <Effects open={chosen !== null} title={title} effects={chosen ? [{ act: `Try the stuck step of ${countWords(chosen.count, 'run')} again`, detail: 'With the same contents and the same key: what was done is not done twice.' }, { act: 'Go on with the steps after it', detail: 'Each run that passes goes on by itself; one that is refused again is stuck again.' }] : undefined} refusal={refusal} busy={loading} onAct={() => void act()} onClose={() => setChosen(null)} />
    </>
  );
}
