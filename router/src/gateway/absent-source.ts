import type { GraphQLDataSource } from '@apollo/gateway';
import { AppError } from '@sangam/kit/errors/app-error';
import { SUBGRAPH_UNAVAILABLE } from '@sangam/kit/errors/codes';
import { failedFetch } from '../remote/failed-fetch';
import type { GraphContext } from './graph-context';

/** A subgraph of the supergraph that is not in this build: its fields are null with a coded error. */
export const absentSource: GraphQLDataSource = {
  process: async ({ request, context }) => failedFetch(new AppError(SUBGRAPH_UNAVAILABLE), request.query ?? '', (context as GraphContext).requestId) as never,
};
