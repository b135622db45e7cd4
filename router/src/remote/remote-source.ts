import { createHash } from 'node:crypto';
import { partOf } from '@sangam/kit/authorization/narrow-viewer';
import { readGraphQLAnswer, type GraphQLAnswer } from '@sangam/kit/calls/graphql-answer';
import type { SignedAnswer, SignedClient } from '@sangam/kit/calls/signed-client';
import type { CallIdentity } from '@sangam/kit/calls/viewer-header';
import { AppError } from '@sangam/kit/errors/app-error';
import type { Viewer } from '@sangam/kit/authorization/viewer';
import type { DocumentNode } from 'graphql';
import type { PreparedFetch, SubgraphAnswer, SubgraphOperation, SubgraphSource } from '../execution/subgraph-source';
import { viewOf, type GraphContext } from '../gateway/graph-context';
import type { ViewFacts } from '../view-keys/view-facts';
import { viewKeyOf } from '../view-keys/view-key';
import { failedFetch } from './failed-fetch';
import { SharedReads } from './shared-reads';

/**
 * A subgraph in another process: signed HTTP on kept connections. Equal reads that are under way share a call if they
 * are for viewers who cannot be told apart by what the operation reads of them; that is all the subgraph gets to know.
 */
export class RemoteSource implements SubgraphSource<GraphContext> {
  private readonly reads = new SharedReads<GraphQLAnswer>();

  constructor(private readonly client: SignedClient, private readonly facts?: ViewFacts) {}

  prepare({ text, kind, document }: SubgraphOperation): PreparedFetch<GraphContext> {
    const beginning = `{"query":${JSON.stringify(text)},"variables":`;
    const fetch = kind === 'query' ? this.shared.bind(this) : this.send.bind(this);
    const reads = viewKeyOf(document, this.facts);
    return (variables, graph) => fetch(`${beginning}${JSON.stringify(variables)}}`, viewOf(graph, reads)).catch((error: unknown) => failed(error, document, graph));
  }

  private shared(body: string, graph: GraphContext): Promise<SubgraphAnswer> {
    return this.reads.read(`${digestOf(graph.viewer)}${body}`, () => this.exchange(body, graph, true));
  }

  private async send(body: string, graph: GraphContext): Promise<SubgraphAnswer> {
    try {
      return (await this.exchange(body, graph, false)).parsed;
    } finally {
      this.reads.forget();
    }
  }

  private exchange(body: string, graph: GraphContext, retry: boolean): Promise<{ text: string; parsed: GraphQLAnswer }> {
    return this.client.send({ method: 'POST', path: '/graphql', body, identity: identityOf(graph), headers: JSON_BODY, retry }, readBoth);
  }
}

const JSON_BODY = { 'content-type': 'application/json' } as const;

function failed(error: unknown, document: DocumentNode, { requestId }: GraphContext): SubgraphAnswer {
  if (!(error instanceof AppError)) throw error;
  return failedFetch(error, document, requestId);
}

/** How the router introduces whom it calls for. */
export function identityOf({ viewer, requestId, idempotencyKey }: Pick<GraphContext, 'viewer' | 'requestId' | 'idempotencyKey'>): CallIdentity {
  return { viewer, caller: 'router', requestId, idempotencyKey };
}

const digests = new WeakMap<Viewer, string>();

/** Who sees the same answer: everything that a subgraph learns of the viewer, apart from the request's id. */
function digestOf(viewer: Viewer): string {
  const known = digests.get(viewer) ?? createHash('sha256').update(JSON.stringify({ ...partOf(viewer).facts, requestId: '' })).digest('base64');
  digests.set(viewer, known);
  return known;
}

function readBoth(answer: SignedAnswer): { text: string; parsed: GraphQLAnswer } {
  return { text: answer.body.toString('utf8'), parsed: readGraphQLAnswer(answer) };
}
