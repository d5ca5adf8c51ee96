/** A node of a text, as the editor writes it. */
export interface TextNode { type: string; attrs?: Record<string, unknown>; content?: TextNode[]; text?: string; marks?: { type: string }[] }

/** Every node, from the top. */
export function* nodesOf(node: TextNode): Generator<TextNode> {
  yield node;
  for (const child of node.content ?? []) yield* nodesOf(child);
}

/** True for what looks like a text; what comes from elsewhere is looked at before it is shown. */
export function isText(body: unknown): body is TextNode {
  return typeof body === 'object' && body !== null && (body as TextNode).type === 'doc' && Array.isArray((body as TextNode).content);
}

/** A text without words, to begin with. */
export const blankText: TextNode = { type: 'doc', content: [{ type: 'paragraph' }] };

const braced = /\{\{\s*([^{}]{0,80}?)\s*(?:\}\}|$)/g;

/** Names in curly brackets that became no field: they would stand in the contract as they are. */
export function openNames(body: TextNode): string[] {
  const texts = [...nodesOf(body)].flatMap((node) => (node.type === 'text' && node.text ? [node.text] : []));
  return [...new Set(texts.flatMap((text) => [...text.matchAll(braced)].map((found) => found[1] ?? '')))].filter((name) => name !== '');
}

/** The fields that stand in a text, each once, in their order. */
export function fieldsIn(body: TextNode): string[] {
  return [...new Set([...nodesOf(body)].flatMap((node) => (node.type === 'mergeField' ? [String(node.attrs?.name ?? '')] : [])))];
}

/** The versions of fixed clauses that stand in a text, each once. */
export function clausesIn(body: TextNode): string[] {
  return [...new Set([...nodesOf(body)].flatMap((node) => (node.type === 'lockedClause' ? [String(node.attrs?.clauseVersionId ?? '')] : [])))];
}
