import { IconArrowDown, IconArrowUp, IconChevronDown, IconChevronRight, IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { TaskPriority, TaskRole } from '../../../gql/staff/graphql';
import { Act } from '../../../ui/Act';
import { nextKey, type Plan, type PlannedSection, type PlannedTask } from './plan';
import css from './Templates.module.css';

const roles: readonly (readonly [TaskRole, string])[] = [['OWNER', 'Owner'], ['PREPARER', 'Preparer'], ['REVIEWER', 'Reviewer'], ['CLIENT', 'The client']];
const priorities: readonly (readonly [TaskPriority, string])[] = [['LOW', 'Low'], ['NORMAL', 'Normal'], ['HIGH', 'High'], ['URGENT', 'Urgent']];

interface PartProps {
  plan: Plan;
  onChange: (plan: Plan) => void;
}

/** A whole number that was typed; null for none. */
export const typedNumber = (words: string): number | null => (words.trim() === '' ? null : Number.parseInt(words, 10) || 0);

/** The sections of a plan with their tasks. */
export function SectionLines({ plan, onChange }: PartProps) {
  const add = () => onChange({ ...plan, sections: [...plan.sections, { key: nextKey('section', plan.sections), title: '', wipLimit: null, conditions: ['TASKS_DONE'] }] });
  return (
    <section>
      <h2 className="fm-h2">Stages and their tasks</h2>
      {plan.sections.map((section, at) => <SectionLine key={section.key} section={section} at={at} plan={plan} onChange={onChange} />)}
      <div><Act small look="ghost" icon={IconPlus} onClick={add}>Another stage</Act></div>
    </section>
  );
}

function SectionLine({ section, at, plan, onChange }: PartProps & { section: PlannedSection; at: number }) {
  const set = (part: Partial<PlannedSection>) => onChange({ ...plan, sections: plan.sections.map((one) => (one.key === section.key ? { ...one, ...part } : one)) });
  const name = section.title || `stage ${at + 1}`;
  const tasks = plan.tasks.filter((task) => task.section === section.key);
  const up = () => { const list = [...plan.sections]; list.splice(at - 1, 0, ...list.splice(at, 1)); onChange({ ...plan, sections: list }); };
  const remove = () => onChange({ ...plan, sections: plan.sections.filter((one) => one.key !== section.key), tasks: plan.tasks.filter((task) => task.section !== section.key) });
  const blank: PlannedTask = { key: nextKey('task', plan.tasks), section: section.key, title: '', clientTitle: null, kind: 'STAFF', role: 'PREPARER', dueAfterDays: null, dependsOn: [], clientVisible: false, parent: null, priority: 'NORMAL', estimateMinutes: null, checklist: [], needsFiles: [] };
  return (
    <fieldset className={css.stageEdit}>
      <div className={css.stageHead}>
        <input aria-label={`Name of stage ${at + 1}`} maxLength={120} placeholder="Name of the stage" value={section.title} onChange={(event) => set({ title: event.target.value })} />
        <label>At most<input aria-label={`Limit of ${name}`} inputMode="numeric" placeholder="any" value={section.wipLimit ?? ''} onChange={(event) => set({ wipLimit: typedNumber(event.target.value) })} />open</label>
        <label><input type="checkbox" checked={section.conditions.includes('FILES_RECEIVED')} onChange={(event) => set({ conditions: event.target.checked ? [...section.conditions, 'FILES_RECEIVED'] : section.conditions.filter((one) => one !== 'FILES_RECEIVED') })} />waits for files</label>
        <span><Act look="icon" icon={IconArrowUp} label={`Move ${name} up`} disabled={at === 0} onClick={up} /><Act look="icon" icon={IconX} label={`Remove ${name}`} disabled={plan.sections.length === 1} onClick={remove} /></span>
      </div>
      {tasks.map((task) => <TaskLine key={task.key} task={task} plan={plan} onChange={onChange} />)}
      <div><Act small look="ghost" icon={IconPlus} onClick={() => onChange({ ...plan, tasks: [...plan.tasks, blank] })}>Another task</Act></div>
    </fieldset>
  );
}

function TaskLine({ task, plan, onChange }: PartProps & { task: PlannedTask }) {
  const set = (part: Partial<PlannedTask>) => onChange({ ...plan, tasks: plan.tasks.map((one) => (one.key === task.key ? { ...one, ...part } : one)) });
  const name = task.title || 'the new task';
  const [open, setOpen] = useState(false);
  const remove = () => onChange({ ...plan, tasks: plan.tasks.filter((one) => one.key !== task.key).map((one) => ({ ...one, dependsOn: one.dependsOn.filter((key) => key !== task.key), parent: one.parent === task.key ? null : one.parent })) });
  const down = () => {
    const list = [...plan.tasks];
    const from = list.findIndex((one) => one.key === task.key);
    const to = list.findIndex((one, i) => i > from && one.section === task.section);
    if (to > 0) { list.splice(to, 0, ...list.splice(from, 1)); onChange({ ...plan, tasks: list }); }
  };
  const others = plan.tasks.filter((one) => one.key !== task.key && one.title.trim());
  return (
    <div className={css.taskEdit}>
      <div className={css.taskRow}>
        <Act look="icon" icon={open ? IconChevronDown : IconChevronRight} label={`${open ? 'Less' : 'More'} about ${name}`} onClick={() => setOpen(!open)} />
        <input aria-label="Task" maxLength={200} placeholder="What is to be done" value={task.title} onChange={(event) => set({ title: event.target.value })} />
        <select aria-label={`Who does ${name}`} value={task.role} onChange={(event) => set({ role: event.target.value as TaskRole, kind: event.target.value === 'CLIENT' ? 'CLIENT' : event.target.value === 'REVIEWER' ? 'REVIEW' : 'STAFF', clientVisible: event.target.value === 'CLIENT' || task.clientVisible })}>{roles.map(([key, words]) => <option key={key} value={key}>{words}</option>)}</select>
        <input aria-label={`Working days after the start for ${name}`} inputMode="numeric" placeholder="days" value={task.dueAfterDays ?? ''} onChange={(event) => set({ dueAfterDays: typedNumber(event.target.value) })} />
        <span><Act look="icon" icon={IconArrowDown} label={`Move ${name} down`} onClick={down} /><Act look="icon" icon={IconX} label={`Remove ${name}`} onClick={remove} /></span>
      </div>
      {open && <TaskMore task={task} plan={plan} others={others} onSet={set} />}
    </div>
  );
}

interface MoreProps {
  task: PlannedTask;
  plan: Plan;
  others: readonly PlannedTask[];
  onSet: (part: Partial<PlannedTask>) => void;
}

/** What a planned task says besides its name: what it waits for, what to tick off, what the client sees. */
function TaskMore({ task, plan, others, onSet: set }: MoreProps) {
  return (
      <div className={css.taskMore}>
        <label>What the client calls it<input maxLength={200} value={task.clientTitle ?? ''} onChange={(event) => set({ clientTitle: event.target.value })} /></label>
        <label>Presses<select value={task.priority} onChange={(event) => set({ priority: event.target.value as TaskPriority })}>{priorities.map(([key, words]) => <option key={key} value={key}>{words}</option>)}</select></label>
        <label>Minutes<input inputMode="numeric" value={task.estimateMinutes ?? ''} onChange={(event) => set({ estimateMinutes: typedNumber(event.target.value) })} /></label>
        <label>Part of<select value={task.parent ?? ''} onChange={(event) => set({ parent: event.target.value || null })}><option value="">Nothing</option>{others.map((one) => <option key={one.key} value={one.key}>{one.title}</option>)}</select></label>
        <label className={css.wide}>Checklist, a line each<textarea rows={3} value={task.checklist.join('\n')} onChange={(event) => set({ checklist: event.target.value.split('\n') })} /></label>
        <fieldset className={css.wide}><legend>Comes after</legend>{others.length === 0 ? <p className="fm-quiet">No other task.</p> : others.map((one) => <label key={one.key} className={css.check}><input type="checkbox" checked={task.dependsOn.includes(one.key)} onChange={(event) => set({ dependsOn: event.target.checked ? [...task.dependsOn, one.key] : task.dependsOn.filter((key) => key !== one.key) })} />{one.title}</label>)}</fieldset>
        {plan.fileRequests.length > 0 && <fieldset className={css.wide}><legend>Waits for files</legend>{plan.fileRequests.map((one) => <label key={one.key} className={css.check}><input type="checkbox" checked={task.needsFiles.includes(one.key)} onChange={(event) => set({ needsFiles: event.target.checked ? [...task.needsFiles, one.key] : task.needsFiles.filter((key) => key !== one.key) })} />{one.title || 'Files without a name'}</label>)}</fieldset>}
        <label className={css.check}><input type="checkbox" checked={task.clientVisible} onChange={(event) => set({ clientVisible: event.target.checked })} />The client sees it</label>
      </div>
  );
}
