import type { RequestListener } from 'node:http';
import type { Step } from './protection';

/** As the web framework would match it: in any case, with or without a slash at the end. */
const PATH = /^\/graphql\/?(?:\?|$)/i;

/** The route of the graph in the metrics. */
export const GRAPHQL_ROUTE = '/graphql';

export interface GraphqlDoor {
  /** What a request passes before it is answered, in this order. */
  readonly steps: readonly Step[];
  readonly answer: RequestListener;
  /** Answers what is not for the graph. */
  readonly others: RequestListener;
}

/** Answers /graphql without the web framework, which costs more than many an answer. */
export function graphqlDoor({ steps, answer, others }: GraphqlDoor): RequestListener {
  const graph = steps.reduceRight<RequestListener>((next, step) => (request, response) => step(request, response, () => next(request, response)), answer);
  return (request, response) => {
    // Browsers ask for permission with OPTIONS: the same for every path.
    if (request.method !== 'OPTIONS' && PATH.test(request.url ?? '')) graph(request, response);
    else others(request, response);
  };
}
