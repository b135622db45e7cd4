import { badInput, type FieldProblem } from '@sangam/kit/errors/app-error';
import { getVariableValues, type GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';

export interface VariableCheck {
  readonly schema: GraphQLSchema;
  readonly maxErrors: number;
}

/** Why the variables do not fit the operation: BAD_USER_INPUT naming each field, or nothing. */
export function variableErrors(operation: OperationDefinitionNode, variables: Readonly<Record<string, unknown>>, { schema, maxErrors }: VariableCheck): GraphQLError[] {
  if (!operation.variableDefinitions?.length) return [];
  const { errors } = getVariableValues(schema, operation.variableDefinitions, variables, { maxErrors });
  return (errors ?? []).slice(0, maxErrors).map(({ message }) => badInput(problemOf(message)));
}

/** graphql-js says where only in its message, which also repeats the value: that may be a password and goes no further. */
function problemOf(message: string): FieldProblem {
  const variable = /^Variable "\$([^"]+)"/.exec(message)?.[1] ?? '';
  const path = / at "([^"]+)"/.exec(message)?.[1] ?? variable;
  const unknown = /; Field "([^"]+)" is not defined by type/.exec(message)?.[1];
  if (unknown) return { path: `${path}.${unknown}`, reason: 'FORMAT', detail: 'not a field of this input' };
  const missing = /Field "([^"]+)" of required type .* was not provided/.exec(message)?.[1];
  if (missing) return { path: `${path}.${missing}`, reason: 'MISSING' };
  return { path, reason: /was not provided|must not be null/.test(message) ? 'MISSING' : 'FORMAT' };
}
