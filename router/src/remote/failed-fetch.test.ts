import { AppError } from '@sangam/kit/errors/app-error';
import { SUBGRAPH_UNAVAILABLE } from '@sangam/kit/errors/codes';
import { parse } from 'graphql';
import { failedFetch } from './failed-fetch';

const pathsOf = (query: string) => failedFetch(new AppError(SUBGRAPH_UNAVAILABLE), parse(query), 'r1').errors.map(({ path }) => path);

describe('the answer of a fetch that failed', () => {
  it('names every root field by its response key', () => {
    expect(pathsOf('query A__identity__0 { me { id } other: user(id: 1) { id } __typename }')).toEqual([['me'], ['other']]);
  });

  it('names the fields of the first entity for a fetch of entities', () => {
    expect(pathsOf('query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename ... on User { name shown: photo { url } } ... on Bot { name } } }')).toEqual([
      ['_entities', 0, 'name'], ['_entities', 0, 'shown'],
    ]);
  });

  it('names each of several sets of entities by its own key, fragments included', () => {
    expect(pathsOf('query ($a: [_Any!]!, $b: [_Any!]!) { _e0: _entities(representations: $a) { ...a } _e1: _entities(representations: $b) { ... on Bot { name } } } fragment a on User { name }')).toEqual([
      ['_e0', 0, 'name'], ['_e1', 0, 'name'],
    ]);
  });

  it('carries code and request id and nothing else', () => {
    expect(failedFetch(new AppError(SUBGRAPH_UNAVAILABLE), parse('{ me { id } }'), 'r1')).toEqual({
      data: null, errors: [{ message: 'Part of the service is unavailable.', path: ['me'], extensions: { code: 'SUBGRAPH_UNAVAILABLE', requestId: 'r1' } }],
    });
  });
});
