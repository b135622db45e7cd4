import { anonymousViewer } from '@sangam/kit/authorization/viewer';
import { signCall } from '@sangam/kit/calls/signing';
import { encodeViewerHeader } from '@sangam/kit/calls/viewer-header';
import type { Clock } from '@sangam/kit/clock/clock';
import { maskError } from '@sangam/kit/errors/mask-error';
import { operationsOf } from '@sangam/kit/execution/operations-of';
import { newId } from '@sangam/kit/ids/new-id';
import type { Logger } from '@sangam/kit/observability/logger';
import type { RunningSubgraph } from '@sangam/kit/running/running-subgraph';
import type { AnsweredError, DirectAnswer, DirectCaller } from '@sangam/kit/testing/harness';
import { print, type DocumentNode } from 'graphql';

export interface SubgraphAddress {
  readonly subgraph: RunningSubgraph;
  /** Of its own port; apart only. */
  readonly url: string | undefined;
  readonly keys: readonly string[];
  readonly clock: Clock;
  readonly log: Logger;
}

interface Operation {
  readonly document: DocumentNode;
  readonly variables: object;
}

/** What a subgraph answers to a caller with a service key: in process as the router's own source does, over signed HTTP where it has a port. */
export async function atSubgraph(address: SubgraphAddress, { viewer, caller }: DirectCaller, operation: Operation): Promise<DirectAnswer> {
  const requestId = newId();
  const identity = { viewer: viewer ?? anonymousViewer(requestId, ''), caller, requestId, idempotencyKey: null };
  if (address.url === undefined) return inProcess(address, identity, operation);
  const body = JSON.stringify({ query: print(operation.document), variables: operation.variables });
  const signed = signCall({ keys: address.keys, audience: address.subgraph.name, method: 'POST', path: '/graphql', body, viewerHeader: encodeViewerHeader(identity), now: address.clock.now() });
  const response = await fetch(`${address.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...signed }, body });
  const { data = null, errors = [] } = (await response.json()) as Partial<DirectAnswer>;
  return { data, errors };
}

async function inProcess({ subgraph, log }: SubgraphAddress, identity: Parameters<RunningSubgraph['context']>[0], { document, variables }: Operation): Promise<DirectAnswer> {
  const { run } = operationsOf(subgraph.schema).ofDocument(document);
  const { data, errors = [] } = await run(variables as Record<string, unknown>, subgraph.context(identity));
  return { data: data ?? null, errors: errors.map((error) => maskError(error, { requestId: identity.requestId, log }) as AnsweredError) };
}
