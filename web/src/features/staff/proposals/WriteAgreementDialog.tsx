import { useMutation, useQuery } from '@apollo/client/react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { MergeFieldNamesDocument, WriteAgreementDocument } from '../../../gql/staff/graphql';
import { failuresOf, refusalWords } from '../../../lib/failures';
import { FormDialog } from '../../../ui/Effects';
import { Field, PickField } from '../../../ui/Field';
import { useTell } from '../../../ui/Told';
import type { ProposalPart } from './ProposalPage';

/** Writes the contract of a yes: what nobody knows is asked for here, by its name. */
export function WriteAgreementDialog({ part, onClose }: { part: ProposalPart; onClose: () => void }) {
  const { proposal, data } = part;
  const [typed, setTyped] = useState({ effectiveOn: '', amends: '', template: '' });
  const [values, setValues] = useState<Record<string, string>>({});
  const [missing, setMissing] = useState<readonly string[]>([]);
  const [refusal, setRefusal] = useState('');
  const [write, { loading }] = useMutation(WriteAgreementDocument, { errorPolicy: 'all' });
  const { data: known } = useQuery(MergeFieldNamesDocument, { errorPolicy: 'all' });
  const navigate = useNavigate();
  const tell = useTell();
  const standing = (proposal.client?.agreements ?? []).filter((one) => one.status === 'ACTIVE' && one.currency === proposal.currency);
  const labelOf = (name: string) => known?.mergeFields.find((one) => one.name === name)?.label ?? name;
  const send = async () => {
    const filled = Object.entries(values).filter(([, value]) => value.trim()).map(([name, value]) => ({ name, value: value.trim() }));
    const input = { proposalId: proposal.id, effectiveOn: typed.effectiveOn || null, amendsAgreementId: typed.amends || null, templateVersionId: proposal.templateVersionId ? null : typed.template || null, values: filled };
    const { data: made, error } = await write({ variables: { input } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    if (!made?.draftAgreementFromProposal) {
      const [failure] = failuresOf(error);
      setMissing(failure?.names ?? []);
      setRefusal(failure && failure.names.length > 0 ? `Nothing is known for ${failure.names.map(labelOf).join(', ')}. Say it here, and it is written.` : refusalWords(error));
      return;
    }
    tell.done('The agreement is written', 'Nobody has it yet. Send it for signature from its page.');
    await navigate({ to: '/agreements/$agreementId', params: { agreementId: made.draftAgreementFromProposal.id } });
  };
  return (
    <FormDialog open title="Write the agreement" lead="Its lines are what the client took, to the cent, and every field of its text is filled. The client does not see it yet." act="Write it" refusal={refusal} busy={loading} onAct={() => void send()} onClose={onClose}>
      {!proposal.templateVersionId && <PickField label="Contract" value={typed.template} onChange={(event) => setTyped({ ...typed, template: event.target.value })}><option value="">Choose a template</option>{data.contractTemplates.filter((one) => one.current).map((one) => <option key={one.id} value={one.current?.id}>{one.name}</option>)}</PickField>}
      <Field label="Holds from" optional type="date" help="From the day of the last signature when left open." value={typed.effectiveOn} onChange={(event) => setTyped({ ...typed, effectiveOn: event.target.value })} />
      {standing.length > 0 && <PickField label="It is" value={typed.amends} onChange={(event) => setTyped({ ...typed, amends: event.target.value })}><option value="">A new agreement</option>{standing.map((one) => <option key={one.id} value={one.id}>A change of «{one.title}»</option>)}</PickField>}
      {missing.map((name) => <Field key={name} label={labelOf(name)} maxLength={400} value={values[name] ?? ''} onChange={(event) => setValues({ ...values, [name]: event.target.value })} />)}
    </FormDialog>
  );
}
