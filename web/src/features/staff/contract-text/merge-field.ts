import { InputRule, mergeAttributes, Node } from '@tiptap/core';

declare module '@tiptap/core' {
  interface Commands<ReturnType> { mergeField: { insertMergeField: (name: string) => ReturnType } }
}

/** A field that is filled when the contract is written: a chip that stands in the line. */
export const MergeField = Node.create<{ labels: Readonly<Record<string, string>> }>({
  name: 'mergeField',
  group: 'inline',
  inline: true,
  atom: true,
  selectable: true,
  addOptions: () => ({ labels: {} }),
  addAttributes: () => ({ name: { default: '', parseHTML: (element) => element.getAttribute('data-field'), renderHTML: ({ name }) => ({ 'data-field': String(name) }) } }),
  parseHTML: () => [{ tag: 'span[data-field]' }],
  renderHTML({ node, HTMLAttributes }) {
    const name = String(node.attrs.name);
    return ['span', mergeAttributes(HTMLAttributes, { title: name }), this.options.labels[name] ?? name];
  },
  renderText: ({ node }) => `{{${String(node.attrs.name)}}}`,
  addCommands() {
    return { insertMergeField: (name) => ({ commands }) => commands.insertContent([{ type: this.name, attrs: { name } }, { type: 'text', text: ' ' }]) };
  },
  // «{{client.displayName}}» becomes a field with its last bracket; a name that nobody knows stays as it is typed, and is named as such.
  addInputRules() {
    return [new InputRule({
      find: /\{\{\s*([\w.]+)\s*\}\}$/,
      handler: ({ state, range, match }) => {
        const name = match[1] ?? '';
        if (Object.hasOwn(this.options.labels, name)) state.tr.replaceWith(range.from, range.to, this.type.create({ name }));
      },
    })];
  },
});
