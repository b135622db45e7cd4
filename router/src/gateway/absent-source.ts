import type { GraphQLDataSource } from '@apollo/gateway';
import { AppError } from '@sangam/kit/errors/app-error';
import { SUBGRAPH_UNAVAILABLE } from '@sangam/kit/errors/codes';

/** A subgraph of the supergraph that is not in this build: its fields are null with a coded error. */
export const absentSource: GraphQLDataSource = {
  process: () => Promise.reject(new AppError(SUBGRAPH_UNAVAILABLE)),
};
