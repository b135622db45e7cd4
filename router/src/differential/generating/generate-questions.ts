import { isObjectType, parse, validate, type GraphQLSchema } from 'graphql';
import type { Question } from '../graph-case';
import type { Random } from '../random';
import { OperationVariables } from './operation-variables';
import { SelectionWriter } from './generate-selections';

/** Attempts to write a document that is valid; the writer does not see every conflict of reused fragments. */
const ATTEMPTS = 8;

/** A document with one or several sets of variables; nothing if it would not become valid. */
export function generateQuestions(api: GraphQLSchema, random: Random): Question[] {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const operation = writeOperation(api, random, '');
    const second = random.chance(0.12) ? writeOperation(api, random, 'Other') : undefined;
    const query = second ? `${operation.text('Asked')}\n${second.text('Other')}` : operation.text(random.chance(0.3) ? 'Asked' : '');
    if (validate(api, parse(query, { noLocation: true }), undefined, { maxErrors: 1 }).length > 0) continue;
    const sets = operation.variables.definitions() === '' ? 1 : random.between(2, 3);
    return Array.from({ length: sets }, () => ({ query, ...(second && { operationName: 'Asked' }), variables: operation.variables.values() }));
  }
  return [];
}

interface WrittenOperation {
  readonly variables: OperationVariables;
  text(name: string): string;
}

function writeOperation(api: GraphQLSchema, random: Random, mark: string): WrittenOperation {
  const mutation = api.getMutationType();
  const root = mutation && random.chance(0.15) ? mutation : api.getQueryType();
  if (!root) throw new Error('There is no query type.');
  const variables = new OperationVariables(random, mark === '' ? 'v' : 'w');
  const writer = new SelectionWriter(api, random, variables);
  const introspection = root !== mutation && random.chance(0.04) ? ` ${introspect(api, random)}` : '';
  const selections = writer.set(root, 0).replace(/ \}$/, `${introspection} }`);
  const renamed = (text: string): string => (mark === '' ? text : text.replaceAll(/\.\.\.F(\d+)/g, `...${mark}$1`));
  const fragments = [...writer.fragments].map(([name, { type, text }]) => `fragment ${mark === '' ? name : `${mark}${name.slice(1)}`} on ${type} ${renamed(text)}`);
  return {
    variables,
    text: (name) => {
      const head = root === mutation ? `mutation ${name}` : name !== '' || variables.definitions() !== '' ? `query ${name}` : '';
      return [`${`${head.trim()}${variables.definitions()} ${renamed(selections)}`.trim()}`, ...fragments].join('\n');
    },
  };
}

function introspect(api: GraphQLSchema, random: Random): string {
  const types = Object.values(api.getTypeMap()).filter((type) => isObjectType(type) && !type.name.startsWith('__'));
  return random.pick([
    '__schema { queryType { name } id: mutationType { kind } }',
    `__type(name: "${random.pick(types).name}") { name kind fields(includeDeprecated: true) { name args { name type { name ofType { name } } } } }`,
    'name: __type(name: "Size") { id: name enumValues { name } }',
    '__type(name: "Nothing") { name }',
  ]);
}
