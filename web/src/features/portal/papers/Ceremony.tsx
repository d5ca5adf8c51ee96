import { useMutation } from '@apollo/client/react';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { DeclinePaperDocument, OpenSigningDocument, SignPaperDocument, type PortalSigningFragment } from '../../../gql/portal/graphql';
import { refusalWords } from '../../../lib/failures';
import { countWords } from '../../../lib/format';
import { TextField } from '../../../ui/Field';
import { LetterButton } from '../../../ui/Portal';
import { Refused } from '../../../ui/Trouble';
import { FieldWalk, isWritten } from './FieldWalk';
import { PaperLink, PaperPages } from './PaperPages';
import { isPut, markInput, noMark, PutName, type PutMark } from './PutName';
import css from './Paper.module.css';

interface CeremonyProps { signing: PortalSigningFragment; me: string; onRefused: () => void }
type Step = 'read' | 'sign' | 'agree' | 'decline';

/** Read, put the name, agree: one thing after the other, with the way back. Whoever approves puts no name. */
export function Ceremony({ signing, me, onRefused }: CeremonyProps) {
  const [step, setStep] = useState<Step>('read');
  const [read, setRead] = useState<ReadonlySet<string>>(new Set());
  const [mark, setMark] = useState<PutMark>(noMark);
  const [values, setValues] = useState<Readonly<Record<number, string>>>({});
  useOpened(signing);
  const steps: Step[] = signing.role === 'APPROVER' && !signing.fields.some(({ kind }) => kind === 'TEXT') ? ['read', 'agree'] : ['read', 'sign', 'agree'];
  const go = (by: 1 | -1) => setStep(steps[steps.indexOf(step) + by] ?? step);
  const decline = <LetterButton look="text" onClick={() => setStep('decline')}>I do not want to {signing.role === 'APPROVER' ? 'approve' : 'sign'}</LetterButton>;
  if (step === 'decline') return <Decline signing={signing} onRefused={onRefused} onBack={() => setStep('read')} />;
  const progress = { at: steps.indexOf(step) + 1, of: steps.length };
  if (step === 'read') return <Read {...{ signing, progress, read, decline }} onRead={(id) => setRead((known) => new Set([...known, id]))} onNext={() => go(1)} />;
  if (step === 'sign') return <PutStep {...{ signing, progress, mark, values, me }} onPut={setMark} onWrite={(index, value) => setValues((known) => ({ ...known, [index]: value }))} onNext={() => go(1)} onBack={() => go(-1)} />;
  return <Agree {...{ signing, progress, mark, values, decline, onRefused }} onBack={() => go(-1)} />;
}

/** Tells the firm, once, that it was opened. */
function useOpened({ packetId, state }: PortalSigningFragment): void {
  const [open] = useMutation(OpenSigningDocument, { errorPolicy: 'all' });
  useEffect(() => { if (state === 'INVITED') void open({ variables: { input: { packetId } } }).catch(() => undefined); }, [packetId, state, open]);
}

interface Progress { at: number; of: number }

/** A step under its own heading, which takes the focus when it opens. */
function StepFrame({ progress, title, children }: { progress: Progress; title: string; children: ReactNode }) {
  const place = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (progress.at === 1) return;
    place.current?.focus();
    place.current?.scrollIntoView({ block: 'start' });
  }, [progress.at]);
  return (
    <section className={css.step} aria-labelledby="step">
      <div className={css.segments} aria-hidden>{Array.from({ length: progress.of }, (_, i) => <i key={i} data-done={i < progress.at || undefined} />)}</div>
      <h2 id="step" tabIndex={-1} ref={place}>{progress.at} of {progress.of}: {title}</h2>
      {children}
    </section>
  );
}

interface ReadProps { signing: PortalSigningFragment; progress: Progress; read: ReadonlySet<string>; decline: ReactNode; onRead: (id: string) => void; onNext: () => void }

function Read({ signing, progress, read, decline, onRead, onNext }: ReadProps) {
  const left = signing.documents.filter(({ id }) => !read.has(id)).length;
  return (
    <StepFrame progress={progress} title="read">
      {signing.documents.map((paper) => (
        <div key={paper.id} className={css.paper}>
          <div className={css.paperHead}><h3>{paper.name}</h3><PaperLink paper={paper} /></div>
          <PaperPages paper={paper} onRead={() => onRead(paper.id)} />
        </div>
      ))}
      <div className={css.bar}>
        <p role="status" className={css.small}>{left === 0 ? 'You have seen the last page.' : signing.documents.length === 1 ? 'You can go on when you have seen the last page.' : `${countWords(left, 'document')} to read to the last page.`}</p>
        <LetterButton wide arrow disabled={left > 0} onClick={onNext}>{progress.of === 3 ? 'Go on to sign' : 'Go on'}</LetterButton>
        {decline}
      </div>
    </StepFrame>
  );
}

interface PutProps { signing: PortalSigningFragment; progress: Progress; mark: PutMark; values: Readonly<Record<number, string>>; me: string; onPut: (mark: PutMark) => void; onWrite: (index: number, value: string) => void; onNext: () => void; onBack: () => void }

function PutStep({ signing, progress, mark, values, me, onPut, onWrite, onNext, onBack }: PutProps) {
  const name = signing.people.find(({ isMe }) => isMe)?.name ?? me;
  const signs = signing.role === 'SIGNER';
  const isReady = (!signs || isPut(mark)) && isWritten(signing.fields, values);
  return (
    <StepFrame progress={progress} title={signs ? 'your signature' : 'what to fill in'}>
      {signs && <PutName mark={mark} onPut={onPut} name={name} />}
      <FieldWalk {...{ signing, mark, values, onWrite }} />
      <div className={css.bar}>
        {!isReady && <p role="status" className={css.small}>{signs && !isPut(mark) ? 'Type or draw your name to go on.' : 'A field that must be filled is still empty.'}</p>}
        <LetterButton wide arrow disabled={!isReady} onClick={onNext}>Go on</LetterButton>
        <LetterButton look="text" onClick={onBack}>Back to reading</LetterButton>
      </div>
    </StepFrame>
  );
}

interface AgreeProps { signing: PortalSigningFragment; progress: Progress; mark: PutMark; values: Readonly<Record<number, string>>; decline: ReactNode; onRefused: () => void; onBack: () => void }

function Agree({ signing, progress, mark, values, decline, onRefused, onBack }: AgreeProps) {
  const [agreed, setAgreed] = useState(false);
  const [refused, setRefused] = useState('');
  const [sign, { loading }] = useMutation(SignPaperDocument, { errorPolicy: 'all' });
  const signs = signing.role === 'SIGNER';
  const input = {
    packetId: signing.packetId, consent: signing.consent, ...(signs ? { mark: markInput(mark) } : {}),
    values: Object.entries(values).filter(([, value]) => value.trim()).map(([index, value]) => ({ index: Number(index), value: value.trim() })),
  };
  // Pressed twice, or once more after a line that broke, it is one signature.
  const said = JSON.stringify(input);
  const idempotencyKey = useMemo(() => said && crypto.randomUUID(), [said]);
  const act = async () => {
    const { error } = await sign({ variables: { input }, context: { idempotencyKey } }).catch((thrown: unknown) => ({ error: thrown }));
    setRefused(refusalWords(error));
    if (error) onRefused();
  };
  return (
    <StepFrame progress={progress} title={signs ? 'agree and sign' : 'approve'}>
      {signs && <div className={css.asPut}>{mark.how === 'typed' ? <p className={css.typed}>{mark.typed}</p> : <img src={`data:image/png;base64,${mark.drawnPng ?? ''}`} alt="Your signature as you drew it" />}</div>}
      <label className={css.consent}><input type="checkbox" checked={agreed} onChange={(event) => setAgreed(event.target.checked)} /><span>{signing.consent}</span></label>
      <Refused>{refused}</Refused>
      <div className={css.bar}>
        <LetterButton wide disabled={!agreed} busy={loading} onClick={() => void act()}>{loading ? 'Signing, do not close' : signs ? 'Sign' : 'Approve'}</LetterButton>
        <LetterButton look="text" onClick={onBack}>Back</LetterButton>
        {decline}
      </div>
    </StepFrame>
  );
}

function Decline({ signing, onRefused, onBack }: { signing: PortalSigningFragment; onRefused: () => void; onBack: () => void }) {
  const [reason, setReason] = useState('');
  const [refused, setRefused] = useState('');
  const [say, { loading }] = useMutation(DeclinePaperDocument, { errorPolicy: 'all' });
  const place = useRef<HTMLHeadingElement>(null);
  useEffect(() => { place.current?.focus(); window.scrollTo({ top: 0 }); }, []);
  const act = async () => {
    const { error } = await say({ variables: { input: { packetId: signing.packetId, reason: reason.trim() } } }).catch((thrown: unknown) => ({ error: thrown }));
    setRefused(refusalWords(error));
    if (error) onRefused();
  };
  return (
    <form className={css.decline} onSubmit={(event) => { event.preventDefault(); void act(); }}>
      <h2 tabIndex={-1} ref={place}>Decline «{signing.title}»?</h2>
      <ol>
        <li>Nobody can sign this version any more.</li>
        <li>We are told at once, with your words. Others see that you declined.</li>
        <li>It cannot be taken back. We can send you another version.</li>
      </ol>
      <TextField label="Why not?" help="In your own words, so that we can put it right." maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      <Refused>{refused}</Refused>
      <div className={css.acts}>
        <LetterButton type="submit" disabled={!reason.trim()} busy={loading}>Decline it</LetterButton>
        <LetterButton look="text" onClick={onBack}>Not now</LetterButton>
      </div>
    </form>
  );
}
