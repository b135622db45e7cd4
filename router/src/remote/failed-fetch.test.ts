import { AppError } from '@sangam/kit/errors/app-error';
import { SUBGRAPH_UNAVAILABLE } from '@sangam/kit/errors/codes';
import { failedFetch } from './failed-fetch';

const pathsOf = (query: string) => failedFetch(new AppError(SUBGRAPH_UNAVAILABLE), query, 'r1').errors.map(({ path }) => path);

describe('the answer of a fetch that failed', () => {
  it('names every root field by its response key', () => {
    expect(pathsOf('query A__identity__0 { me { id } other: user(id: 1) { id } __typename }')).toEqual([['me'], ['other']]);
  });

  it('names the fields of the first entity for a fetch of entities', () => {
    expect(pathsOf('query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename ... on User { name shown: photo { url } } ... on Bot { name } } }')).toEqual([
      ['_entities', 0, 'name'], ['_entities', 0, 'shown'],
    ]);
  });

  it('carries code and request id and nothing else', () => {
    expect(failedFetch(new AppError(SUBGRAPH_UNAVAILABLE), '{ me { id } }', 'r1')).toEqual({
      data: null, errors: [{ message: 'Part of the service is unavailable.', path: ['me'], extensions: { code: 'SUBGRAPH_UNAVAILABLE', requestId: 'r1' } }],
    });
  });
});
