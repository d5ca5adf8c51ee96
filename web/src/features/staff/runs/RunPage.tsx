import { useMutation } from '@apollo/client/react';
import { IconBan, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { reveal } from '../../../gql/staff';
import { CancelRunDocument, ResumeRunDocument, RunPageDocument, RunStepRowFragmentDoc, type RunPageQuery, type RunStepRowFragment } from '../../../gql/staff/graphql';
import { refusalWords } from '../../../lib/failures';
import { instant, momentWords, nearDayWords, spanWords, timeWords } from '../../../lib/format';
import { useKeys } from '../../../lib/keys';
import { usePage, type PageAnswer } from '../../../lib/use-page';
import { Act } from '../../../ui/Act';
import { Effects, FormDialog } from '../../../ui/Effects';
import { TextField } from '../../../ui/Field';
import { Go } from '../../../ui/Go';
import { PageHead } from '../../../ui/PageHead';
import { RunGraph, type GraphStep } from '../../../ui/RunGraph';
import { Sheet } from '../../../ui/Shell';
import { Status } from '../../../ui/Status';
import { useTell } from '../../../ui/Told';
import { Alarm, Boundary, PageTrouble, Waiting } from '../../../ui/Trouble';
import { StepDetail } from './StepDetail';
import { StepTable } from './StepTable';
import css from './Runs.module.css';

type Run = NonNullable<RunPageQuery['run']>;

const over = ['COMPLETED', 'FAILED', 'CANCELLED'];

/** One run: what was done, what was not, and how to go on. */
export function RunPage() {
  const { runId } = useParams({ from: '/frame/runs/$runId' });
  const [live, setLive] = useState(true);
  const page = usePage(RunPageDocument, { id: runId }, { everyMs: live ? 3_000 : 0 });
  const run = page.data?.run;
  const crumbs = [{ label: 'Automations', to: '/runs' }];
  if (page.waiting || (page.refreshing && run?.id !== runId)) return <Sheet crumbs={crumbs}><Waiting label="Run" rows={8} /></Sheet>;
  if (!run || run.id !== runId) return <Sheet crumbs={[...crumbs, { label: 'Not found' }]}><PageTrouble failure={page.failed('run') ?? (page.data ? null : page.failure)} what="Automations are" onRetry={page.again} /></Sheet>;
  return <Sheet crumbs={[...crumbs, { label: `Run ${run.number}` }]}><RunSheet run={run} page={page} live={live} onLive={setLive} /></Sheet>;
}

interface RunSheetProps {
  run: Run;
  page: PageAnswer<RunPageQuery>;
  live: boolean;
  onLive: (live: boolean) => void;
}

function RunSheet({ run, page, live, onLive }: RunSheetProps) {
  const { step: asked } = useSearch({ from: '/frame/runs/$runId' });
  const navigate = useNavigate({ from: '/runs/$runId' });
  const steps = run.steps.map((step) => reveal(RunStepRowFragmentDoc, step));
  const chosen = steps.find((step) => step.id === asked) ?? steps.find((step) => step.id === run.alarm?.stepId) ?? steps.findLast((step) => step.state !== 'NOT_REACHED' && step.state !== 'SKIPPED') ?? steps[0];
  const [open, setOpen] = useState<'resume' | 'cancel' | null>(null);
  const stuck = run.state === 'STUCK' && run.alarm;
  const choose = (id: string) => void navigate({ search: { step: id }, replace: true });
  const move = (by: number) => { const next = steps[steps.findIndex((step) => step.id === chosen?.id) + by]; if (next) choose(next.id); };
  useKeys({ j: () => move(1), k: () => move(-1), 'Shift+R': () => { if (stuck) setOpen('resume'); }, l: () => onLive(!live) });
  const running = !over.includes(run.state);
  return (
    <>
      <PageHead
        ruled title={run.workflowName} status={<Status machine="run" state={run.state} words={run.state === 'WAITING' && run.wakeAt ? `Waits until ${nearDayWords(instant(run.wakeAt))}` : undefined} filled />}
        sentence={<Because run={run} />}
        plain={running ? [<Act key="live" look="ghost" icon={live ? IconPlayerPause : IconPlayerPlay} hotkey="L" onClick={() => onLive(!live)}>{live ? 'Pause live view' : 'Go on live'}</Act>, <Act key="cancel" look="danger" icon={IconBan} onClick={() => setOpen('cancel')}>Cancel run</Act>] : []}
      />
      {stuck && run.alarm && (
        <Alarm
          what={run.alarm.what} why={[run.alarm.why, run.alarm.did, run.alarm.didNot, run.alarm.toDo].filter(Boolean).join(' ')}
          acts={<>{run.alarm.links.slice(0, 1).map((link) => <Go key={link.href} to={link.href} className="fm-link">{link.label}</Go>)}<Act look="primary" icon={IconPlayerPlay} hotkey="⇧R" onClick={() => setOpen('resume')}>Resume from step {run.alarm.stepNo}</Act></>}
        />
      )}
      {run.state === 'WAITING' && run.reason && <p className="fm-second" style={{ padding: '8px var(--fm-gutter)', borderBottom: '1px solid var(--fm-line)' }}>{run.reason}</p>}
      <Boundary what="The graph"><RunGraph steps={steps.map(graphStep)} chosen={chosen?.id ?? null} onChoose={choose} /></Boundary>
      <div className={css.bottom}>
        <StepTable steps={steps} chosen={chosen?.id ?? null} onChoose={choose} />
        {chosen && <StepDetail step={chosen} resume={chosen.id === run.alarm?.stepId ? (run.resumePreview?.lines ?? null) : null} />}
      </div>
      <ResumeDialog run={run} open={open === 'resume'} onClose={() => setOpen(null)} onDone={page.again} />
      <CancelDialog run={run} open={open === 'cancel'} onClose={() => setOpen(null)} onDone={page.again} />
    </>
  );
}

function Because({ run }: { run: Run }) {
  return (
    <>
      {run.client?.displayName && <>for <Go to={`/clients/${run.client.id}`} className="fm-link">{run.client.displayName}</Go>, </>}
      {run.subject && `${run.subject}, `}because {lowerFirst(run.cause.words)} {momentWords(instant(run.cause.at))}. Run {run.number}, version {run.versionNo}{run.owner?.name ? `, owner ${run.owner.name}` : ''}.
    </>
  );
}

function lowerFirst(words: string): string {
  return words.replace(/\.$/, '').replace(/^(The|An?|Somebody|Someone) /, (word) => word.toLowerCase());
}

function graphStep(step: RunStepRowFragment): GraphStep {
  const right = step.state === 'WAITING' && step.nextTryAt ? nearDayWords(instant(step.nextTryAt)) : step.state === 'STUCK' || step.state === 'RETRYING' ? `${step.tries} ${step.tries === 1 ? 'try' : 'tries'}` : step.kind === 'trigger' && step.startedAt ? timeWords(instant(step.startedAt)) : step.tookMs !== null && step.tookMs !== undefined ? spanWords(step.tookMs) : '';
  return { id: step.id, name: step.name, icon: step.icon ?? step.kind, state: step.state, right, dependsOn: step.dependsOn, column: step.column, lane: step.lane };
}

interface DialogProps {
  run: Run;
  open: boolean;
  onClose: () => void;
  onDone: () => void;
}

function ResumeDialog({ run, open, onClose, onDone }: DialogProps) {
  const [resume, { loading }] = useMutation(ResumeRunDocument, { errorPolicy: 'all' });
  const [refusal, setRefusal] = useState('');
  const tell = useTell();
  const act = async () => {
    setRefusal('');
    const { data, error } = await resume({ variables: { input: { runId: run.id, ifVersion: run.version } } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    if (!data?.resumeRun) { setRefusal(refusalWords(error)); onDone(); return; }
    tell.done('Resumed', 'The run goes on from the step that failed.');
    onClose();
    onDone();
  };
  return <Effects open={open} title={`Resume from step ${run.alarm?.stepNo ?? ''}`} effects={run.resumePreview?.lines.map((line) => ({ act: line }))} undo="What is done is not done again. What this sends cannot be called back." refusal={refusal} busy={loading} onAct={() => void act()} onClose={onClose} />;
}

function CancelDialog({ run, open, onClose, onDone }: DialogProps) {
  const [cancel, { loading }] = useMutation(CancelRunDocument, { errorPolicy: 'all' });
  const [reason, setReason] = useState('');
  const [refusal, setRefusal] = useState('');
  const tell = useTell();
  const act = async () => {
    if (!reason.trim()) { setRefusal('Say why: it stands in the story.'); return; }
    const { data, error } = await cancel({ variables: { input: { runId: run.id, reason: reason.trim(), ifVersion: run.version } } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    if (!data?.cancelRun) { setRefusal(refusalWords(error)); return; }
    tell.done('Run cancelled', 'What was done stays done.');
    onClose();
    onDone();
  };
  return (
    <FormDialog open={open} title="Cancel this run" lead="What was done stays done. No further step starts, and it cannot be taken up again." act="Cancel the run" busy={loading} refusal={refusal} onAct={() => void act()} onClose={onClose}>
      <TextField label="Why" data-autofocus maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
    </FormDialog>
  );
}
