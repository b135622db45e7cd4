import { z } from 'zod';
import { jsonBody } from './json-body';

const schema = z.strictObject({ title: z.string().max(5), count: z.number().optional() });
const read = (text: string | Buffer) => jsonBody({ rawBody: Buffer.from(text as string) }, schema);
const refusal = (text: string | Buffer): unknown => {
  try {
    return read(text);
  } catch (error) {
    return (error as { extensions: unknown }).extensions;
  }
};

it('reads what fits', () => {
  expect(read('{"title":"a","count":2}')).toEqual({ title: 'a', count: 2 });
});

it.each<[string, string | Buffer, object]>([
  ['no JSON', '{', { code: 'BAD_REQUEST' }],
  ['no UTF-8', Buffer.from([0x22, 0xff, 0x22]), { code: 'BAD_REQUEST' }],
  ['a missing field', '{}', { code: 'BAD_USER_INPUT', fields: [{ path: 'title' }] }],
  ['a text too long', '{"title":"abcdef"}', { code: 'BAD_USER_INPUT', fields: [{ path: 'title', reason: 'RANGE' }] }],
  ['another type', '{"title":1}', { code: 'BAD_USER_INPUT', fields: [{ path: 'title', reason: 'FORMAT' }] }],
  ['an unknown field', '{"title":"a","more":1}', { code: 'BAD_USER_INPUT', fields: [{ reason: 'FORMAT' }] }],
  ['text that cannot be stored', '{"title":"a\\u0000"}', { code: 'BAD_USER_INPUT', fields: [{ path: 'title', reason: 'FORMAT' }] }],
])('refuses %s', (_case, text, extensions) => {
  expect(refusal(text)).toMatchObject(extensions);
});
