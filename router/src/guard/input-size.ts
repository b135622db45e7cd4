import {
  getNamedType, getNullableType, isInputObjectType, isListType, Kind, visit, type DocumentNode, type GraphQLInputType, type GraphQLSchema,
  type OperationDefinitionNode, typeFromAST, isInputType,
} from 'graphql';

/** Levels of a JSON value; deeper ones would exhaust the stack of whoever reads them. */
const MAX_LEVELS = 32;

export interface InputProblem {
  readonly path: string;
  readonly detail: string;
}

/** The paths of lists in the document's own values that are longer than `limit`. */
export function longListsWritten(document: DocumentNode, limit: number): InputProblem[] {
  const problems: InputProblem[] = [];
  visit(document, {
    [Kind.LIST]: (node) => {
      if (node.values.length > limit) problems.push({ path: 'query', detail: `a list of ${node.values.length}, at most ${limit}` });
    },
  });
  return problems;
}

export interface SentVariables {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly schema: GraphQLSchema;
  /** Longest list that is taken. */
  readonly limit: number;
}

/** What is too long or too deep among the variables that the operation declares. */
export function largeVariables(operation: OperationDefinitionNode, { variables, schema, limit }: SentVariables): InputProblem[] {
  const problems: InputProblem[] = [];
  for (const definition of operation.variableDefinitions ?? []) {
    const name = definition.variable.name.value;
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (value === null || typeof value !== 'object') continue;
    if (isDeeperThan(value, MAX_LEVELS)) {
      problems.push({ path: name, detail: `nested more than ${MAX_LEVELS} levels` });
      continue;
    }
    const type = typeFromAST(schema, definition.type as never);
    if (isInputType(type)) findLongLists({ value, type, path: name, limit }, problems);
  }
  return problems;
}

/** Level by level instead of recursively: the value is not yet known to be harmless. */
function isDeeperThan(value: unknown, levels: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= levels; depth += 1) {
    level = level.flatMap((item) => (item !== null && typeof item === 'object' ? Object.values(item) : []));
    if (level.length === 0) return false;
  }
  return true;
}

interface TypedValue {
  readonly value: unknown;
  readonly type: GraphQLInputType;
  readonly path: string;
  readonly limit: number;
}

function findLongLists({ value, type, path, limit }: TypedValue, problems: InputProblem[]): void {
  const nullable = getNullableType(type);
  if (value === null || typeof value !== 'object') return;
  if (Array.isArray(value)) {
    if (!isListType(nullable)) return;
    if (value.length > limit) problems.push({ path, detail: `a list of ${value.length}, at most ${limit}` });
    else for (const item of value) findLongLists({ value: item, type: nullable.ofType, path, limit }, problems);
    return;
  }
  const named = getNamedType(nullable);
  if (!isInputObjectType(named)) return;
  for (const [name, field] of Object.entries(named.getFields())) {
    const entry = Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
    findLongLists({ value: entry, type: field.type, path: `${path}.${name}`, limit }, problems);
  }
}
