import { IconAlertTriangle } from '@tabler/icons-react';
import { useId, type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, type TextareaHTMLAttributes } from 'react';
import css from './Field.module.css';

interface FieldFrame {
  label: string;
  help?: ReactNode;
  wrong?: string | null;
  optional?: boolean;
}

function useFrame(frame: FieldFrame) {
  const id = useId();
  const described = [frame.help && `${id}-help`, frame.wrong && `${id}-wrong`].filter(Boolean).join(' ') || undefined;
  const attributes = { id, 'aria-describedby': described, 'aria-invalid': frame.wrong ? true : undefined, required: !frame.optional, className: css.input };
  return { id, attributes };
}

function Frame({ id, frame, children }: { id: string; frame: FieldFrame; children: ReactNode }) {
  return (
    <div className={css.field}>
      <label className={css.label} htmlFor={id}>{frame.label}{frame.optional && <small>optional</small>}</label>
      {children}
      {frame.help && <p className={css.help} id={`${id}-help`}>{frame.help}</p>}
      {frame.wrong && <p className={css.wrong} id={`${id}-wrong`}><IconAlertTriangle aria-hidden />{frame.wrong}</p>}
    </div>
  );
}

/** A line to type into: label above, help and refusal under it. */
export function Field({ label, help, wrong, optional, ...input }: FieldFrame & InputHTMLAttributes<HTMLInputElement>) {
  const frame = { label, help, wrong, optional };
  const { id, attributes } = useFrame(frame);
  return <Frame id={id} frame={frame}><input {...attributes} {...input} /></Frame>;
}

/** Several lines to type into. */
export function TextField({ label, help, wrong, optional, ...input }: FieldFrame & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const frame = { label, help, wrong, optional };
  const { id, attributes } = useFrame(frame);
  return <Frame id={id} frame={frame}><textarea {...attributes} {...input} /></Frame>;
}

/** One of a few. */
export function PickField({ label, help, wrong, optional, children, ...input }: FieldFrame & SelectHTMLAttributes<HTMLSelectElement>) {
  const frame = { label, help, wrong, optional };
  const { id, attributes } = useFrame(frame);
  return <Frame id={id} frame={frame}><select {...attributes} {...input}>{children}</select></Frame>;
}
