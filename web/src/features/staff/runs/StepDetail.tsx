import { IconCopy } from '@tabler/icons-react';
import type { RunStepRowFragment } from '../../../gql/staff/graphql';
import { copyText } from '../../../lib/copy';
import { instant, nearDayWords, secondWords } from '../../../lib/format';
import { Act } from '../../../ui/Act';
import { Go } from '../../../ui/Go';
import { Facts } from '../../../ui/Rail';
import css from './Runs.module.css';

/** One step: tried, acts as, record, what resuming will do, what was sent and answered. */
export function StepDetail({ step, resume }: { step: RunStepRowFragment; resume: string[] | null }) {
  const { tried, actsAs, record, repeatSafe, sent, answered } = step.detail;
  const all = [...sent.map((one) => `${one.name}: ${one.value}`), ...answered.map((one) => `→ ${one.name}: ${one.value}`)].join('\n');
  return (
    <aside className={css.detail} aria-label={`Step ${step.no}, ${step.name}`}>
      <div className={css.detailHead}><h2>Step {step.no}, {step.name}</h2>{all && <Act small look="ghost" icon={IconCopy} onClick={() => copyText(all)}>Copy</Act>}</div>
      <div className={css.facts}>
        <Facts facts={[
          ['Tried', tried.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (stamp) => `${nearDayWords(instant(stamp))} ${secondWords(instant(stamp))}`)], ['Acts as', actsAs], ...(record ? [['Record', <Go key="record" to={record.href} className="fm-link">{record.label}</Go>] as const] : []), ['Repeat is safe', repeatSafe],
        ]} />
      </div>
      {resume && <><h3>Resume will</h3><ol className={css.will}>{resume.map((line) => <li key={line}>{line}</li>)}</ol></>}
      <Values title="Sent" values={sent} />
      <Values title="Answered" values={answered} />
    </aside>
  );
}

function Values({ title, values }: { title: string; values: { name: string; value: string }[] }) {
  if (values.length === 0) return null;
  return <><h3>{title}</h3><dl className={css.raw}>{values.map((one) => <Pair key={one.name} {...one} />)}</dl></>;
}

function Pair({ name, value }: { name: string; value: string }) {
  return <><dt>{name}</dt><dd>{value}</dd></>;
}
