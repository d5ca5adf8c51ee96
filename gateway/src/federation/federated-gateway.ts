import { Supergraph, operationFromDocument } from '@apollo/federation-internals';
import type { Schema } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import type { GatewayExecutionResult, GatewayGraphQLRequestContext, GatewayInterface, GatewayLoadResult, GatewaySchemaLoadOrUpdateCallback, GatewayUnsubscriber } from '@apollo/server-gateway-interface';
import { GraphQLError, Kind, executeSync } from 'graphql';
import type { DocumentNode, FragmentDefinitionNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { GatewayContext } from '../context.js';
import { Answering } from './answer.js';
import { Execution } from './execution.js';
import type { Ask } from './execution.js';
import type { Json } from './merging.js';
import { put } from './merging.js';
import { Question } from './question.js';

/** How many planned questions are kept: the pages of all apps ask some hundreds. */
const kept = 2_000;

/**
 * Answers one contract of the supergraph. Planning is the library's; going through a plan and shaping its answer is done here, because the library walks
 * its own model of the schema for every value of every answer. The corpus in `test/` holds every answer to what the library says.
 */
export class FederatedGateway implements GatewayInterface {
  readonly schema: GraphQLSchema;
  readonly #api: Schema;
  readonly #supergraph: GraphQLSchema;
  readonly #planner: QueryPlanner;
  readonly #questions = new LRUCache<string, Question>({ max: kept });

  constructor(private readonly supergraphSdl: string, private readonly ask: Ask) {
    // It was checked when it was composed.
    const supergraph = Supergraph.build(supergraphSdl, { validateSupergraph: false });
    this.#api = supergraph.apiSchema();
    this.schema = this.#api.toGraphQLJSSchema();
    this.#supergraph = supergraph.schema.toGraphQLJSSchema();
    this.#planner = new QueryPlanner(supergraph);
  }

  onSchemaLoadOrUpdate(callback: GatewaySchemaLoadOrUpdateCallback): GatewayUnsubscriber {
    callback({ apiSchema: this.schema, coreSupergraphSdl: this.supergraphSdl });
    return () => undefined;
  }

  load(): Promise<GatewayLoadResult> {
    return Promise.resolve({ executor: (request) => this.#answer(request) });
  }

  stop(): Promise<void> { return Promise.resolve(); }

  async #answer({ request, document, queryHash, context }: GatewayGraphQLRequestContext): Promise<GatewayExecutionResult> {
    try {
      const question = this.#question(document, request.operationName ?? undefined, queryHash);
      const variables: Json = request.variables ?? {};
      const { errors: faults, values } = question.coerced(variables);
      if (faults) return { errors: faults };
      const execution = new Execution({ question, supergraph: this.#supergraph, ask: this.ask, context: context as unknown as GatewayContext, variables });
      await execution.run();
      const answering = new Answering(this.schema);
      const data = answering.shaped(execution.data, question.shape(values), question.root);
      if (data) this.#addSchemaFields(data, question, values);
      if (answering.isUnfit && execution.errors.length === 0) (context as unknown as GatewayContext).log.error({ operation: request.operationName }, 'a domain answered what its own schema does not allow');
      return execution.errors.length > 0 ? { errors: execution.errors, data } : { data };
    } catch (error) {
      if (error instanceof GraphQLError) return { errors: [error] };
      return { errors: [new GraphQLError(error instanceof Error ? error.message : 'the question could not be answered', { originalError: error as Error })] };
    }
  }

  #question(document: DocumentNode, name: string | undefined, hash: string): Question {
    const key = name === undefined ? hash : `${hash} ${name}`;
    const known = this.#questions.get(key);
    if (known) return known;
    const { operation, fragments } = partsOf(document, name);
    const planned = operationFromDocument(this.#api, document, name === undefined ? {} : { operationName: name });
    const question = new Question(this.#planner.buildQueryPlan(planned), planned, this.schema, operation, fragments);
    this.#questions.set(key, question);
    return question;
  }

  #addSchemaFields(data: Json, question: Question, values: Readonly<Record<string, unknown>>): void {
    const about = question.aboutTheGraph(values);
    if (!about) return;
    const told = executeSync({ schema: this.schema, document: about, variableValues: values });
    for (const [name, value] of Object.entries(told.data ?? {})) put(data, name, value);
  }
}

function partsOf(document: DocumentNode, name: string | undefined): { operation: OperationDefinitionNode; fragments: Map<string, FragmentDefinitionNode> } {
  const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  const operation = name === undefined ? operations[0] : operations.find((one) => one.name?.value === name);
  if (!operation || (name === undefined && operations.length > 1)) throw new GraphQLError(name === undefined ? 'The request must say which of its operations is meant.' : `The request holds no operation «${name}».`, { extensions: { code: 'BAD_REQUEST' } });
  return { operation, fragments: new Map(document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : []))) };
}
