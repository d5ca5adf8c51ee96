import { useMutation } from '@apollo/client/react';
import { Menu } from '@mantine/core';
import { IconCircleCheck, IconDots, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { CompleteProjectDocument, HoldProjectDocument, ResumeProjectDocument } from '../../../gql/staff/graphql';
import { countWords } from '../../../lib/format';
import { Act } from '../../../ui/Act';
import { Dialog } from '../../../ui/Dialog';
import { TextField } from '../../../ui/Field';
import type { Project } from './ProjectPage';
import { useAct } from '../../../ui/use-act';
import css from './Project.module.css';

/** What else can be done with a project: pause it, go on, finish it. */
export function ProjectMenu({ project, onChanged }: { project: Project; onChanged: () => void }) {
  const [asking, setAsking] = useState<'hold' | 'complete' | null>(null);
  const [resume] = useMutation(ResumeProjectDocument, { errorPolicy: 'all' });
  const { act } = useAct(onChanged);
  const goOn = () => void act(resume({ variables: { input: { projectId: project.id, ifVersion: project.version } } }), { done: 'Work goes on', refused: 'The project stays on hold' });
  if (project.status === 'COMPLETED' || project.status === 'CANCELLED') return null;
  return (
    <>
      <Menu position="bottom-end" width={220}>
        <Menu.Target><Act look="icon" icon={IconDots} label="More for this project" /></Menu.Target>
        <Menu.Dropdown>
          {project.status === 'ACTIVE' && <Menu.Item leftSection={<IconPlayerPause size={15} />} onClick={() => setAsking('hold')}>Put on hold</Menu.Item>}
          {project.status === 'ON_HOLD' && <Menu.Item leftSection={<IconPlayerPlay size={15} />} onClick={goOn}>Go on with the work</Menu.Item>}
          {project.status === 'ACTIVE' && <Menu.Item leftSection={<IconCircleCheck size={15} />} onClick={() => setAsking('complete')}>Finish the project</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      <Dialog open={asking !== null} label={asking === 'hold' ? 'Put on hold' : 'Finish the project'} size="480px" onClose={() => setAsking(null)}>
        {asking === 'hold' && <HoldForm project={project} onChanged={onChanged} onClose={() => setAsking(null)} />}
        {asking === 'complete' && <CompleteForm project={project} onChanged={onChanged} onClose={() => setAsking(null)} />}
      </Dialog>
    </>
  );
}

interface FormProps {
  project: Project;
  onChanged: () => void;
  onClose: () => void;
}

function HoldForm({ project, onChanged, onClose }: FormProps) {
  const [reason, setReason] = useState('');
  const [hold] = useMutation(HoldProjectDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(onChanged);
  const save = async () => { if (await act(hold({ variables: { input: { projectId: project.id, reason: reason.trim(), ifVersion: project.version } } }), { done: 'On hold', why: 'Nobody is reminded until it goes on.', refused: 'The project goes on' })) onClose(); };
  return (
    <form className={css.dialog} onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <h2>Put {project.name} on hold</h2>
      <TextField label="Why" maxLength={300} autoFocus value={reason} help="Colleagues read it; the client does not." onChange={(event) => setReason(event.target.value)} />
      <div className={css.acts}><Act onClick={onClose}>Not now</Act><Act look="primary" type="submit" busy={busy} disabled={!reason.trim()}>Put on hold</Act></div>
    </form>
  );
}

function CompleteForm({ project, onChanged, onClose }: FormProps) {
  const [complete] = useMutation(CompleteProjectDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(onChanged);
  const open = project.tasksTotal - project.tasksDone;
  const [rule, setRule] = useState<'COMPLETE_ALL' | 'LEAVE'>('COMPLETE_ALL');
  const save = async () => { if (await act(complete({ variables: { input: { projectId: project.id, openTasks: open > 0 ? rule : null, ifVersion: project.version } } }), { done: 'Finished', refused: 'The project stays open' })) onClose(); };
  return (
    <form className={css.dialog} onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <h2>Finish {project.name}</h2>
      {open > 0 && (
        <fieldset className={css.choice}>
          <legend>{countWords(open, 'task is', 'tasks are')} still open.</legend>
          <label><input type="radio" name="rule" checked={rule === 'COMPLETE_ALL'} onChange={() => setRule('COMPLETE_ALL')} />Mark {open === 1 ? 'it' : 'them'} done as well</label>
          <label><input type="radio" name="rule" checked={rule === 'LEAVE'} onChange={() => setRule('LEAVE')} />Leave {open === 1 ? 'it' : 'them'} open</label>
        </fieldset>
      )}
      <div className={css.acts}><Act onClick={onClose}>Not now</Act><Act look="primary" type="submit" busy={busy}>Finish</Act></div>
    </form>
  );
}
