import type { GraphQLSchema } from 'graphql';
import type { SubgraphSource } from '../../execution/subgraph-source';
import type { ClientOperation, SupergraphAnswer } from '../../execution/supergraph-answer';
import type { CaseContext } from '../graph-case';

/** Something that serves a supergraph over sources that it is given. */
export interface SystemUnderTest {
  readonly name: string;
  /** @throws Error for a supergraph that it refuses. */
  load(supergraphSdl: string, sources: ReadonlyMap<string, SubgraphSource<CaseContext>>): LoadedSystem | Promise<LoadedSystem>;
}

export interface LoadedSystem {
  readonly apiSchema: GraphQLSchema;
  answer(operation: ClientOperation, context: CaseContext): SupergraphAnswer | Promise<SupergraphAnswer>;
  stop?(): Promise<void>;
}
