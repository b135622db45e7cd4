import { filesBelow, readRepositoryFile } from '../repository';

const DECLARATIONS = [
  /@(?:ObjectType|InputType|InterfaceType)\('(\w+)'/g,
  /@(?:ObjectType|InputType|InterfaceType)\((?!')[\s\S]*?\)\s*export (?:abstract )?class (\w+)/g,
  /(?:registerEnumType|createUnionType)\([^)]*?name: '(\w+)'/g,
  /new GraphQLScalarType(?:<[^>]*>)?\(\{[^}]*?name: '(\w+)'/g,
  /= renamed\(\w+, '(\w+)'/g,
];

/** GraphQL types declared by the kit's sources: value types and scalars that any subgraph may use. */
export function kitTypes(): ReadonlySet<string> {
  const texts = filesBelow('kit/src', '.ts').filter((file) => !/\.test\.ts$|\/(?:testing|fixtures)\//.test(file)).map((file) => readRepositoryFile(file) ?? '');
  return new Set(texts.flatMap(kitTypesIn));
}

export function kitTypesIn(source: string): string[] {
  return DECLARATIONS.flatMap((pattern) => [...source.matchAll(pattern)].map((match) => match[1] ?? ''));
}
