import type { FeatureDefinition } from '@sangam/kit/running/define-feature';
import { definitionProblems, eventProblems } from './definitions';

const feature = (parts: object) => ({ name: 'notes', rules: {}, ...parts }) as FeatureDefinition;
const problems = (...features: FeatureDefinition[]) => definitionProblems([{ name: 'notes', features }]);
const job = (name: string) => ({ name, description: 'x', run: () => Promise.resolve() });
const route = (method: string, path: string) => ({ method, path, description: 'x', handle: () => Promise.resolve({ status: 204 }) });

it('passes what is named well', () => {
  expect(problems(feature({ jobs: [job('notes.send-mail'), job('notes.remove-old-notes')], routes: [route('GET', '/n/:id'), route('POST', '/n/:id')], handlers: [{ name: 'a' }, { name: 'b' }] }))).toEqual([]);
});

it.each<[string, object, string]>([
  ['a job named in words', { jobs: [job('Delete Old')] }, 'notes: the job Delete Old is not notes.<verb>-<noun>.'],
  ['a job of another subgraph', { jobs: [job('chat.send-mail')] }, 'notes: the job chat.send-mail is not notes.<verb>-<noun>.'],
  ['two jobs of one name', { jobs: [job('notes.send-mail'), job('notes.send-mail')] }, 'notes: two jobs are called notes.send-mail.'],
  ['a handler listed twice', { handlers: [{ name: 'a' }, { name: 'a' }] }, 'notes: two handlers are called a.'],
  ['a route over the API', { routes: [route('POST', '/graphql')] }, 'notes: the route POST /graphql takes over a path of the router.'],
  ['a route over health', { routes: [route('GET', '/health')] }, 'notes: the route GET /health takes over a path of the router.'],
  ['two routes for the same requests', { routes: [route('GET', '/n/:id'), route('GET', '/n/:slug')] }, 'Two routes answer GET /n/:.'],
])('refuses %s', (_case, parts, problem) => {
  expect(problems(feature(parts))).toEqual([problem]);
});

it('keeps events with their subgraph', () => {
  expect(eventProblems([{ file: 'schema/events/notes.ts', type: 'notes.note.made' }], ['notes', 'chat'])).toEqual([]);
  expect(eventProblems([{ file: 'schema/events/notes.ts', type: 'chat.note.made' }, { file: 'schema/events/notes.ts', type: 'shop.order.paid' }], ['notes', 'chat'])).toEqual([
    'schema/events/notes.ts: the event chat.note.made belongs into schema/events/chat.ts.', 'schema/events/notes.ts: the event shop.order.paid belongs to no subgraph of the build.',
  ]);
});
