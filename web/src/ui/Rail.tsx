import type { ReactNode } from 'react';
import { Disc } from './facts';
import css from './Rail.module.css';

interface SplitProps {
  children: ReactNode;
  rail: ReactNode;
  railLabel: string;
  wide?: boolean;
  padded?: boolean;
  /** Set where the left side is read and may hold nothing that takes the focus: then it takes it itself, so that keys scroll it. */
  reads?: boolean;
}

/** The sheet's body: the list on the left, ruled sections on the right. */
export function Split({ children, rail, railLabel, wide, padded, reads }: SplitProps) {
  return (
    <div className={`${css.body} ${wide ? css.wide : ''}`}>
      <div className={`${css.left} ${padded ? css.padded : ''}`} tabIndex={reads ? 0 : undefined}>{children}</div>
      <aside className={css.rail} aria-label={railLabel}>{rail}</aside>
    </div>
  );
}

interface SectionProps {
  title: string;
  link?: ReactNode;
  children: ReactNode;
  id?: string;
}

/** One ruled section: a heading, at most one link, its rows. */
export function Section({ title, link, children, id }: SectionProps) {
  return (
    <section className={css.section} id={id}>
      <div className={css.top}><h2>{title}</h2>{link}</div>
      {children}
    </section>
  );
}

/** A row of a section: name, a figure or state at the right, a second line. */
export function SectionRow({ children, right, second }: { children: ReactNode; right?: ReactNode; second?: ReactNode }) {
  return (
    <div className={css.row}>
      <span className="fm-trunc">{children}</span>
      <span>{right}</span>
      {second && <span className={css.second}>{second}</span>}
    </div>
  );
}

/** A person in the rail: name, what they are for, their portal. */
export function PersonRow({ name, role, portal }: { name: string; role?: string; portal?: ReactNode }) {
  return (
    <div className={css.person}>
      <Disc name={name} large />
      <div>
        <b>{name}</b>
        {role && <span><em>{role}</em></span>}
        {portal && <span>{portal}</span>}
      </div>
    </div>
  );
}

/** Label and value pairs. */
export function Facts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }) {
  return <dl className={css.facts}>{facts.map(([label, value]) => <FactPair key={label} label={label} value={value} />)}</dl>;
}

function FactPair({ label, value }: { label: string; value: ReactNode }) {
  return (<><dt>{label}</dt><dd>{value}</dd></>);
}

/** The line that says how old what you see is. */
export function Freshness({ children }: { children: ReactNode }) {
  return <div className={css.fresh}>{children}</div>;
}
