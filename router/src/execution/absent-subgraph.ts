import { AppError } from '@sangam/kit/errors/app-error';
import { SUBGRAPH_UNAVAILABLE } from '@sangam/kit/errors/codes';
import { failedFetch } from '../remote/failed-fetch';
import type { SubgraphSource } from './subgraph-source';

/** A subgraph of the supergraph that is not in this build: its fields are null with a coded error. */
export const absentSubgraph: SubgraphSource<unknown> = {
  prepare: ({ document }) => {
    const answer = failedFetch(new AppError(SUBGRAPH_UNAVAILABLE), document);
    return () => answer;
  },
};
