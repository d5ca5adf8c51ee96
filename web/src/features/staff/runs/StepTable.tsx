import type { RunStepRowFragment } from '../../../gql/staff/graphql';
import { instant, nearDayWords, secondWords, spanWords } from '../../../lib/format';
import { iconFor } from '../../../ui/icons';
import { Status } from '../../../ui/Status';
import css from './Runs.module.css';

interface StepTableProps {
  steps: RunStepRowFragment[];
  chosen: string | null;
  onChoose: (id: string) => void;
}

/** The same run as the graph, row by row. */
export function StepTable({ steps, chosen, onChoose }: StepTableProps) {
  return (
    <div className={css.steps}>
      <table className={css.table} aria-label="Steps">
        <colgroup><col style={{ width: 52 }} /><col style={{ width: 236 }} /><col /><col style={{ width: 74 }} /><col style={{ width: 80 }} /><col style={{ width: 132 }} /></colgroup>
        <thead><tr><th scope="col">#</th><th scope="col">Step</th><th scope="col">What happened</th><th scope="col" className={css.right} style={{ paddingRight: 10 }}>Took</th><th scope="col" className={css.right} style={{ paddingRight: 10 }}>Started</th><th scope="col" style={{ paddingLeft: 6 }}>State</th></tr></thead>
        <tbody>{steps.map((step) => <StepRow key={step.id} step={step} chosen={step.id === chosen} onChoose={() => onChoose(step.id)} />)}</tbody>
      </table>
    </div>
  );
}

function StepRow({ step, chosen, onChoose }: { step: RunStepRowFragment; chosen: boolean; onChoose: () => void }) {
  const Mark = iconFor(step.icon ?? step.kind);
  const started = step.startedAt ? instant(step.startedAt) : null;
  const idle = step.state === 'NOT_REACHED' || step.state === 'SKIPPED';
  const until = step.state === 'WAITING' && step.nextTryAt ? `Until ${nearDayWords(instant(step.nextTryAt))}` : undefined;
  return (
    <tr className={idle ? css.idle : undefined} aria-selected={chosen} onClick={onChoose}>
      <td className="fm-num fm-quiet">{step.no}</td>
      <td><button type="button" className={css.name} aria-label={`Step ${step.no}, ${step.name}, details`}><Mark aria-hidden /><span className="fm-trunc">{step.name}</span></button></td>
      <td className={idle ? undefined : 'fm-second'}>{step.waits ?? step.words}</td>
      <td className={css.right}>{step.tookMs === null || step.tookMs === undefined ? '' : spanWords(step.tookMs)}</td>
      <td className={`${css.right} fm-second`}>{started && secondWords(started)}</td>
      <td style={{ paddingLeft: 6 }}><Status machine="step" state={step.state} words={until} /></td>
    </tr>
  );
}
