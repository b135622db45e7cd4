import { AppError } from '../errors/app-error';
import { CONFLICT } from '../errors/codes';
import { errorText } from './error-text';

describe('the text of a failed attempt', () => {
  it('names the error and its causes, without a stack', () => {
    const error = new TypeError('cannot send', { cause: new Error('connection refused', { cause: new AppError(CONFLICT) }) });
    expect(errorText(error)).toBe('TypeError: cannot send ← Error: connection refused ← CONFLICT');
  });

  it.each([
    ['login failed for password=hunter2&user=a', 'Error: login failed for password=[secret]&user=a'],
    ['{"token":"abc.def","user":"a"}', 'Error: {"token":[secret],"user":"a"}'],
    ['Authorization: Bearer abc123== was refused', 'Error: Authorization: [secret] [secret] was refused'],
    ['got eyJhbGciOi.eyJzdWIi.c2lnbmF0dXJl back', 'Error: got [secret] back'],
    ['cannot reach smtp://user:pass@mail:25', 'Error: cannot reach smtp://[secret]@mail:25'],
    ['api_key: sk-12345, otp = 123456', 'Error: api_key: [secret], otp = [secret]'],
    ["passcode: 'two words' rejected", 'Error: passcode: [secret] rejected'],
  ])('hides the secret in %s', (message, text) => {
    expect(errorText(new Error(message))).toBe(text);
  });

  it('keeps only the code of a database error, which quotes values', () => {
    const driverError = Object.assign(new Error("Duplicate entry 'asha@example.com' for key 'email'"), { code: 'ER_DUP_ENTRY' });
    expect(errorText(Object.assign(new Error(driverError.message), { driverError }))).toBe('Database error ER_DUP_ENTRY');
  });

  it('says little about thrown values, ends circular causes and is short', () => {
    const circular: Error = new Error('round');
    circular.cause = circular;
    expect([errorText('text with otp 123456'), errorText(null), errorText(circular)]).toEqual(['Thrown value of type string', 'Thrown value of type object', Array(4).fill('Error: round').join(' ← ')]);
    expect(errorText(new Error('x'.repeat(10_000)))).toHaveLength(2_000);
  });
});
