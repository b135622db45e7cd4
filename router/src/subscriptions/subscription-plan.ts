import { type ApolloGateway, buildOperationContext, executeQueryPlan, type GraphQLDataSource } from '@apollo/gateway';
import { GraphQLDataSourceRequestKind } from '@apollo/gateway/dist/datasources/types';
import { operationFromDocument, Supergraph, type Schema } from '@apollo/federation-internals';
import type { FetchNode, PlanNode, QueryPlan, QueryPlanner } from '@apollo/query-planner';
import { parse, type DocumentNode, type FormattedExecutionResult, type GraphQLSchema } from 'graphql';
import type { GraphContext } from '../gateway/graph-context';
import type { Gateway, GraphOperation } from '../gateway/gateway';

/** A planned subscription: which subgraph emits, and how each event is completed from the others. */
export interface SubscriptionPlan {
  readonly subgraph: string;
  /** The operation that the emitting subgraph is subscribed to. */
  readonly document: DocumentNode;
  /** The client's variables that it needs. */
  variables(all: Record<string, unknown>): Record<string, unknown>;
  /** Completes one event. */
  complete(event: FormattedExecutionResult, operation: GraphOperation, context: GraphContext): Promise<{ data?: unknown; errors?: readonly FormattedError[]; extensions?: unknown }>;
}

type FormattedError = NonNullable<FormattedExecutionResult['errors']>[number];

/** Plans subscriptions with the gateway's own planner; known documents are planned once. */
export class SubscriptionPlanner {
  private readonly plans = new WeakMap<DocumentNode, Map<string, SubscriptionPlan>>();
  private readonly apiSchema: Schema;
  private readonly supergraphSchema: GraphQLSchema;
  private readonly planner: QueryPlanner;

  constructor(private readonly gateway: Gateway) {
    const supergraph = Supergraph.build(gateway.supergraphSdl);
    this.apiSchema = supergraph.apiSchema();
    this.supergraphSchema = supergraph.schema.toGraphQLJSSchema();
    this.planner = plannerOf(gateway.apollo);
  }

  plan(document: DocumentNode, operationName: string | null | undefined): SubscriptionPlan {
    const key = operationName ?? '';
    const known = this.plans.get(document)?.get(key);
    if (known) return known;
    const plan = this.build(document, operationName ?? undefined);
    const byName = this.plans.get(document) ?? new Map<string, SubscriptionPlan>();
    this.plans.set(document, byName.set(key, plan));
    return plan;
  }

  private build(document: DocumentNode, operationName: string | undefined): SubscriptionPlan {
    const { node } = this.planner.buildQueryPlan(operationFromDocument(this.apiSchema, document, { operationName }));
    if (node?.kind !== 'Subscription') throw new Error('The document is not planned as a subscription.');
    const { primary, rest } = node;
    const completion = completionPlan(primary, rest);
    return {
      subgraph: primary.serviceName,
      document: primary.operationDocumentNode ?? parse(primary.operation),
      variables: (all) => Object.fromEntries((primary.variableUsages ?? []).filter((name) => name in all).map((name) => [name, all[name]])),
      complete: (event, operation, context) => this.complete({ primary, completion, event }, operation, context),
    };
  }

  private complete({ primary, completion, event }: PlannedEvent, { document, operationName, variables }: GraphOperation, context: GraphContext) {
    const operationContext = buildOperationContext({ schema: this.gateway.apiSchema, operationDocument: document, ...(operationName && { operationName }) });
    const request = { variables, http: undefined };
    const requestContext = { request, document, context, metrics: {}, logger: silent } as unknown as Parameters<typeof executeQueryPlan>[2];
    const services = new Proxy({}, { get: (_, name) => (name === primary.serviceName ? emitting(event, this.gateway.source(primary.serviceName)) : this.gateway.source(String(name))) });
    return executeQueryPlan(completion, services as Record<string, GraphQLDataSource>, requestContext, operationContext, this.supergraphSchema, this.apiSchema);
  }
}

interface PlannedEvent {
  readonly primary: FetchNode;
  readonly completion: QueryPlan;
  readonly event: FormattedExecutionResult;
}

/** The gateway's executor takes no subscription node; the same fetches in a sequence it does. */
function completionPlan(primary: FetchNode, rest: PlanNode | undefined): QueryPlan {
  return { kind: 'QueryPlan', node: { kind: 'Sequence', nodes: rest ? [primary, rest] : [primary] } };
}

/** Answers the plan's first fetch with the event that came; further fetches go to the subgraph. */
function emitting(event: FormattedExecutionResult, source: GraphQLDataSource): GraphQLDataSource {
  return {
    process: (options) => {
      const isPrimary = options.kind === GraphQLDataSourceRequestKind.INCOMING_OPERATION && (options.pathInIncomingRequest?.length ?? 0) === 0 && !options.request.variables?.representations;
      return isPrimary ? Promise.resolve({ data: event.data, ...(event.errors && { errors: event.errors }) } as never) : source.process(options);
    },
  };
}

/** The gateway keeps its planner behind this accessor; building a second one would double start time and memory. */
function plannerOf(apollo: ApolloGateway): QueryPlanner {
  const { queryPlanner } = apollo.__testing();
  if (!queryPlanner) throw new Error('The gateway has no planner yet.');
  return queryPlanner;
}

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
