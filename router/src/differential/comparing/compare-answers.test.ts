import { GraphQLError, type ExecutionResult } from 'graphql';
import { compareAnswers } from './compare-answers';

const expected = (data: Record<string, unknown> | null, ...errors: [path: (string | number)[], code?: string][]): ExecutionResult => ({
  data, ...(errors.length > 0 && { errors: errors.map(([path, code]) => new GraphQLError('Refused.', { path, ...(code !== undefined && { extensions: { code } }) })) }),
});
const got = (data: unknown, ...errors: [path: (string | number)[], code?: string][]) => ({ data: JSON.stringify(data), errors: errors.map(([path, code]) => ({ message: 'No.', path, ...(code !== undefined && { extensions: { code } }) })) });

describe('comparing answers', () => {
  it('finds equal what is equal', () => {
    expect(compareAnswers(expected({ a: [1, null] }), got({ a: [1, null] }))).toBeUndefined();
  });

  it.each([
    ['another value', got({ a: 2, b: 1 })], ['another order', got({ b: 1, a: 1 })], ['something missing', got({ a: 1 })], ['something more', got({ a: 1, b: 1, c: 1 })],
  ])('calls %s wrong data', (_case, answer) => {
    expect(compareAnswers(expected({ a: 1, b: 1 }), answer)).toMatchObject({ kind: 'wrong data' });
  });

  it('wants an error at its place with its code, as often as it likes', () => {
    const wanted = expected({ a: null }, [['a'], 'FORBIDDEN']);

    expect(compareAnswers(wanted, got({ a: null }, [['a'], 'FORBIDDEN'], [['a'], 'FORBIDDEN']))).toBeUndefined();
    expect(compareAnswers(wanted, got({ a: null }, [['a'], 'NOT_FOUND']))).toMatchObject({ kind: 'wrong errors' });
    expect(compareAnswers(wanted, got({ a: null }))).toEqual({ kind: 'wrong errors', detail: 'missing a FORBIDDEN' });
    expect(compareAnswers(expected({ a: null }), got({ a: null }, [['a'], 'FORBIDDEN']))).toEqual({ kind: 'wrong errors', detail: 'not expected a FORBIDDEN' });
  });

  it('takes any code for an error that has none in the data', () => {
    expect(compareAnswers(expected({ a: null }, [['a', 'b']]), got({ a: null }, [['a', 'c'], 'INTERNAL_SERVER_ERROR']))).toBeUndefined();
    expect(compareAnswers(expected({ a: null }, [['a']]), got({ a: null }, [['a'], 'INTERNAL_SERVER_ERROR']))).toBeUndefined();
  });

  it('does not mind which of the errors below a null brought it up', () => {
    const wanted = expected({ list: [null] }, [['list', 0, 'a'], 'FORBIDDEN']);

    expect(compareAnswers(wanted, got({ list: [null] }, [['list', 0, 'b', 1], 'NOT_FOUND']))).toBeUndefined();
    expect(compareAnswers(wanted, got({ list: [null] }, [['list', 1, 'a'], 'FORBIDDEN']))).toMatchObject({ kind: 'wrong errors' });
  });

  it('tells a refusal from an answer', () => {
    expect(compareAnswers(expected({ a: 1 }), { errors: [{ message: 'No.', extensions: { code: 'QUERY_NOT_PLANNABLE' } }] })).toEqual({ kind: 'refused', detail: 'QUERY_NOT_PLANNABLE: No.' });
  });
});
