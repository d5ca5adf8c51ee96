import { GraphQLError } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { evaluateCondition } from '@apollo/query-planner';
import type { FetchNode, PlanNode, ResponsePath } from '@apollo/query-planner';
import type { GatewayContext } from '../context.js';
import type { SubgraphAnswer, SubgraphError } from '../subgraph-client.js';
import { isObject, merge, own } from './merging.js';
import type { Json } from './merging.js';
import type { Question } from './question.js';
import { representationsOf } from './representations.js';
import { rewrite } from './rewrites.js';

/** Asks one domain. */
export type Ask = (domain: string, request: { readonly query: string; readonly variables: Json; readonly operationName?: string }, context: GatewayContext) => Promise<SubgraphAnswer>;

/** What the fetches of one request share. */
export interface Parts { readonly question: Question; readonly supergraph: GraphQLSchema; readonly ask: Ask; readonly context: GatewayContext; readonly variables: Json }

/** A place of the page at which the plan stands: the way to it and all that lies there. */
interface Place { readonly path: ResponsePath; readonly at: unknown }

/** Goes through a plan: asks each domain for its part and lays all parts into one heap of data, which still wants its shape. */
export class Execution {
  readonly data: Json = {};
  readonly errors: GraphQLError[] = [];
  constructor(private readonly parts: Parts) {}

  async run(): Promise<void> {
    const { node } = this.parts.question.plan;
    if (node?.kind === 'Subscription') throw new Error('the graph serves no subscriptions');
    if (node) await this.#step(node, { path: [], at: this.data });
  }

  async #step(node: PlanNode, place: Place): Promise<void> {
    switch (node.kind) {
      case 'Sequence': for (const one of node.nodes) await this.#step(one, place); return;
      case 'Parallel': await Promise.all(node.nodes.map((one) => this.#step(one, place))); return;
      case 'Flatten': {
        const at = below(place.at, node.path);
        if (at !== undefined && at !== null) await this.#step(node.node, { path: [...place.path, ...node.path], at });
        return;
      }
      case 'Fetch': await this.#fetch(node, place).catch((error: unknown) => { this.errors.push(asError(error)); }); return;
      case 'Condition': {
        const branch = evaluateCondition(node, this.parts.question.planned.variableDefinitions, this.parts.variables) ? node.ifClause : node.elseClause;
        if (branch) await this.#step(branch, place);
        return;
      }
      case 'Defer': throw new Error('answers in parts are not served');
    }
  }

  async #fetch(fetch: FetchNode, place: Place): Promise<void> {
    const objects = (Array.isArray(place.at) ? place.at : [place.at]).filter(isObject);
    if (objects.length === 0) return;
    if (fetch.requires) { await this.#entities(fetch, place, objects); return; }
    const answer = await this.#ask(fetch, this.#variablesOf(fetch));
    for (const error of answer.errors ?? []) this.#tell(fetch, error, error.path ? [...place.path, ...error.path] : undefined);
    if (!answer.data) return;
    rewrite(this.parts.supergraph, fetch.outputRewrites, answer.data);
    for (const object of objects) merge(object, answer.data);
  }

  async #entities(fetch: FetchNode, place: Place, objects: readonly Json[]): Promise<void> {
    const { supergraph } = this.parts;
    const asked = representationsOf(supergraph, fetch, objects);
    if (asked.representations.length === 0) return;
    const { data, errors } = await this.#ask(fetch, { ...this.#variablesOf(fetch), representations: asked.representations });
    if (errors?.length) this.#tellOfEntities(fetch, place, { errors, places: asked.places });
    if (!data) return;
    const { _entities: entities } = data;
    if (!Array.isArray(entities) || entities.length !== asked.representations.length) throw new Error(`${fetch.serviceName} answered for other things than it was asked about`);
    for (const [n, entity] of entities.entries()) {
      if (!isObject(entity)) continue;
      entity.__typename ??= asked.targets[n]?.[0]?.__typename;
      rewrite(supergraph, fetch.outputRewrites, entity);
      // Whoever gets the same answer shares what lies deeper in it: it is the same thing, and what is asked about it later is the same too.
      for (const target of asked.targets[n] ?? []) merge(target, entity);
    }
  }

  #ask(fetch: FetchNode, variables: Json): Promise<SubgraphAnswer> {
    return this.parts.ask(fetch.serviceName, { query: fetch.operation, variables, ...(fetch.operationName ? { operationName: fetch.operationName } : {}) }, this.parts.context);
  }

  #variablesOf(fetch: FetchNode): Json {
    const used = (fetch.variableUsages ?? []).flatMap((name) => { const value = own(this.parts.variables, name); return value === undefined ? [] : [[name, value] as const]; });
    return Object.fromEntries(used);
  }

  /** An error about one entity stands at every place of the page that shows it. */
  #tellOfEntities(fetch: FetchNode, place: Place, { errors, places }: { readonly errors: readonly SubgraphError[]; readonly places: readonly number[][] }): void {
    const ways: ResponsePath[] = [];
    waysTo(this.data, place.path, [], ways);
    for (const error of errors) {
      const [root, entity, ...rest] = error.path ?? [];
      if (root !== '_entities' || typeof entity !== 'number') this.#tell(fetch, error, error.path ? [...place.path, ...error.path] : undefined);
      else for (const one of places[entity] ?? []) this.#tell(fetch, error, [...ways[one] ?? [], ...rest]);
    }
  }

  #tell(fetch: FetchNode, error: SubgraphError, path: ResponsePath | undefined): void {
    this.errors.push(new GraphQLError(error.message || `«${fetch.serviceName}» did not say what is wrong`, { path: path ?? null, originalError: error as never, extensions: { ...error.extensions, serviceName: fetch.serviceName } }));
  }
}

const asError = (error: unknown): GraphQLError => (error instanceof GraphQLError ? error : new GraphQLError(error instanceof Error ? error.message : 'the plan could not be gone through', { originalError: error as Error }));

/** What lies at the end of a way, lists flattened. */
function below(value: unknown, path: ResponsePath): unknown {
  let at = value;
  for (const step of path) {
    if (at === undefined || at === null) return at;
    if (step === '@') at = (at as unknown[]).flat();
    else if (Array.isArray(at)) at = at.map((one: unknown) => (isObject(one) ? own(one, String(step)) : undefined));
    else at = own(at as Json, String(step));
  }
  return at;
}

/** The ways to all that lies at the end of a path, in the order in which {@link below} finds it. */
function waysTo(value: unknown, path: ResponsePath, way: ResponsePath, found: ResponsePath[]): void {
  if (value === undefined || value === null) return;
  const [step, ...rest] = path;
  if (step === undefined) { found.push(way); return; }
  if (Array.isArray(value)) for (const [i, one] of value.entries()) waysTo(one, step === '@' ? rest : path, [...way, i], found);
  else waysTo(own(value as Json, String(step)), rest, [...way, step], found);
}
