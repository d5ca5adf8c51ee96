import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { ActivateProjectDocument } from '../../../gql/staff/graphql';
import { refusalWords } from '../../../lib/failures';
import { countWords, dayWords, plainDate } from '../../../lib/format';
import { Effects } from '../../../ui/Effects';
import { useTell } from '../../../ui/Told';
import type { Project } from './ProjectPage';

/** What beginning a project will do, before it is done. */
export function BeginDialog({ project, open, onClose, onDone }: { project: Project; open: boolean; onClose: () => void; onDone: () => void }) {
  const [activate, { loading }] = useMutation(ActivateProjectDocument, { errorPolicy: 'all' });
  const [refusal, setRefusal] = useState('');
  const tell = useTell();
  const act = async () => {
    setRefusal('');
    const { data, error } = await activate({ variables: { input: { projectId: project.id, ifVersion: project.version } } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    if (!data?.activateProject) { setRefusal(refusalWords(error)); return; }
    tell.done('Work has begun', 'Tasks have their dates, and everybody who has one is told.');
    onClose();
    onDone();
  };
  const effects = [
    { act: `Give ${countWords(project.tasksTotal, 'task its date', 'tasks their dates')}`, detail: project.kickOffOn ? `Counted in working days from ${dayWords(plainDate(project.kickOffOn), 'UTC')}.` : 'Counted in working days from today.' },
    { act: 'Tell everybody who has a task', detail: 'Tasks of the client appear in the portal.' },
    ...(project.fileNeeds.length > 0 ? [{ act: `Ask the client for ${countWords(project.fileNeeds.length, 'set of files', 'sets of files')}`, detail: project.fileNeeds.map((need) => need.title).join(', ') }] : []),
  ];
  return <Effects open={open} title="Begin work" effects={effects} refusal={refusal} busy={loading} onAct={() => void act()} onClose={onClose} />;
}
