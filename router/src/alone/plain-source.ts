import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { isBrokenConnection, isTimeout } from '@sangam/kit/calls/call-failure';
import type { GraphQLAnswer } from '@sangam/kit/calls/graphql-answer';
import { CallPool, LARGEST_ANSWER } from '@sangam/kit/calls/pooled-call';
import { signCall } from '@sangam/kit/calls/signing';
import { encodeViewerHeader } from '@sangam/kit/calls/viewer-header';
import type { Clock } from '@sangam/kit/clock/clock';
import { AppError } from '@sangam/kit/errors/app-error';
import { SUBGRAPH_TIMEOUT, SUBGRAPH_UNAVAILABLE } from '@sangam/kit/errors/codes';
import type { Logger } from '@sangam/kit/observability/logger';
import type { DocumentNode } from 'graphql';
import type { PreparedFetch, SubgraphAnswer, SubgraphOperation, SubgraphSource } from '../execution/subgraph-source';
import type { GraphContext } from '../gateway/graph-context';
import { failedFetch } from '../remote/failed-fetch';
import { identityOf } from '../remote/remote-source';
import { SharedReads } from '../remote/shared-reads';
import { forwarded } from './client-headers';
import { readSubgraphAnswer } from './subgraph-answer';

export interface PlainSourceOptions {
  readonly name: string;
  /** Where it answers GraphQL. Never shown to clients. */
  readonly url: URL;
  /** HMAC keys, newest first; none: calls are not signed. */
  readonly keys: readonly string[];
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn'>;
}

const HEADERS = { 'content-type': 'application/json', accept: 'application/json, application/graphql-response+json', 'accept-encoding': 'gzip' } as const;

const unpack = promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip);

/** Anybody's subgraph over HTTP, on kept connections. Equal reads with equal headers that are under way share a call. */
export class PlainSource implements SubgraphSource<GraphContext> {
  private readonly reads = new SharedReads<GraphQLAnswer>();
  private readonly pool: CallPool;
  private readonly path: string;

  constructor(private readonly options: PlainSourceOptions) {
    const { url, timeoutMs } = options;
    this.path = `${url.pathname}${url.search}`;
    this.pool = new CallPool({ origin: url.origin, connectTimeoutMs: timeoutMs });
  }

  prepare({ text, kind, document }: SubgraphOperation): PreparedFetch<GraphContext> {
    const beginning = `{"query":${JSON.stringify(text)},"variables":`;
    const ask = (body: string, graph: GraphContext): Promise<SubgraphAnswer> =>
      kind === 'query' ? this.reads.read(`${forwarded(graph.viewer).key}${body}`, () => this.read(body, graph)) : this.exchange(body, graph).then(({ parsed }) => parsed);
    return (variables, graph) => ask(`${beginning}${JSON.stringify(variables)}}`, graph).catch((error: unknown) => this.failed(error, document, graph));
  }

  /** Ends the connections; calls under way are aborted. */
  async close(): Promise<void> {
    await this.pool.close();
  }

  /** A read may be sent once more when the connection broke; anything with an effect never is. */
  private async read(body: string, graph: GraphContext): Promise<{ text: string; parsed: GraphQLAnswer }> {
    try {
      return await this.exchange(body, graph);
    } catch (error) {
      if (!isBrokenConnection(error)) throw error;
      return this.exchange(body, graph);
    }
  }

  private async exchange(body: string, graph: GraphContext): Promise<{ text: string; parsed: GraphQLAnswer }> {
    const answer = await this.pool.call({ method: 'POST', path: this.path, body, headers: this.headers(body, graph), timeoutMs: this.options.timeoutMs });
    const isPacked = answer.headers['content-encoding'] === 'gzip';
    const text = (isPacked ? await unpack(answer.body, { maxOutputLength: LARGEST_ANSWER }) : answer.body).toString('utf8');
    return { text, parsed: readSubgraphAnswer(answer, text) };
  }

  private headers(body: string, graph: GraphContext): Record<string, string> {
    const { keys, name: audience, clock } = this.options;
    const headers = { ...forwarded(graph.viewer).headers, ...HEADERS, 'x-request-id': graph.requestId };
    if (keys.length === 0) return headers;
    return { ...headers, ...signCall({ keys, audience, method: 'POST', path: this.path, body, viewerHeader: encodeViewerHeader(identityOf(graph)), now: clock.now() }) };
  }

  private failed(error: unknown, document: DocumentNode, { requestId }: GraphContext): SubgraphAnswer {
    this.options.log.warn({ err: error, subgraph: this.options.name }, 'a subgraph did not answer');
    return failedFetch(new AppError(isTimeout(error) ? SUBGRAPH_TIMEOUT : SUBGRAPH_UNAVAILABLE), document, requestId);
  }
}
