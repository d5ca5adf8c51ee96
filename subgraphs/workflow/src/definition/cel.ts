import { Environment, type ASTNode, type ParseResult } from '@marcbachmann/cel-js';

/** What expressions may look at. */
export interface Scope { event: unknown; steps: unknown; run: unknown; now: Date }

/** A path into the scope; `[]` stands for «some element of the list». */
export type Path = readonly string[];

const roots = ['event', 'steps', 'run', 'now'] as const;
const macros = new Set(['map', 'filter', 'all', 'exists', 'exists_one']);

const dayIn = (moment: Date, zone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(moment);

const environment = new Environment({ homogeneousAggregateLiterals: false, limits: { maxAstNodes: 2_000, maxDepth: 60 } })
  .registerVariable('event', 'dyn').registerVariable('steps', 'dyn').registerVariable('run', 'dyn').registerVariable('now', 'google.protobuf.Timestamp')
  .registerFunction('dateIn(google.protobuf.Timestamp, string): string', (moment: Date, zone: string) => dayIn(moment, zone))
  .registerFunction('dateIn(string, string): string', (moment: string, zone: string) => dayIn(new Date(moment), zone))
  .registerFunction('addDays(string, int): string', (day: string, days: bigint) =>
    new Date(Date.parse(`${day}T00:00:00Z`) + Number(days) * 86_400_000).toISOString().slice(0, 10));

const parsed = new Map<string, ParseResult>();

function parseOnce(expression: string): ParseResult {
  const known = parsed.get(expression);
  if (known) return known;
  const fresh = environment.parse(expression);
  if (parsed.size > 5_000) parsed.clear();
  parsed.set(expression, fresh);
  return fresh;
}

/** Why an expression is not valid CEL, in one line; null when it is. */
export function syntaxFault(expression: string): string | null {
  try {
    const result = parseOnce(expression).check();
    return result.valid ? null : firstLine(result.error?.message);
  } catch (error) {
    return firstLine(error instanceof Error ? error.message : String(error));
  }
}

const firstLine = (text: string | undefined): string => (text ?? 'not an expression').split('\n')[0] ?? '';

/** The value of an expression. Whole numbers come out as BigInt. Throws when a name is missing or a type does not fit. */
export function evaluate(expression: string, scope: Scope): unknown {
  return parseOnce(expression)({ ...scope }) as unknown;
}

/** The answer of a condition; anything but true is no. */
export const holds = (expression: string | undefined, scope: Scope): boolean =>
  expression === undefined || evaluate(expression, scope) === true;

/** Every path into the scope that an expression reads, the longest form of each. */
export function pathsOf(expression: string): Path[] {
  const found: Path[] = [];
  walk(parseOnce(expression).ast, new Map(), found);
  return found;
}

type Bound = ReadonlyMap<string, Path>;

function walk(node: ASTNode, bound: Bound, found: Path[]): void {
  const path = pathOf(node, bound);
  if (path) { found.push(path); walkIndexes(node, bound, found); return; }
  if (node.op === 'rcall' && macros.has(node.args[0])) { walkMacro(node.args[1], node.args[2], bound, found); return; }
  for (const child of childrenOf(node)) walk(child, bound, found);
}

function walkMacro(receiver: ASTNode, args: ASTNode[], bound: Bound, found: Path[]): void {
  walk(receiver, bound, found);
  const [variable, ...bodies] = args;
  const from = pathOf(receiver, bound);
  const inner = new Map(bound);
  if (variable?.op === 'id') inner.set(variable.args, from ? [...from, '[]'] : []);
  for (const body of bodies) walk(body, inner, found);
}

/** `a[expr]` reads what `expr` reads, too. */
function walkIndexes(node: ASTNode, bound: Bound, found: Path[]): void {
  if (node.op === '.' || node.op === '.?') walkIndexes(node.args[0], bound, found);
  if (node.op !== '[]' && node.op !== '[?]') return;
  walkIndexes(node.args[0], bound, found);
  if (node.args[1].op !== 'value') walk(node.args[1], bound, found);
}

function pathOf(node: ASTNode, bound: Bound): Path | null {
  if (node.op === 'id') return idPath(node.args, bound);
  if (node.op === '.' || node.op === '.?') return extend(pathOf(node.args[0], bound), node.args[1]);
  if (node.op !== '[]' && node.op !== '[?]') return null;
  const index = node.args[1];
  return extend(pathOf(node.args[0], bound), index.op === 'value' && typeof index.args === 'string' ? index.args : '[]');
}

const idPath = (name: string, bound: Bound): Path => bound.get(name) ?? [name];
// An empty path is an element of something computed; nothing is known of it and nothing is checked.
const extend = (path: Path | null, step: string): Path | null => (path === null ? null : path.length === 0 ? path : [...path, step]);

function childrenOf(node: ASTNode): ASTNode[] {
  if (node.op === 'value' || node.op === 'id') return [];
  if (node.op === 'call') return node.args[1];
  if (node.op === 'rcall') return [node.args[1], ...node.args[2]];
  if (node.op === '.' || node.op === '.?') return [node.args[0]];
  if (node.op === 'map') return node.args.flat();
  if (node.op === '!_' || node.op === '-_') return [node.args];
  return [...node.args];
}

/** True for the four names an expression may start from. */
export const isRoot = (name: string | undefined): boolean => roots.some((root) => root === name);
