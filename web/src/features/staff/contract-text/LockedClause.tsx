import { mergeAttributes, Node } from '@tiptap/core';
import { NodeViewContent, NodeViewWrapper, ReactNodeViewRenderer, type ReactNodeViewProps } from '@tiptap/react';
import { IconArrowBackUp, IconLock, IconLockOpen, IconPencil, IconRefresh, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { same } from '../../../lib/same';
import { Act } from '../../../ui/Act';
import { MoveWord } from '../../../ui/Status';
import { useLibrary, type Wording } from './library';
import css from './ContractText.module.css';

/** A clause of the library around its words. They stand fixed, unless a text for one client may differ. */
export const LockedClause = Node.create<{ unlocks: boolean }>({
  name: 'lockedClause',
  group: 'block',
  content: '(paragraph | heading | bulletList | orderedList)*',
  isolating: true,
  defining: true,
  addOptions: () => ({ unlocks: false }),
  addAttributes: () => ({ clauseVersionId: { default: '', parseHTML: (element) => element.getAttribute('data-clause'), renderHTML: ({ clauseVersionId }) => ({ 'data-clause': String(clauseVersionId) }) } }),
  parseHTML: () => [{ tag: 'section[data-clause]' }],
  renderHTML: ({ HTMLAttributes }) => ['section', mergeAttributes(HTMLAttributes), 0],
  addNodeView() { return ReactNodeViewRenderer(ClauseView); },
});

function ClauseView({ node, editor, extension, getPos, deleteNode }: ReactNodeViewProps) {
  const { wordings } = useLibrary();
  const wording = wordings.get(String(node.attrs.clauseVersionId));
  const unlocks = Boolean((extension.options as { unlocks: boolean }).unlocks);
  const [open, setOpen] = useState(false);
  const differs = wording !== undefined && !same(node.toJSON().content ?? [], wording.content);
  const put = (next: Wording) => {
    const at = getPos();
    if (at === undefined) return;
    editor.chain().insertContentAt({ from: at, to: at + node.nodeSize }, { type: 'lockedClause', attrs: { clauseVersionId: next.versionId }, content: next.content }).run();
    setOpen(false);
  };
  const newer = wording?.newest && wording.newest.versionId !== wording.versionId ? wordings.get(wording.newest.versionId) : undefined;
  const name = wording?.name ?? 'A clause that is not in the library';
  return (
    <NodeViewWrapper as="section" className={css.clause} data-differs={(unlocks && differs) || undefined} aria-label={`Fixed clause: ${name}`}>
      <div className={css.clauseHead} contentEditable={false}>
        {open ? <IconLockOpen size={14} aria-hidden /> : <IconLock size={14} aria-hidden />}
        <b className="fm-trunc">{name}</b>{wording && <span>version {wording.versionNo}</span>}
        {unlocks && differs && <MoveWord tone="ours" icon="user-check" words="Differs from the library" small />}
        <span className={css.clauseActs}>
          {unlocks && !open && <Act small look="ghost" icon={IconPencil} onClick={() => setOpen(true)}>Change its words</Act>}
          {unlocks && differs && wording && <Act small look="ghost" icon={IconArrowBackUp} onClick={() => put(wording)}>Put the fixed words back</Act>}
          {!unlocks && newer && <Act small look="ghost" icon={IconRefresh} onClick={() => put(newer)}>Take version {newer.versionNo}</Act>}
          <Act look="icon" icon={IconTrash} label={`Take «${name}» out`} onClick={() => deleteNode()} />
        </span>
      </div>
      <NodeViewContent className={css.clauseWords} contentEditable={open} suppressContentEditableWarning />
    </NodeViewWrapper>
  );
}
