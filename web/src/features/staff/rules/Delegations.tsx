import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { DelegateApprovalsDocument, EndApprovalDelegationDocument, MyDelegationsDocument, type MyDelegationsQuery } from '../../../gql/staff/graphql';
import { now } from '../../../lib/clock';
import { failuresOf, refusalWords } from '../../../lib/failures';
import { dayOf, dayWords, plainDate } from '../../../lib/format';
import { useOneKey } from '../../../lib/one-key';
import { usePage } from '../../../lib/use-page';
import { Act } from '../../../ui/Act';
import { FormDialog } from '../../../ui/Effects';
import { Field, PickField } from '../../../ui/Field';
import { useTell } from '../../../ui/Told';
import { PanelOut, Waiting } from '../../../ui/Trouble';
import { useAct } from '../../../ui/use-act';
import { delegationStanding } from './rule-draft';
import css from './Rules.module.css';

type One = MyDelegationsQuery['myApprovalDelegations'][number];
const standing = { PLANNED: 'Planned', NOW: 'Now', OVER: 'Over', TAKEN_BACK: 'Taken back' } as const;

/** Whom this person handed their approvals to, and who handed theirs over, for which days. */
export function Delegations() {
  const page = usePage(MyDelegationsDocument, {});
  const [opened, setOpened] = useState(false);
  const again = () => void page.again();
  if (!page.data?.myApprovalDelegations) return page.waiting ? <Waiting label="Days away" rows={3} /> : <PanelOut what="Days away" many failure={page.failure} onRetry={again} />;
  const me = page.data.me?.user.id ?? '';
  // Days are those of the firm, wherever somebody reads this.
  const today = dayOf(now(), page.data.me?.firm.timeZone);
  const person = (id: string) => (id === me ? 'you' : page.data?.users?.nodes.find((one) => one.id === id)?.name ?? 'somebody who left');
  return (
    <section className={css.part} aria-label="Days away">
      <div className={css.head}><h2>Days away</h2><Act small onClick={() => setOpened(true)}>Hand yours over</Act></div>
      <p className="fm-second">Who decides in your place. It lets nobody approve what they wrote themselves.</p>
      {page.data.myApprovalDelegations.length === 0 && <p className="fm-quiet">Nothing is handed over, by you or to you.</p>}
      <ul className={css.rules}>{page.data.myApprovalDelegations.map((one) => <Delegation key={one.id} one={one} me={me} today={today} person={person} onChanged={again} />)}</ul>
      {opened && <HandOverDialog me={me} today={today} people={page.data.users?.nodes ?? []} onChanged={again} onClose={() => setOpened(false)} />}
    </section>
  );
}

function Delegation({ one, me, today, person, onChanged }: { one: One; me: string; today: string; person: (id: string) => string; onChanged: () => void }) {
  const [end] = useMutation(EndApprovalDelegationDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(onChanged);
  const stands = delegationStanding(one, today);
  const from = dayWords(plainDate(one.fromOn), 'UTC');
  const days = stands === 'TAKEN_BACK' ? `From ${from}` : `${from} to ${dayWords(plainDate(one.untilOn), 'UTC')}`;
  const holds = stands === 'PLANNED' || stands === 'NOW';
  return (
    <li data-off={!holds || undefined}>
      <div className={css.head}>
        <span><b>{days}</b>: {person(one.toUserId)} in place of {person(one.fromUserId)}</span><span className="fm-second">{standing[stands]}</span>
        {one.fromUserId === me && holds && <Act small look="ghost" busy={busy} label={`Take back: ${days}`} onClick={() => void act(end({ variables: { input: { delegationId: one.id } } }), { done: 'You decide yourself again', refused: 'It stays handed over' })}>Take back</Act>}
      </div>
    </li>
  );
}

function HandOverDialog({ me, today, people, onChanged, onClose }: { me: string; today: string; people: readonly { id: string; name: string }[]; onChanged: () => void; onClose: () => void }) {
  const [typed, setTyped] = useState({ toUserId: '', fromOn: today, untilOn: today });
  const [wrong, setWrong] = useState('');
  const [refused, setRefused] = useState<unknown>(null);
  const [delegate, { loading }] = useMutation(DelegateApprovalsDocument, { errorPolicy: 'all' });
  const once = useOneKey();
  const tell = useTell();
  const set = (change: Partial<typeof typed>) => { setTyped({ ...typed, ...change }); setWrong(''); setRefused(null); };
  const fault = failuresOf(refused)[0];
  const save = async () => {
    if (typed.toUserId === '') { setWrong('Say who decides in your place.'); return; }
    const { data, error } = await delegate({ variables: { input: typed }, context: once(typed) }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    if (!data?.delegateApprovals) { setRefused(error); return; }
    tell.done('Handed over', 'What waits for you in those days can be decided in your place.');
    onChanged();
    onClose();
  };
  return (
    <FormDialog open title="Hand your approvals over" act="Hand over" busy={loading} refusal={fault ? refusalWords(refused) : ''} onAct={() => void save()} onClose={onClose}>
      <PickField label="To whom" autoFocus value={typed.toUserId} wrong={wrong || null} onChange={(event) => set({ toUserId: event.target.value })}><option value="">Choose somebody</option>{people.filter(({ id }) => id !== me).map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}</PickField>
      <Field label="First day" type="date" value={typed.fromOn} onChange={(event) => set({ fromOn: event.target.value })} />
      <Field label="Last day" type="date" value={typed.untilOn} onChange={(event) => set({ untilOn: event.target.value })} />
    </FormDialog>
  );
}
