import { useQuery } from '@apollo/client/react';
import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { ClauseLibraryDocument } from '../../../gql/staff/graphql';
import { libraryFrom, type Library } from './library';
import { isText, type TextNode } from './text';
import css from './ContractText.module.css';

/** A text as it is read: fields as chips, fixed clauses by their name. */
export function ContractReading({ body }: { body: unknown }) {
  const { data } = useQuery(ClauseLibraryDocument, { errorPolicy: 'all' });
  const library: Library = data?.clauses ? libraryFrom(data) : { wordings: new Map(), labels: {} };
  if (!isText(body)) return <p className="fm-quiet">It holds no text.</p>;
  return <div className={css.words}>{(body.content ?? []).map((node, at) => <Block key={at} node={node} library={library} />)}</div>;
}

interface PartProps { node: TextNode; library: Library }

const partsOf = ({ node, library }: PartProps): ReactNode => (node.content ?? []).map((child, at) => <Block key={at} node={child} library={library} />);

function Block({ node, library }: PartProps): ReactNode {
  const inside = partsOf({ node, library });
  switch (node.type) {
    case 'paragraph': return <p>{inside}</p>;
    case 'heading': return node.attrs?.level === 1 ? <h3 data-level="1">{inside}</h3> : node.attrs?.level === 2 ? <h4>{inside}</h4> : <h5>{inside}</h5>;
    case 'bulletList': return <ul>{inside}</ul>;
    case 'orderedList': return <ol start={Number(node.attrs?.start ?? 1)}>{inside}</ol>;
    case 'listItem': return <li>{inside}</li>;
    case 'horizontalRule': return <hr />;
    case 'hardBreak': return <br />;
    case 'mergeField': return <span data-field={String(node.attrs?.name ?? '')}>{library.labels[String(node.attrs?.name)] ?? String(node.attrs?.name ?? '')}</span>;
    case 'lockedClause': return <Clause node={node} library={library} />;
    default: return marked(node);
  }
}

function Clause({ node, library }: PartProps) {
  const wording = library.wordings.get(String(node.attrs?.clauseVersionId));
  return (
    <section className={css.clause} aria-label={`Fixed clause: ${wording?.name ?? 'a clause'}`}>
      <div className={css.clauseHead}><IconLock size={14} aria-hidden /><b className="fm-trunc">{wording?.name ?? 'Fixed clause'}</b>{wording && <span>version {wording.versionNo}</span>}</div>
      <div className={css.clauseWords}>{partsOf({ node, library })}</div>
    </section>
  );
}

function marked({ text = '', marks }: TextNode): ReactNode {
  const has = (type: string) => marks?.some((mark) => mark.type === type);
  let shown: ReactNode = text;
  if (has('underline')) shown = <u>{shown}</u>;
  if (has('italic')) shown = <i>{shown}</i>;
  return has('bold') ? <strong>{shown}</strong> : shown;
}
