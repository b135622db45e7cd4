import { anyone, internalOnly, signedIn } from '../authorization/basic-rules';
import { alone, defineRules, limited } from '../authorization/rules';
import { defineRoute } from '../http/define-route';
import { defineFeature } from '../running/define-feature';
import { defineSubgraph } from '../running/define-subgraph';
import { reachable, specimenProblems } from './access-completeness';
import type { AccessSpecimens, AccessWorld } from './access-specimens';

const definition = defineSubgraph({
  name: 'testing', migrations: '',
  features: [
    defineFeature({
      name: 'notes',
      rules: defineRules({
        Query: { note: signedIn, noteOfTheDay: limited(anyone, 1, 60), noteCount: internalOnly },
        Mutation: { writeNote: limited(signedIn, 1, 60), signUp: alone(anyone) },
        types: { Note: { fields: { title: anyone, text: signedIn } }, Card: { fields: { title: anyone } } },
      }),
      routes: [defineRoute({ method: 'GET', path: '/notes/:id', description: 'A note.', handle: async () => ({ status: 200 }) })],
    }),
    defineFeature({ name: 'live', rules: defineRules({ Subscription: { noteEvents: signedIn } }) }),
  ],
});

function given(change: Partial<Record<'fields' | 'publicFields' | 'internalFields' | 'entities' | 'routes', readonly string[]>>): AccessSpecimens<AccessWorld> {
  const all = {
    fields: ['Query.note', 'Mutation.writeNote', 'Subscription.noteEvents'], publicFields: ['Query.noteOfTheDay', 'Mutation.signUp'], internalFields: ['Query.noteCount'],
    entities: ['Note'], routes: ['GET /notes/:id'], ...change,
  };
  const tables = Object.fromEntries(Object.entries(all).map(([part, names]) => [part, Object.fromEntries(names.map((name) => [name, {}]))]));
  return { definition, subgraphs: [], world: () => Promise.reject(new Error('not asked for')), ...tables } as unknown as AccessSpecimens<AccessWorld>;
}

it('tells what of a subgraph can be reached, and by whom', () => {
  const { privateFields, ...found } = reachable(definition);

  expect(found).toEqual({
    fields: ['Query.note', 'Mutation.writeNote', 'Subscription.noteEvents'], publicFields: ['Query.noteOfTheDay', 'Mutation.signUp'], internalFields: ['Query.noteCount'],
    entities: ['Note'], routes: ['GET /notes/:id'],
  });
  expect([...privateFields]).toEqual([['Note', ['text']]]);
});

it('has nothing to say where everything has its specimen', () => {
  expect(specimenProblems(given({}))).toEqual([]);
});

it.each([
  ['a root field', given({ fields: ['Query.note', 'Subscription.noteEvents'] }), ['Mutation.writeNote has no specimen among fields']],
  ['a field for everybody', given({ publicFields: ['Query.noteOfTheDay'] }), ['Mutation.signUp has no specimen among publicFields']],
  ['an internal field', given({ internalFields: [] }), ['Query.noteCount has no specimen among internalFields']],
  ['a type with private fields', given({ entities: [] }), ['Note has no specimen among entities']],
  ['a route', given({ routes: [] }), ['GET /notes/:id has no specimen among routes']],
])('names %s without one', (_what, specimens, problems) => {
  expect(specimenProblems(specimens)).toEqual(problems);
});

it('names a field that asks nobody among those that ask, and one that does not exist', () => {
  expect(specimenProblems(given({ fields: ['Query.note', 'Mutation.writeNote', 'Subscription.noteEvents', 'Query.noteOfTheDay', 'Query.old'] }))).toEqual([
    'Query.noteOfTheDay has a specimen among fields where it does not belong', 'Query.old has a specimen among fields where it does not belong',
  ]);
});
