import type { FieldProblem } from '@sangam/kit/errors/app-error';
import { BAD_USER_INPUT } from '@sangam/kit/errors/codes';
import { getVariableValues, GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { withoutSuggestions } from './parse';

/** Why the variables do not fit the operation: BAD_USER_INPUT naming each field, or nothing. */
export function variableErrors(schema: GraphQLSchema, operation: OperationDefinitionNode, variables: Readonly<Record<string, unknown>>, maxErrors: number): GraphQLError[] {
  const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, { maxErrors });
  return (errors ?? []).slice(0, maxErrors).map((error) => {
    const message = withoutSuggestions(error.message);
    return new GraphQLError(message, { nodes: error.nodes, extensions: { code: BAD_USER_INPUT.code, fields: [problemOf(message)] } });
  });
}

/** graphql-js says where only in its message. */
function problemOf(message: string): FieldProblem {
  const variable = /^Variable "\$([^"]+)"/.exec(message)?.[1] ?? '';
  const path = / at "([^"]+)"/.exec(message)?.[1] ?? variable;
  const missing = /Field "([^"]+)" of required type .* was not provided/.exec(message)?.[1];
  if (missing) return { path: `${path}.${missing}`, reason: 'MISSING' };
  return { path, reason: /was not provided|must not be null/.test(message) ? 'MISSING' : 'FORMAT' };
}
