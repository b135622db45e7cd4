import { answerType, takesEventStream } from './media-type';

const JSON_TYPE = 'application/json';
const SPEC_TYPE = 'application/graphql-response+json';

describe('the media type of an answer', () => {
  it.each([
    [undefined, JSON_TYPE],
    ['', JSON_TYPE],
    ['*/*', JSON_TYPE],
    ['application/*', JSON_TYPE],
    [JSON_TYPE, JSON_TYPE],
    [SPEC_TYPE, SPEC_TYPE],
    [SPEC_TYPE.toUpperCase(), SPEC_TYPE],
    [`${SPEC_TYPE}, ${JSON_TYPE}`, SPEC_TYPE],
    [`${JSON_TYPE}, ${SPEC_TYPE}`, SPEC_TYPE],
    [`${JSON_TYPE}, ${SPEC_TYPE};q=0.9`, JSON_TYPE],
    [`${SPEC_TYPE}; q=0.8, ${JSON_TYPE}; q=0.9`, JSON_TYPE],
    [`${SPEC_TYPE}, */*;q=0.1`, SPEC_TYPE],
    [`${SPEC_TYPE};q=0, */*`, JSON_TYPE],
    [`${JSON_TYPE};q=0, */*`, SPEC_TYPE],
    [`${JSON_TYPE};charset=utf-8`, JSON_TYPE],
    [`${SPEC_TYPE}; charset=utf-8, ${JSON_TYPE}; charset=utf-8`, SPEC_TYPE],
    [`text/html, ${JSON_TYPE};q=0.1`, JSON_TYPE],
    ['multipart/mixed, application/*;q=0.5', JSON_TYPE],
    ['text/event-stream', JSON_TYPE],
    [`${JSON_TYPE};charset=utf-16`, null],
    ['text/html', null],
    ['multipart/mixed; deferSpec=20220824', null],
    [`${JSON_TYPE};q=0`, null],
    ['*/*;q=0', null],
    [`${JSON_TYPE};q=nonsense`, null],
    ['nonsense', null],
  ])('for %s is %s', (accept, type) => {
    expect(answerType(accept)).toBe(type);
    expect(answerType(accept)).toBe(type);
  });
});

it.each([
  ['text/event-stream', true], ['application/json, text/event-stream;q=0.5', true], ['text/event-stream;q=0', false], ['*/*', false], ['text/*', false], [undefined, false],
])('a client that accepts %s takes event streams: %s', (accept, takes) => {
  expect(takesEventStream(accept)).toBe(takes);
});
