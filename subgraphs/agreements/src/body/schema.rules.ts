import { Schema } from 'prosemirror-model';
import { isMergeField } from './merge-fields.rules.js';
import type { Body } from './body.types.js';

const fieldName = (value: unknown): void => { if (!isMergeField(value)) throw new RangeError(`«${String(value).slice(0, 40)}» is no field`); };
const clauseId = (value: unknown): void => { if (typeof value !== 'string' || !/^clv_[0-7][0-9a-hjkmnp-tv-z]{25}$/.test(value)) throw new RangeError('a fixed clause names its version'); };
const level = (value: unknown): void => { if (value !== 1 && value !== 2 && value !== 3) throw new RangeError('a heading has level 1, 2 or 3'); };

/** What a text may hold: the words of the editor, fields inside a line, and fixed clauses around blocks. */
export const bodySchema = new Schema({
  nodes: {
    doc: { content: 'block+' },
    paragraph: { group: 'block', content: 'inline*' },
    heading: { group: 'block', content: 'inline*', attrs: { level: { default: 1, validate: level } } },
    bulletList: { group: 'block', content: 'listItem+' },
    orderedList: { group: 'block', content: 'listItem+', attrs: { start: { default: 1, validate: 'number' } } },
    listItem: { content: 'paragraph block*' },
    horizontalRule: { group: 'block' },
    lockedClause: { group: 'block', content: '(paragraph | heading | bulletList | orderedList)*', attrs: { clauseVersionId: { validate: clauseId } } },
    text: { group: 'inline' },
    hardBreak: { group: 'inline', inline: true },
    mergeField: { group: 'inline', inline: true, attrs: { name: { validate: fieldName } } },
  },
  marks: { bold: {}, italic: {}, underline: {} },
});

const longest = 400_000;
const unkept = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/** Reads a text strictly: what the schema does not know is refused, and what is left out gets its default. A sentence says what is wrong. */
export function readBody(json: unknown): Body | string {
  try {
    const size = JSON.stringify(json);
    if (size.length > longest) return 'the text is too long';
    const node = bodySchema.nodeFromJSON(json);
    if (node.type.name !== 'doc') return 'the text is not a document';
    node.check();
    return unkept.test(node.textContent) ? 'the text holds characters that cannot be kept' : (node.toJSON() as Body);
  } catch (error) {
    // A text that nests without end exhausts its reader before any rule speaks.
    return error instanceof RangeError && !error.message.includes('call stack') ? error.message : 'this is not a text';
  }
}
