import { useMutation } from '@apollo/client/react';
import { IconChecks } from '@tabler/icons-react';
import { useState } from 'react';
import { ApproveDeviationsDocument } from '../../../gql/staff/graphql';
import { Act } from '../../../ui/Act';
import { Effects } from '../../../ui/Effects';
import { MoveWord } from '../../../ui/Status';
import { Alarm } from '../../../ui/Trouble';
import { useAct } from '../../../ui/use-act';
import { useMay } from '../shell/use-may';
import type { ProposalPart, ProposalRecord } from './ProposalPage';
import css from './Proposals.module.css';

/** «Limit of liability» and «Fees». */
export function clauseList(deviations: ProposalRecord['deviations']): string {
  return deviations.map((one) => `«${one.name ?? 'a clause the library does not know'}»`).join(' and ');
}

/** Fixed clauses that this proposal changes: who agreed, or who has to. */
export function DeviationLine({ part, unsaved }: { part: ProposalPart; unsaved: boolean }) {
  const { proposal } = part;
  const [asking, setAsking] = useState(false);
  const may = useMay()('agreements.deviation.approve');
  const { deviations, deviationBy } = proposal;
  if (deviations.length === 0) return null;
  if (deviationBy) return <p className={css.agreed}><MoveWord tone="done" icon="user-check" words={`${deviationBy} agreed to other words in ${clauseList(deviations)}`} /> <span className="fm-quiet">Any change of the text takes this back.</span></p>;
  return (
    <>
      <Alarm
        what={`A partner has to agree: ${clauseList(deviations)} ${deviations.length === 1 ? 'differs' : 'differ'} from the library.`}
        why={may ? 'It cannot be sent before. Read the text below, then agree to exactly these words.' : 'It cannot be sent before. Ask somebody who may agree to other words in fixed clauses.'}
        acts={may && <Act icon={IconChecks} disabled={unsaved} onClick={() => setAsking(true)}>{unsaved ? 'Save it first' : 'Look and agree'}</Act>}
      />
      {asking && <AgreeDialog part={part} onClose={() => setAsking(false)} />}
    </>
  );
}

function AgreeDialog({ part, onClose }: { part: ProposalPart; onClose: () => void }) {
  const { proposal, onChanged } = part;
  const [approve] = useMutation(ApproveDeviationsDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(() => void onChanged());
  const run = async () => { if (await act(approve({ variables: { input: { proposalId: proposal.id, ifVersion: proposal.version } } }), { done: 'Agreed', why: 'It can be sent with these words.', refused: 'Nobody agreed' })) onClose(); };
  const effects = [
    ...proposal.deviations.map((one) => ({ act: one.kind === 'REMOVED' ? `Leave out «${one.name ?? 'a clause'}»` : `Let other words stand in «${one.name ?? 'a clause'}»`, detail: 'In this proposal only. The library and all other contracts keep theirs.' })),
    { act: 'Write your name beside it', detail: 'Who agreed stands with the proposal and in the story.' },
  ];
  return <Effects open title={`Agree to ${proposal.deviations.length === 1 ? 'this deviation' : `these ${proposal.deviations.length} deviations`}`} effects={effects} undo="Any later change of the text takes this back." busy={busy} onAct={() => void run()} onClose={onClose} />;
}
