import { isMergeField, type MergeField } from './merge-fields.rules.js';
import type { Body, BodyNode, Deviation } from './body.types.js';

/** Every node, from the top. */
export function* nodesOf(node: BodyNode): Generator<BodyNode> {
  yield node;
  for (const child of node.content ?? []) yield* nodesOf(child);
}

/** Another text in which each node may have been put in place of another. */
function mapped(node: BodyNode, change: (node: BodyNode) => BodyNode): BodyNode {
  const own = change(node);
  return own.content ? { ...own, content: own.content.map((child) => mapped(child, change)) } : own;
}

const nameOf = (node: BodyNode): MergeField | null => (node.type === 'mergeField' && isMergeField(node.attrs?.name) ? node.attrs.name : null);
const clauseOf = (node: BodyNode): string | null => (node.type === 'lockedClause' ? String(node.attrs?.clauseVersionId) : null);

/** The fields that a text leaves open, each once. */
export function fieldsOf(body: Body): MergeField[] {
  return [...new Set([...nodesOf(body)].map(nameOf).filter((name): name is MergeField => name !== null))];
}

/** The versions of fixed clauses that stand in a text, each once. */
export function clausesOf(body: Body): string[] {
  return [...new Set([...nodesOf(body)].map(clauseOf).filter((id): id is string => id !== null))];
}

/** What a field becomes: `lines` stays, because it is a table and no word. */
export type FieldValues = Readonly<Partial<Record<MergeField, string>>>;

/** The fields of a text that nothing fills. */
export function unresolvedFields(body: Body, values: FieldValues): MergeField[] {
  return fieldsOf(body).filter((name) => name !== 'lines' && (values[name] ?? '') === '');
}

/** The text with its fields filled; marks stay on the words that take their place. */
export function filled(body: Body, values: FieldValues): Body {
  return mapped(body, (node) => {
    const name = nameOf(node);
    const value = name === null || name === 'lines' ? '' : (values[name] ?? '');
    return value === '' ? node : { type: 'text', text: value, ...(node.marks ? { marks: node.marks } : {}) };
  }) as Body;
}

/** The text with each fixed clause as the library has it. */
export function withClauses(body: Body, library: ReadonlyMap<string, Body>): Body {
  return mapped(body, (node) => {
    const clause = library.get(clauseOf(node) ?? '');
    return clause ? { ...node, content: clause.content } : node;
  }) as Body;
}

/** True when two values say the same; the order of keys and absent attributes say nothing. */
export function alike(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, at) => alike(one, b[at]));
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) return a === b;
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].every((key) => alike(left[key] ?? null, right[key] ?? null));
}

/** Which fixed clauses of the template a text changed or left out. A clause from the library that was added is welcome, as long as its words stand. */
export function deviationsOf(body: Body, wanted: readonly string[], library: ReadonlyMap<string, Body>): Deviation[] {
  const standing = clausesOf(body);
  const removed = wanted.filter((id) => !standing.includes(id)).map((clauseVersionId) => ({ clauseVersionId, kind: 'REMOVED' as const }));
  const nodes = [...nodesOf(body)].filter((node) => clauseOf(node) !== null);
  const changed = nodes.filter((node) => !alike(node.content ?? [], library.get(clauseOf(node) ?? '')?.content ?? null)).map((node) => clauseOf(node) ?? '');
  return [...removed, ...[...new Set(changed)].map((clauseVersionId) => ({ clauseVersionId, kind: 'CHANGED' as const }))];
}
