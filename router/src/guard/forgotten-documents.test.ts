import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { SubgraphSource } from '../execution/subgraph-source';
import { createSupergraph } from '../execution/supergraph';
import { plannersHere } from '../planning/plan-in-process';
import { readContract } from '../starting/contract';
import { createDocumentReader } from './parse';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

describe('a document that is no longer remembered', () => {
  it('takes what was compiled for it along', async () => {
    const compiled: WeakRef<object>[] = [];
    const source: SubgraphSource<null> = {
      prepare: () => {
        const fetch = () => ({ data: { me: null } });
        compiled.push(new WeakRef(fetch));
        return fetch;
      },
    };
    const graph = createSupergraph<null>({ supergraphSdl: readContract().supergraphSdl, planners: plannersHere(), sources: new Map([['identity', source]]) });
    const reader = createDocumentReader({ schema: graph.apiSchema, limits: { tokens: 1_000, errors: 5 }, checkStructure: () => [], remembered: 1 });
    const ask = (text: string) => {
      const read = reader.read(text);
      if ('errors' in read) throw read.errors[0];
      return graph.answer({ document: read.document, variables: {} }, null);
    };

    expect([ask('{ me { id } }'), ask('{ me { displayName } }')]).toEqual([{ data: '{"me":null}', errors: [] }, { data: '{"me":null}', errors: [] }]);
    await turn();
    collectGarbage();

    expect(compiled.map((fetch) => fetch.deref() !== undefined)).toEqual([false, true]);
  });
});
