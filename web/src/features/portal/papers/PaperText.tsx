import type { ReactNode } from 'react';
import css from './Papers.module.css';

interface TextNode { type: string; attrs?: Record<string, unknown> | null; content?: TextNode[]; text?: string; marks?: { type: string }[] }

const inline: Record<string, (inside: ReactNode) => ReactNode> = { bold: (inside) => <strong>{inside}</strong>, italic: (inside) => <em>{inside}</em>, underline: (inside) => <u>{inside}</u> };
const marked = (node: TextNode): ReactNode => (node.marks ?? []).reduce<ReactNode>((inside, { type }) => inline[type]?.(inside) ?? inside, node.text ?? '');

/** What will stand in a field, in the client's words. */
const fieldWords: Record<string, string> = {
  'client.displayName': 'your name', 'client.legalName': 'your legal name', 'contact.name': 'name of your main contact', 'firm.name': 'our name', 'proposal.title': 'title of this proposal', 'proposal.total': 'what it costs in all', 'proposal.fixedTotal': 'what it costs once',
  'agreement.title': 'title of the contract', 'agreement.effectiveOn': 'day from which it holds', 'agreement.endsOn': 'its last day', today: 'day on which it is written', lines: 'what you choose, with its prices',
};
const openField = (name: unknown): string => fieldWords[String(name)] ?? String(name).split(/[._]/).join(' ');

const blocks: Record<string, (node: TextNode, inside: ReactNode) => ReactNode> = {
  doc: (_, inside) => inside, paragraph: (_, inside) => <p>{inside}</p>, listItem: (_, inside) => <li>{inside}</li>, bulletList: (_, inside) => <ul>{inside}</ul>, horizontalRule: () => <hr />, hardBreak: () => <br />,
  orderedList: (node, inside) => <ol start={Number(node.attrs?.start ?? 1)}>{inside}</ol>, lockedClause: (_, inside) => <div>{inside}</div>, mergeField: (node) => <span className={css.open}>{openField(node.attrs?.name)}</span>,
  // The page has its own first heading; those of the text stand under the one of their part.
  heading: (node, inside) => (node.attrs?.level === 1 ? <h3>{inside}</h3> : <h4>{inside}</h4>),
};

function shown(node: TextNode, key: number): ReactNode {
  if (node.type === 'text') return <span key={key}>{marked(node)}</span>;
  const inside = node.content?.map(shown);
  return <Keyed key={key}>{blocks[node.type]?.(node, inside) ?? inside}</Keyed>;
}

function Keyed({ children }: { children: ReactNode }) { return children; }

/** A text as the editor wrote it, to be read. What it does not know it shows as plain words and never as markup. */
export function PaperText({ body }: { body: unknown }) {
  return <div className={css.text}>{shown(body as TextNode, 0)}</div>;
}
