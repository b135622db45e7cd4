import { GraphQLError } from 'graphql';
import { ArgumentValidationError } from 'type-graphql';
import { AppError, badInput } from './app-error';
import { CONFLICT, defineError, knownErrorCodes } from './codes';
import { errorFromExtensions, maskError } from './mask-error';

const logged: object[] = [];
const context = { requestId: 'r1', log: { error: (entry: object) => void logged.push(entry) } as never };

beforeEach(() => void (logged.length = 0));

describe('an error on its way to a client', () => {
  it('keeps code, fields and path when it is coded', () => {
    const located = new GraphQLError('x', { path: ['a', 0], originalError: badInput({ path: 'input.name', reason: 'MISSING' }) });
    expect(maskError(located, context)).toEqual({
      message: 'The input is not valid.', path: ['a', 0], extensions: { code: 'BAD_USER_INPUT', fields: [{ path: 'input.name', reason: 'MISSING' }], requestId: 'r1' },
    });
    expect(logged).toEqual([]);
  });

  it.each([new Error('UNIQUE constraint failed: users.email at 10.0.0.1:3306'), new GraphQLError('SQL', { originalError: new TypeError('x is not a function') }), 'text', undefined])(
    'says nothing of %p but its request id, under which it is logged', (error) => {
      expect(maskError(error, context)).toEqual({ message: 'Internal server error', extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'r1' } });
      expect(logged).toHaveLength(1);
    },
  );

  it('does not trust codes that are not on the list', () => {
    expect(maskError(new GraphQLError('secret', { extensions: { code: 'ER_DUP_ENTRY' } }), context).message).toBe('Internal server error');
  });

  it('names the fields that validation refused', () => {
    const error = new ArgumentValidationError([{ property: 'title', constraints: { isLength: 'title must be shorter' }, children: [] }, { property: 'owner', children: [{ property: 'name', constraints: { isDefined: 'x' } }] }] as never);
    expect(maskError(error, context).extensions).toMatchObject({ fields: [{ path: 'input.title', reason: 'RANGE' }, { path: 'input.owner.name', reason: 'MISSING' }] });
  });

  it('is rebuilt from what another part answered, and only then', () => {
    const error = errorFromExtensions(maskError(new AppError(CONFLICT, { retryAfter: 3 }), context).extensions);
    expect(error?.extensions).toEqual({ code: 'CONFLICT', retryAfter: 3 });
    expect(errorFromExtensions({ code: 'UNHEARD_OF' })).toBeUndefined();
  });
});

it('the list of codes is closed: one meaning each', () => {
  expect(() => defineError('CONFLICT', 400, 'Something else.')).toThrow('CONFLICT is defined twice');
  expect(new Set(knownErrorCodes().map(({ code }) => code)).size).toBe(knownErrorCodes().length);
});
