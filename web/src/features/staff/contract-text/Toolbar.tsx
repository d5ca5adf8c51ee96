import { Menu } from '@mantine/core';
import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { IconArrowBackUp, IconArrowForwardUp, IconBold, IconBraces, IconItalic, IconLineDashed, IconList, IconListNumbers, IconLock, IconUnderline } from '@tabler/icons-react';
import { modKey } from '../../../lib/keys';
import { Act } from '../../../ui/Act';
import type { Icon } from '../../../ui/icons';
import { currentWordings, useLibrary } from './library';
import css from './ContractText.module.css';

const blocks = [['paragraph', 'Text'], ['1', 'Heading'], ['2', 'Smaller heading'], ['3', 'Smallest heading']] as const;

/** What can be done with the words under the cursor, and what can be put there. */
export function Toolbar({ editor, clauses }: { editor: Editor; clauses: boolean }) {
  const on = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      block: [1, 2, 3].find((level) => now.isActive('heading', { level }))?.toString() ?? 'paragraph', bold: now.isActive('bold'), italic: now.isActive('italic'), underline: now.isActive('underline'),
      bullets: now.isActive('bulletList'), numbers: now.isActive('orderedList'), undo: now.can().undo(), redo: now.can().redo(),
    }),
  });
  const focused = () => editor.chain().focus();
  const setBlock = (key: string) => (key === 'paragraph' ? focused().setParagraph() : focused().setHeading({ level: Number(key) as 1 | 2 | 3 })).run();
  return (
    <div className={css.tools} role="group" aria-label="Writing">
      <select aria-label="Kind of paragraph" value={on.block} onChange={(event) => setBlock(event.target.value)}>{blocks.map(([key, words]) => <option key={key} value={key}>{words}</option>)}</select>
      <Tool icon={IconBold} label="Bold" hotkey={`${modKey}B`} on={on.bold} onAct={() => focused().toggleBold().run()} />
      <Tool icon={IconItalic} label="Italic" hotkey={`${modKey}I`} on={on.italic} onAct={() => focused().toggleItalic().run()} />
      <Tool icon={IconUnderline} label="Underline" hotkey={`${modKey}U`} on={on.underline} onAct={() => focused().toggleUnderline().run()} />
      <Tool icon={IconList} label="List" on={on.bullets} onAct={() => focused().toggleBulletList().run()} />
      <Tool icon={IconListNumbers} label="Numbered list" on={on.numbers} onAct={() => focused().toggleOrderedList().run()} />
      <Tool icon={IconLineDashed} label="Rule" onAct={() => focused().setHorizontalRule().run()} />
      <Fields editor={editor} />
      {clauses && <Clauses editor={editor} />}
      <span className={css.back}>
        <Tool icon={IconArrowBackUp} label="Undo" hotkey={`${modKey}Z`} disabled={!on.undo} onAct={() => focused().undo().run()} />
        <Tool icon={IconArrowForwardUp} label="Redo" disabled={!on.redo} onAct={() => focused().redo().run()} />
      </span>
    </div>
  );
}

interface ToolProps { icon: Icon; label: string; hotkey?: string; on?: boolean; disabled?: boolean; onAct: () => void }

function Tool({ icon: Mark, label, hotkey, on, disabled, onAct }: ToolProps) {
  return <button type="button" className={css.tool} aria-label={label} title={hotkey ? `${label} (${hotkey})` : label} aria-pressed={on} disabled={disabled} onClick={onAct}><Mark size={16} stroke={1.75} aria-hidden /></button>;
}

function Fields({ editor }: { editor: Editor }) {
  const { labels } = useLibrary();
  return (
    <Menu withInitialFocusPlaceholder={false} position="bottom-start" width={300} returnFocus={false}>
      <Menu.Target><Act small icon={IconBraces}>Field</Act></Menu.Target>
      <Menu.Dropdown className={css.menu}>{Object.entries(labels).map(([name, label]) => <Menu.Item key={name} onClick={() => editor.chain().focus().insertMergeField(name).run()}>{label}</Menu.Item>)}</Menu.Dropdown>
    </Menu>
  );
}

function Clauses({ editor }: { editor: Editor }) {
  const wordings = currentWordings(useLibrary());
  return (
    <Menu withInitialFocusPlaceholder={false} position="bottom-start" width={300} returnFocus={false}>
      <Menu.Target><Act small icon={IconLock}>Clause</Act></Menu.Target>
      <Menu.Dropdown className={css.menu}>
        {wordings.length === 0 && <Menu.Label>No clause is published yet.</Menu.Label>}
        {wordings.map((one) => <Menu.Item key={one.versionId} onClick={() => editor.chain().focus().insertContent({ type: 'lockedClause', attrs: { clauseVersionId: one.versionId }, content: one.content }).run()}>{one.name}, version {one.versionNo}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  );
}
