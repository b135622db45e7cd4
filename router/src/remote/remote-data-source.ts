import { createHash } from 'node:crypto';
import type { GraphQLDataSource } from '@apollo/gateway';
import { GraphQLDataSourceRequestKind } from '@apollo/gateway/dist/datasources/types';
import { readGraphQLAnswer, type GraphQLAnswer } from '@sangam/kit/calls/graphql-answer';
import type { SignedAnswer, SignedClient } from '@sangam/kit/calls/signed-client';
import type { CallIdentity } from '@sangam/kit/calls/viewer-header';
import { AppError } from '@sangam/kit/errors/app-error';
import type { GraphContext } from '../gateway/graph-context';
import { failedFetch } from './failed-fetch';
import { SharedReads } from './shared-reads';

type ProcessOptions = Parameters<GraphQLDataSource['process']>[0];
type ProcessAnswer = Awaited<ReturnType<GraphQLDataSource['process']>>;

/** A subgraph in another process, for the gateway: signed HTTP on kept connections. */
export class RemoteDataSource implements GraphQLDataSource {
  private readonly reads = new SharedReads<GraphQLAnswer>();

  constructor(private readonly client: SignedClient) {}

  async process(options: ProcessOptions): Promise<ProcessAnswer> {
    if (options.kind !== GraphQLDataSourceRequestKind.INCOMING_OPERATION) return { data: {} };
    const graph = options.context as GraphContext;
    const { query = '', variables, operationName } = options.request;
    const body = JSON.stringify({ query, variables, operationName });
    try {
      return (await (isRead(query) ? this.shared(body, graph) : this.send(body, graph, false)).then(answerOf)) as ProcessAnswer;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return failedFetch(error, options.document ?? query, graph.requestId) as ProcessAnswer;
    }
  }

  private shared(body: string, graph: GraphContext): Promise<GraphQLAnswer> {
    return this.reads.read(`${viewKey(graph)}${body}`, async () => ({ ...(await this.exchange(body, graph, true)) }));
  }

  private async send(body: string, graph: GraphContext, retry: boolean): Promise<GraphQLAnswer> {
    return (await this.exchange(body, graph, retry)).parsed;
  }

  private exchange(body: string, graph: GraphContext, retry: boolean): Promise<{ text: string; parsed: GraphQLAnswer }> {
    return this.client.send({ method: 'POST', path: '/graphql', body, identity: identityOf(graph), headers: JSON_BODY, retry }, readBoth);
  }
}

const JSON_BODY = { 'content-type': 'application/json' } as const;

/** How the router introduces whom it calls for. */
export function identityOf({ viewer, requestId, idempotencyKey }: Pick<GraphContext, 'viewer' | 'requestId' | 'idempotencyKey'>): CallIdentity {
  return { viewer, caller: 'router', requestId, idempotencyKey };
}

/** The gateway's own documents: one operation each, and only mutations say so first. */
function isRead(query: string): boolean {
  return /^\s*(query\b|\{)/.test(query);
}

/**
 * Who sees the same answer: everything that a subgraph learns of the viewer, apart from the request's id. The gateway
 * does not know which fields depend on less.
 */
function viewKey({ viewer }: GraphContext): string {
  return createHash('sha256').update(JSON.stringify({ ...viewer, requestId: '' })).digest('base64');
}

function readBoth(answer: SignedAnswer): { text: string; parsed: GraphQLAnswer } {
  return { text: answer.body.toString('utf8'), parsed: readGraphQLAnswer(answer) };
}

function answerOf({ data, errors }: GraphQLAnswer): GraphQLAnswer {
  return { data: data ?? null, ...(errors && { errors }) };
}
