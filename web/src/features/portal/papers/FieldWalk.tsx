import { useState } from 'react';
import type { PortalSigningFragment } from '../../../gql/portal/graphql';
import { Field } from '../../../ui/Field';
import { LetterButton } from '../../../ui/Portal';
import { PaperPageOf } from './PaperPages';
import { isPut, type PutMark } from './PutName';
import css from './Paper.module.css';

type SigningField = PortalSigningFragment['fields'][number];
interface WalkProps { signing: PortalSigningFragment; mark: PutMark; values: Readonly<Record<number, string>>; onWrite: (index: number, value: string) => void }

const kinds: Record<SigningField['kind'], string> = { SIGNATURE: 'your signature', INITIALS: 'your initials', DATE: 'the day on which you sign', NAME: 'your name', TEXT: 'a line that you fill in' };

/** The places in the order in which they come in the papers. */
export function inOrder(fields: readonly SigningField[]): SigningField[] {
  return [...fields].sort((a, b) => a.document - b.document || a.page - b.page || a.y - b.y || a.x - b.x);
}

/** True when nothing is left to write. */
export const isWritten = (fields: readonly SigningField[], values: WalkProps['values']): boolean => fields.every(({ kind, required, index }) => kind !== 'TEXT' || !required || Boolean(values[index]?.trim()));

/** Shows each place of this person on its page, one after the other, with what will stand there. */
export function FieldWalk({ signing, mark, values, onWrite }: WalkProps) {
  const fields = inOrder(signing.fields);
  const [at, setAt] = useState(0);
  const field = fields[Math.min(at, fields.length - 1)];
  const paper = field && signing.documents[field.document];
  if (!field || !paper) return null;
  const here = fields.filter((one) => one.document === field.document && one.page === field.page);
  return (
    <section className={css.walk} aria-labelledby="fields">
      <h3 id="fields">Where it goes: {at + 1} of {fields.length}</h3>
      <p className={css.small} role="status">Page {field.page} of {paper.name}: {kinds[field.kind]}{field.required ? '' : ', if you like'}.</p>
      {field.kind === 'TEXT' && <Field label="What should stand there" optional={!field.required} maxLength={500} value={values[field.index] ?? ''} onChange={(event) => onWrite(field.index, event.target.value)} />}
      <PaperPageOf paper={paper} no={field.page} over={(size) => here.map((one) => <Place key={one.index} field={one} size={size} isHere={one.index === field.index}>{standsIn(one, mark, values)}</Place>)} />
      {fields.length > 1 && (
        <div className={css.acts}>
          <LetterButton look="outline" disabled={at === 0} onClick={() => setAt(at - 1)}>Field before</LetterButton>
          <LetterButton look="outline" disabled={at === fields.length - 1} onClick={() => setAt(at + 1)}>Next field</LetterButton>
        </div>
      )}
    </section>
  );
}

/** What stands in a place by now. */
function standsIn({ kind, value, index }: SigningField, mark: PutMark, values: WalkProps['values']): string | { png: string } {
  if (kind === 'TEXT') return values[index] ?? '';
  if (kind !== 'SIGNATURE') return value ?? (kind === 'DATE' ? 'Today' : '');
  if (!isPut(mark)) return '';
  return mark.how === 'typed' ? mark.typed : { png: mark.drawnPng ?? '' };
}

function Place({ field, size, isHere, children }: { field: SigningField; size: { width: number; height: number }; isHere: boolean; children: string | { png: string } }) {
  const share = (part: number, whole: number) => `${(part / whole) * 100}%`;
  const style = { left: share(field.x, size.width), top: share(field.y, size.height), width: share(field.width, size.width), height: share(field.height, size.height) };
  return (
    <span className={css.place} data-here={isHere || undefined} data-kind={field.kind} style={style} aria-hidden>
      {typeof children === 'string' ? children : <img src={`data:image/png;base64,${children.png}`} alt="" />}
    </span>
  );
}
