import { EditorContent, useEditor } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { ClauseLibraryDocument } from '../../../gql/staff/graphql';
import { usePage } from '../../../lib/use-page';
import { PanelOut, Waiting } from '../../../ui/Trouble';
import { libraryFrom, LibraryProvider, useLibrary } from './library';
import { LockedClause } from './LockedClause';
import { MergeField } from './merge-field';
import { blankText, fieldsIn, isText, openNames, type TextNode } from './text';
import { Toolbar } from './Toolbar';
import css from './ContractText.module.css';

/** What an editor of a text needs. */
export interface ContractEditorProps {
  label: string;
  body: unknown;
  /** A text for one client: its fixed clauses may be changed, and somebody has to agree to it. */
  unlocks?: boolean;
  /** A clause of the library holds no clause itself. */
  clauses?: boolean;
  onChange: (body: TextNode) => void;
}

/** Writes a text of the kind that contracts are made of. */
export function ContractEditor(props: ContractEditorProps) {
  const page = usePage(ClauseLibraryDocument, {});
  if (page.waiting) return <Waiting label="Text" rows={6} />;
  if (!page.data?.clauses) return <PanelOut what="The clause library" failure={page.failure} onRetry={page.again} />;
  return <LibraryProvider value={libraryFrom(page.data)}><Writing {...props} /></LibraryProvider>;
}

function Writing({ label, body, unlocks = false, clauses = true, onChange }: ContractEditorProps) {
  const { labels } = useLibrary();
  const first = isText(body) ? body : blankText;
  const [text, setText] = useState<TextNode>(first);
  const editor = useEditor({
    extensions: [
      StarterKit.configure({ blockquote: false, code: false, codeBlock: false, strike: false, link: false, trailingNode: false, heading: { levels: [1, 2, 3] } }),
      MergeField.configure({ labels }), ...(clauses ? [LockedClause.configure({ unlocks })] : []),
    ],
    content: first, shouldRerenderOnTransaction: false,
    editorProps: { attributes: { 'aria-label': label, role: 'textbox', 'aria-multiline': 'true', class: css.words ?? '' } },
    onUpdate: ({ editor: now }) => { const next = now.getJSON() as TextNode; setText(next); onChange(next); },
  });
  return (
    <div className={css.editor}>
      <Toolbar editor={editor} clauses={clauses} />
      <Standing text={text} />
      <EditorContent editor={editor} className={css.sheet} />
    </div>
  );
}

/** Which fields the text leaves open, and which names are none. */
function Standing({ text }: { text: TextNode }) {
  const { labels } = useLibrary();
  const open = openNames(text);
  const fields = fieldsIn(text);
  return (
    <div className={css.standing} role="status">
      {open.length > 0 && <p className={css.wrong}><IconAlertTriangle size={15} aria-hidden />No field is called {open.map((name) => `«${name}»`).join(', ')}. Choose one under Field, or it stands in the contract as it is typed.</p>}
      <p>{fields.length === 0 ? 'No fields.' : `Filled when the contract is written: ${fields.map((name) => labels[name] ?? name).join(', ')}.`}</p>
    </div>
  );
}
