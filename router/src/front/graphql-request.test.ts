import { OperationTypeNode } from 'graphql';
import { AppError } from '@sangam/kit/errors/app-error';
import { isOriginAllowed } from './cross-origin';
import { checkMethod, readGraphqlQuery, readGraphqlRequest } from './graphql-request';

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return error instanceof AppError ? error.definition.code : String(error);
  }
  return 'passed';
}

describe('a GraphQL request', () => {
  it('may name its document by hash', () => {
    expect(readGraphqlRequest({ documentId: 'abc' })).toMatchObject({ query: null, documentHash: 'abc' });
    expect(readGraphqlRequest({ extensions: { persistedQuery: { version: 1, sha256Hash: 'def' } } })).toMatchObject({ query: null, documentHash: 'def' });
  });

  it.each([
    { extensions: { persistedQuery: 'x' } }, { extensions: { persistedQuery: { sha256Hash: 1 } } }, { query: '{a}', extensions: [] }, { documentId: 7 }, { query: '{a}', variables: 3 },
  ])('is refused where a part is of another kind: %j', (body) => {
    expect(codeOf(() => readGraphqlRequest(body))).toBe('BAD_REQUEST');
  });

  it('sent by GET needs a header that pages of other origins cannot send unasked', () => {
    const parameters = { query: 'query ($a: Int) { a }', variables: '{"a":1}', operationName: 'x' };

    expect(codeOf(() => readGraphqlQuery(parameters, {}))).toBe('BAD_REQUEST');
    expect(codeOf(() => readGraphqlQuery(parameters, { 'content-type': 'text/plain' }))).toBe('BAD_REQUEST');
    expect(readGraphqlQuery(parameters, { 'apollo-require-preflight': 'true' })).toEqual({ query: parameters.query, documentHash: null, operationName: 'x', variables: { a: 1 }, extensions: {} });
    expect(codeOf(() => readGraphqlQuery(parameters, { 'x-apollo-operation-name': 'x' }))).toBe('passed');
  });

  it.each(['{', '[1]', '"x"', '1'])('sent by GET is refused where its variables are %s', (variables) => {
    expect(codeOf(() => readGraphqlQuery({ query: '{a}', variables }, { 'apollo-require-preflight': '1' }))).toBe('BAD_REQUEST');
  });

  it('may not change anything by GET', () => {
    expect(codeOf(() => checkMethod('GET', OperationTypeNode.MUTATION))).toBe('METHOD_NOT_ALLOWED');
    expect(codeOf(() => checkMethod('GET', OperationTypeNode.QUERY))).toBe('passed');
    expect(codeOf(() => checkMethod('POST', OperationTypeNode.MUTATION))).toBe('passed');
  });
});

describe('the origin of a WebSocket', () => {
  it.each([
    [undefined, 'api.example', true],
    ['https://api.example', 'api.example', true],
    ['http://127.0.0.1:4000', '127.0.0.1:4000', true],
    ['http://127.0.0.1:4001', '127.0.0.1:4000', false],
    ['https://app.example', 'api.example', true],
    ['https://app.example.evil.example', 'api.example', false],
    ['https://evil.example', 'api.example', false],
    ['null', 'api.example', false],
    ['', 'api.example', false],
    ['https://evil.example', undefined, false],
  ])('%s at host %s is allowed: %s', (origin, host, allowed) => {
    expect(isOriginAllowed(origin, host, ['https://app.example'])).toBe(allowed);
  });
});
