import { GraphQLError, Kind, Lexer, parse, Source, TokenKind, visit } from 'graphql';
import type { DocumentNode, FieldNode, FragmentDefinitionNode, GraphQLSchema, OperationDefinitionNode, SelectionSetNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Audience } from './audience.js';
import { costOf } from './cost.js';
import { Refusal } from './refusal.js';

/** How much one request may ask for. Cost counts the objects that the answer could hold. */
export const LIMITS = {
  bodyBytes: 256 * 1024, tokens: 4_000, depth: 20, brackets: 80, aliases: 40, directives: 60, rootFields: 20, variableDepth: 16,
  cost: { staff: 20_000, portal: 5_000, public: 2_000 } satisfies Record<Audience, number>,
} as const;

/** What a request turned out to be, known before anything is planned or asked. */
export interface Inspection {
  readonly kind: 'query' | 'mutation';
  /** Root fields as often as they are asked for (an alias is another attempt). */
  readonly rootFields: readonly FieldNode[];
  readonly document: DocumentNode;
}

interface Parsed { readonly document: DocumentNode; readonly fragments: ReadonlyMap<string, FragmentDefinitionNode> }

/** Reads requests and refuses what is too much, remembering the texts that it has seen. */
export class RequestInspector {
  private readonly seen = new LRUCache<string, Parsed>({ max: 2_000, maxSize: 20_000_000, sizeCalculation: (_, text) => text.length + 1 });

  constructor(private readonly schema: GraphQLSchema, private readonly audience: Audience) {}

  /** Refuses a request that is too large, too deep or too costly; tells what the others are. */
  inspect(query: string, operationName: string | undefined, variables: Record<string, unknown>): Inspection {
    const parsed = this.parsed(query);
    const operation = chosenOperation(parsed.document, operationName);
    if (operation.operation === 'subscription') throw new Refusal('BAD_USER_INPUT', 'Subscriptions are not offered.');
    const rootFields = fieldsOf(operation.selectionSet, parsed.fragments);
    if (rootFields.length > LIMITS.rootFields) throw tooCostly('TOO_MANY_FIELDS', `A request may ask for at most ${LIMITS.rootFields} things at once.`);
    const cost = costOf(this.schema, operation, parsed.fragments, variables);
    if (cost > LIMITS.cost[this.audience]) {
      throw tooCostly('TOO_MANY_OBJECTS', `This query could return ${Number.isFinite(cost) ? cost : 'countless'} objects; ${LIMITS.cost[this.audience]} are allowed. Ask for smaller pages.`);
    }
    return { kind: operation.operation, rootFields, document: parsed.document };
  }

  private parsed(query: string): Parsed {
    const known = this.seen.get(query);
    if (known) return known;
    const document = parseWithin(query);
    const fragments = new Map(document.definitions.flatMap((node) => node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : []));
    refuseCycles(fragments);
    countWithin(document);
    const deepest = Math.max(0, ...document.definitions.map((node) => 'selectionSet' in node && node.selectionSet ? depthOf(node.selectionSet, fragments, new Map()) : 0));
    if (deepest > LIMITS.depth) throw tooCostly('TOO_DEEP', `A query may be ${LIMITS.depth} levels deep; this one has ${deepest}.`);
    const parsed = { document, fragments };
    this.seen.set(query, parsed);
    return parsed;
  }
}

function parseWithin(query: string): DocumentNode {
  try {
    refuseBrackets(query);
    return parse(query, { maxTokens: LIMITS.tokens });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    if (error.message.includes('tokens')) throw tooCostly('TOO_MANY_TOKENS', `A query may have ${LIMITS.tokens} words and signs.`);
    throw new Refusal('BAD_USER_INPUT', error.message, { reason: 'SYNTAX' });
  }
}

const OPENS = new Set<string>([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const CLOSES = new Set<string>([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/** The parser goes down one call deeper per bracket, so brackets within brackets are counted before it could fall off the stack. */
function refuseBrackets(query: string): void {
  const lexer = new Lexer(new Source(query));
  let open = 0;
  for (let token = lexer.advance(), read = 1; token.kind !== TokenKind.EOF && read <= LIMITS.tokens; token = lexer.advance(), read += 1) {
    if (OPENS.has(token.kind)) open += 1;
    else if (CLOSES.has(token.kind)) open -= 1;
    if (open > LIMITS.brackets) throw tooCostly('TOO_DEEP', `A query may have ${LIMITS.brackets} brackets inside each other.`);
  }
}

function chosenOperation(document: DocumentNode, name: string | undefined): OperationDefinitionNode {
  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  const chosen = name === undefined ? operations : operations.filter((node) => node.name?.value === name);
  const [only] = chosen;
  if (!only || chosen.length > 1) throw new Refusal('BAD_USER_INPUT', 'Name exactly one operation of the document.');
  return only;
}

function countWithin(document: DocumentNode): void {
  let aliases = 0;
  let directives = 0;
  visit(document, {
    Field: (node) => { if (node.alias) aliases += 1; },
    Directive: () => { directives += 1; },
  });
  if (aliases > LIMITS.aliases) throw tooCostly('TOO_MANY_ALIASES', `A query may have ${LIMITS.aliases} aliases.`);
  if (directives > LIMITS.directives) throw tooCostly('TOO_MANY_DIRECTIVES', `A query may have ${LIMITS.directives} directives.`);
}

/** Fragments that spread each other for ever would send every later walk round and round. */
function refuseCycles(fragments: ReadonlyMap<string, FragmentDefinitionNode>): void {
  const done = new Set<string>();
  const enter = (name: string, path: readonly string[]): void => {
    if (path.includes(name)) throw new Refusal('BAD_USER_INPUT', `The fragment ${name} spreads itself.`, { reason: 'FRAGMENT_CYCLE' });
    const fragment = fragments.get(name);
    if (!fragment || done.has(name)) return;
    visit(fragment, { FragmentSpread: (node) => enter(node.name.value, [...path, name]) });
    done.add(name);
  };
  for (const name of fragments.keys()) enter(name, []);
}

/** Depth with each fragment measured once, so that fragments which double each other cost no time. */
function depthOf(set: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>, known: Map<string, number>): number {
  let deepest = 0;
  for (const node of set.selections) {
    if (node.kind === Kind.FRAGMENT_SPREAD) {
      const fragment = fragments.get(node.name.value);
      const depth = known.get(node.name.value) ?? (fragment ? depthOf(fragment.selectionSet, fragments, known) : 0);
      known.set(node.name.value, depth);
      deepest = Math.max(deepest, depth);
    } else {
      deepest = Math.max(deepest, 1 + (node.selectionSet ? depthOf(node.selectionSet, fragments, known) : 0));
    }
  }
  return deepest;
}

function fieldsOf(set: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): FieldNode[] {
  const found: FieldNode[] = [];
  const walk = (selections: SelectionSetNode): void => {
    for (const node of selections.selections) {
      if (found.length > LIMITS.rootFields) return; // enough to refuse; doubling fragments are not followed to their end
      if (node.kind === Kind.FIELD) found.push(node);
      else if (node.kind === Kind.INLINE_FRAGMENT) walk(node.selectionSet);
      else { const fragment = fragments.get(node.name.value); if (fragment) walk(fragment.selectionSet); }
    }
  };
  walk(set);
  return found;
}

function tooCostly(reason: string, sentence: string): Refusal {
  return new Refusal('QUERY_TOO_COSTLY', sentence, { reason });
}

/** Refuses variables nested without end, and numbers that JSON cannot hold. */
export function checkVariables(value: unknown, depth = 0): void {
  if (depth > LIMITS.variableDepth) throw new Refusal('BAD_USER_INPUT', 'The variables are nested too deeply.', { reason: 'VARIABLES_TOO_DEEP' });
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Refusal('BAD_USER_INPUT', 'A number in the variables is out of range.');
  if (typeof value !== 'object' || value === null) return;
  for (const child of Object.values(value)) checkVariables(child, depth + 1);
}
