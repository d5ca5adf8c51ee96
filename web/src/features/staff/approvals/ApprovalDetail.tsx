import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { reveal } from '../../../gql/staff';
import { ApprovalDetailDocument, ApprovalRowFragmentDoc, ApproveBillDocument, ApproveInvoiceDocument, RejectBillDocument, RejectInvoiceDocument, RequestBillChangesDocument, type ApprovalDetailQuery } from '../../../gql/staff/graphql';
import { useKeys } from '../../../lib/keys';
import { usePage } from '../../../lib/use-page';
import { Act } from '../../../ui/Act';
import { FormDialog } from '../../../ui/Effects';
import { Money, When } from '../../../ui/facts';
import { TextField } from '../../../ui/Field';
import { PageTrouble, Waiting } from '../../../ui/Trouble';
import { useAct } from '../../../ui/use-act';
import { kindWords, momentOf, willDo } from './approval-words';
import css from './Approvals.module.css';

type Approval = ApprovalDetailQuery['approval'];
interface DetailProps { id: string; onDone: () => void; onBack: () => void }

/** One thing to agree to: what is another since the last time, why it is this person's turn, what was said, and what a yes will do. */
export function ApprovalDetail({ id, onDone, onBack }: DetailProps) {
  const page = usePage(ApprovalDetailDocument, { id }, { everyMs: 20_000 });
  const approval = page.data?.approval;
  if (!approval) return <div className={css.detail}>{page.waiting ? <Waiting rows={6} label="The approval" /> : <PageTrouble failure={page.failure} what="This approval is" onRetry={page.again} />}</div>;
  const row = reveal(ApprovalRowFragmentDoc, approval);
  const isLast = approval.stepNo + 1 >= approval.stepCount;
  return (
    <article className={css.detail} aria-label={row.title}>
      <div className={css.back}><Act look="ghost" onClick={onBack}>All approvals</Act></div>
      <header className={css.head}>
        <h2>{row.title}</h2>
        {row.amount && <p className={css.large}><Money minor={row.amount.minor} currency={row.amount.currency} /></p>}
        <p className={css.quiet}>{kindWords(row.kind)}, asked by {row.askedBy ?? 'the house'} <When at={row.askedAt} as="ago" />{row.dueAt && <>, to be decided by <When at={row.dueAt} /></>}</p>
        <p className={css.quiet}>«{approval.ruleName}», step {approval.stepNo + 1} of {approval.stepCount}.{approval.why ? ` ${approval.why}` : ''}</p>
      </header>
      <Changes approval={approval} />
      {approval.bill?.file?.url && <p><a className="fm-link" href={approval.bill.file.url} target="_blank" rel="noreferrer">See the document</a></p>}
      {row.mayDecide && <section className={css.part}><h3>Approve will</h3><ol>{willDo(row, isLast).map((one) => <li key={one}>{one}</li>)}</ol></section>}
      <section className={css.part}>
        <h3>What happened</h3>
        <ul>{approval.history.map((moment, i) => <li key={i}>{momentOf(moment)} <span className={css.quiet}><When at={moment.at} /></span>{moment.comment && <p>«{moment.comment}»</p>}</li>)}</ul>
      </section>
      {row.mayDecide && <Decide approval={approval} onDone={onDone} onChanged={() => void page.again()} />}
    </article>
  );
}

function Changes({ approval }: { approval: Approval }) {
  if (!approval.changes) return null;
  return (
    <section className={css.part}>
      <h3>Another than the last time</h3>
      {approval.changes.length === 0 ? <p className={css.quiet}>No word is another.</p> : (
        <table className={css.changes}><tbody>{approval.changes.map(({ field, before, after }) => <tr key={field}><th scope="row">{field}</th><td>{before ? <del>{before}</del> : <span className={css.quiet}>nothing</span>}</td><td>{after ? <ins>{after}</ins> : <span className={css.quiet}>nothing</span>}</td></tr>)}</tbody></table>
      )}
    </section>
  );
}

/** Yes, or back with a word. What is said is said about the words that were looked at: with others by now nothing is decided. */
function Decide({ approval, onDone, onChanged }: { approval: Approval; onDone: () => void; onChanged: () => void }) {
  const [sending, setSending] = useState<'back' | 'changes' | null>(null);
  const { busy, act } = useAct(onChanged);
  const decide = useDecisions(approval);
  const { kind } = reveal(ApprovalRowFragmentDoc, approval);
  const approve = async () => { if (await act(decide.approve(), { done: 'Approved', refused: 'Nothing was decided' })) onDone(); };
  useKeys({ a: () => void approve(), r: (event) => { event.preventDefault(); setSending('back'); } }, !busy && sending === null);
  return (
    <div className={css.acts}>
      <Act look="primary" hotkey="A" busy={busy} onClick={() => void approve()}>Approve</Act>
      <Act hotkey="R" onClick={() => setSending('back')}>{kind === 'BILL' ? 'Turn down' : 'Send back'}</Act>
      {kind === 'BILL' && <Act onClick={() => setSending('changes')}>Ask for changes</Act>}
      {sending && (
        <SendBack
          title={sending === 'changes' ? 'Ask for changes' : kind === 'BILL' ? 'Turn this bill down' : 'Send it back'} busy={busy} onClose={() => setSending(null)}
          onSend={async (comment) => { if (await act(sending === 'changes' ? decide.changes(comment) : decide.reject(comment), { done: 'Sent back', refused: 'Nothing was decided' })) onDone(); }}
        />
      )}
    </div>
  );
}

function useDecisions(approval: Approval) {
  const { kind, subjectId, contentHash } = reveal(ApprovalRowFragmentDoc, approval);
  const quiet = { errorPolicy: 'all' as const };
  const [approveInvoice] = useMutation(ApproveInvoiceDocument, quiet);
  const [rejectInvoice] = useMutation(RejectInvoiceDocument, quiet);
  const [approveBill] = useMutation(ApproveBillDocument, quiet);
  const [rejectBill] = useMutation(RejectBillDocument, quiet);
  const [requestChanges] = useMutation(RequestBillChangesDocument, quiet);
  const [bill, invoice] = [{ billId: subjectId, contentHash }, { invoiceId: subjectId, contentHash }];
  return {
    approve: (): Promise<{ error?: unknown }> => (kind === 'BILL' ? approveBill({ variables: { input: bill } }) : approveInvoice({ variables: { input: invoice } })),
    reject: (comment: string): Promise<{ error?: unknown }> => (kind === 'BILL' ? rejectBill({ variables: { input: { ...bill, comment } } }) : rejectInvoice({ variables: { input: { ...invoice, comment } } })),
    changes: (comment: string): Promise<{ error?: unknown }> => requestChanges({ variables: { input: { ...bill, comment } } }),
  };
}

function SendBack({ title, busy, onSend, onClose }: { title: string; busy: boolean; onSend: (comment: string) => Promise<void>; onClose: () => void }) {
  const [comment, setComment] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const send = () => { if (comment.trim() === '') setWrong('Say why, so that they know what to do.'); else void onSend(comment.trim()).then(onClose); };
  return (
    <FormDialog open title={title} act="Send" busy={busy} onAct={send} onClose={onClose}>
      <TextField label="Why" autoFocus maxLength={500} wrong={wrong} value={comment} onChange={(event) => { setComment(event.target.value); setWrong(null); }} />
    </FormDialog>
  );
}
