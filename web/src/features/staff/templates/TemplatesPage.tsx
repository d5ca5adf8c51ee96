import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { PageHead } from '../../../ui/PageHead';
import { Sheet } from '../../../ui/Shell';
import { Tabs } from '../../../ui/Tabs';
import { AppointmentTypes } from './AppointmentTypes';
import { Clauses } from './Clauses';
import { ContractTemplates } from './ContractTemplates';
import { FolderTemplates } from './FolderTemplates';
import { ProjectTemplates } from './ProjectTemplates';
import { RecurringWork } from './RecurringWork';
import { ServicePackages } from './ServicePackages';

const kinds = [
  { key: 'projects', label: 'Projects', said: 'What is laid out when a client begins: sections, tasks and who does them. Work that was laid out keeps its version.' },
  { key: 'recurring', label: 'Recurring work', said: 'Work that comes again: laid out ahead of its day, each period once.' },
  { key: 'folders', label: 'Folders', said: 'The folders each client gets. Applying one again adds what is missing and deletes nothing.' },
  { key: 'appointments', label: 'Appointments', said: 'What can be booked, how long it takes and who comes.' },
  { key: 'contracts', label: 'Contracts', said: 'From these the agreement is written after a yes. A published version never changes.' },
  { key: 'clauses', label: 'Clauses', said: 'Words that stand alike in every contract. Other words need the consent of somebody who may give it.' },
  { key: 'packages', label: 'Packages', said: 'What is offered again and again. Proposals take a copy, which no later change touches.' },
] as const;

/** What a list of templates gets from the address. */
export interface TemplateListProps {
  open: string | undefined;
  onOpen: (id: string | undefined) => void;
}

/** The firm's templates, by kind. */
export function TemplatesPage() {
  const { kind } = useParams({ from: '/frame/templates/$kind' });
  const { open } = useSearch({ from: '/frame/templates/$kind' });
  const navigate = useNavigate({ from: '/templates/$kind' });
  const shown = kinds.find((one) => one.key === kind) ?? kinds[0];
  const list: TemplateListProps = { open, onOpen: (id) => void navigate({ search: { open: id }, replace: true }) };
  return (
    <Sheet crumbs={[{ label: 'Templates', to: '/templates/projects' }, { label: shown.label }]}>
      <PageHead title="Templates" sentence={shown.said} />
      <Tabs label="Kinds" on={shown.key} tabs={kinds.map((one) => ({ key: one.key, label: one.label, to: `/templates/${one.key}` }))} />
      {shown.key === 'projects' && <ProjectTemplates {...list} />}
      {shown.key === 'recurring' && <RecurringWork {...list} />}
      {shown.key === 'folders' && <FolderTemplates {...list} />}
      {shown.key === 'appointments' && <AppointmentTypes {...list} />}
      {shown.key === 'contracts' && <ContractTemplates {...list} />}
      {shown.key === 'clauses' && <Clauses {...list} />}
      {shown.key === 'packages' && <ServicePackages {...list} />}
    </Sheet>
  );
}
