import { useMutation } from '@apollo/client/react';
import { IconPencil } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { reveal } from '../../../gql/staff';
import { CreateProposalDocument, NewProposalDocument, OfferedLineFragmentDoc, OfferedPackageFragmentDoc, type NewProposalQuery, type OfferedPackageFragment } from '../../../gql/staff/graphql';
import { refusalWords } from '../../../lib/failures';
import { usePage } from '../../../lib/use-page';
import { Act } from '../../../ui/Act';
import { Field, PickField } from '../../../ui/Field';
import { SideDrawer } from '../../../ui/SideDrawer';
import { PanelOut, Refused, Waiting } from '../../../ui/Trouble';
import { Go } from '../../../ui/Go';
import { draftLine, offerInput, type DraftOption } from './offer-draft';
import { ClientPickField, usePickedClient } from '../pickers/ClientPickField';
import css from './Proposals.module.css';

interface NewProposalProps { open: boolean; clientId: string | undefined; onClose: () => void }

/** The beginning of a proposal: for whom, about what, and from which packages. */
export function NewProposalDrawer({ open, clientId, onClose }: NewProposalProps) {
  if (!open) return null;
  return <SideDrawer open title="New proposal" onClose={onClose}><Beginning clientId={clientId} /></SideDrawer>;
}

function Beginning({ clientId }: { clientId: string | undefined }) {
  const page = usePage(NewProposalDocument, {});
  if (page.waiting) return <Waiting label="Packages" rows={6} />;
  if (!page.data?.servicePackages) return <PanelOut what="Packages" many failure={page.failure} onRetry={page.again} />;
  return <Form data={page.data} clientId={clientId} />;
}

/** Packages as options of an offer, in the order in which they were taken; the second one is recommended. */
function optionsFrom(packages: readonly OfferedPackageFragment[]): DraftOption[] {
  const recommended = Math.min(1, packages.length - 1);
  return packages.map((one, at) => ({ key: `package-${at + 1}`, name: one.name, description: one.description ?? '', recommended: at === recommended, lines: one.lines.map((line) => draftLine(reveal(OfferedLineFragmentDoc, line), one.currency)) }));
}

function Form({ data, clientId }: { data: NewProposalQuery; clientId: string | undefined }) {
  const all = data.servicePackages.map((one) => reveal(OfferedPackageFragmentDoc, one));
  const [typed, setTyped] = useState({ clientId: clientId ?? '', title: '', templateVersionId: '' });
  const [taken, setTaken] = useState<string[]>([]);
  const [refused, setRefused] = useState<unknown>(null);
  const [create, { loading }] = useMutation(CreateProposalDocument, { errorPolicy: 'all' });
  const navigate = useNavigate();
  const client = usePickedClient(typed.clientId);
  const currency = client?.currency ?? all.find((one) => one.id === taken[0])?.currency ?? 'GBP';
  const fitting = all.filter((one) => one.currency === currency);
  const toggle = (id: string) => setTaken(taken.includes(id) ? taken.filter((one) => one !== id) : [...taken, id]);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const chosen = taken.flatMap((id) => fitting.find((one) => one.id === id) ?? []);
    const offer = offerInput({ currency, addOns: [], discount: { kind: 'none', typed: '' }, options: optionsFrom(chosen) });
    const first = { currency, addOns: [], options: [{ key: 'package-1', name: 'Package', recommended: true, lines: [{ key: 'line-1', title: 'Work', timing: 'TO_BE_CONFIRMED' as const }] }] };
    const input = { clientId: typed.clientId, title: typed.title.trim(), templateVersionId: typed.templateVersionId || null, ...(typeof offer === 'string' || chosen.length === 0 ? first : offer) };
    const { data: made, error } = await create({ variables: { input } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    if (!made?.createProposal) { setRefused(error); return; }
    await navigate({ to: '/proposals/$proposalId', params: { proposalId: made.createProposal.id } });
  };
  return (
    <form className={css.form} onSubmit={(event) => void save(event)}>
      <ClientPickField label="Client" none="Choose a client" autoFocus value={typed.clientId} onPick={(id) => setTyped({ ...typed, clientId: id })} />
      <Field label="What it is about" maxLength={200} value={typed.title} onChange={(event) => setTyped({ ...typed, title: event.target.value })} />
      <fieldset className={css.ticks}>
        <legend className="fm-h2">Packages to choose from</legend>
        <p className="fm-quiet">Up to 3 read best: good, better, best. The proposal takes a copy, which you can change.</p>
        {fitting.map((one) => <label key={one.id}><input type="checkbox" checked={taken.includes(one.id)} disabled={!taken.includes(one.id) && taken.length >= 5} onChange={() => toggle(one.id)} />{one.name}{one.description && <small>{one.description}</small>}</label>)}
        {fitting.length === 0 && <p className="fm-second">No package in {currency} yet. Begin with a blank one, or <Go to="/templates/packages" className="fm-link">make packages</Go> to offer again and again.</p>}
      </fieldset>
      <PickField label="Contract" optional help="From which template the agreement is written after a yes." value={typed.templateVersionId} onChange={(event) => setTyped({ ...typed, templateVersionId: event.target.value })}>
        <option value="">Decide later</option>
        {data.contractTemplates.filter((one) => one.current).map((one) => <option key={one.id} value={one.current?.id}>{one.name}, version {one.current?.versionNo}</option>)}
      </PickField>
      <Refused>{refusalWords(refused)}</Refused>
      <div><Act look="primary" icon={IconPencil} type="submit" busy={loading} disabled={!typed.clientId || !typed.title.trim()}>Write it</Act></div>
    </form>
  );
}
