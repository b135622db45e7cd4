import { assertValidSchema, execute, getOperationAST, type DocumentNode, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { documentFacts } from './document-facts';
import type { OperationResult } from './execution';
import { OperationPlan, type PlannedOperation } from './operation-plan';
import { ownedCopy } from './owned-copy';
import { variablesReader } from './variables';

/** Runs an operation. `rootValue` is the event of a subscription, whose execution this is once for each. */
export interface CompiledOperation {
  (variables: Readonly<Record<string, unknown>>, contextValue: unknown, rootValue?: unknown): OperationResult | Promise<OperationResult>;
}

/** Combinations of what is skipped and included that are kept compiled; further ones are interpreted. */
const MOST_PLANS = 32;

/**
 * Compiles an operation to code that answers what graphql-js's `execute` would, at once where no resolver promises.
 * Documents that cannot be compiled are interpreted by graphql-js. The document must be valid for the schema.
 */
export function compileOperation(schema: GraphQLSchema, document: DocumentNode, operationName?: string): CompiledOperation {
  assertValidSchema(schema);
  const interpreted = interpretedOperation(schema, document, operationName);
  const operation = getOperationAST(document, operationName);
  const rootType = operation && schema.getRootType(operation.operation);
  const { conditions, compilable } = documentFacts(document);
  if (!operation || !rootType || !compilable) return interpreted;
  const read = variablesReader(schema, operation.variableDefinitions ?? []);
  const planFor = plansOf({ schema, document, operation, rootType }, conditions);
  return (variables, context, rootValue) => {
    const { coerced, errors } = read(variables ?? {});
    if (errors) return { data: undefined, errors };
    const plan = planFor(coerced);
    return plan ? plan.run({ variables: coerced, context, rootValue }) : interpreted(variables, context, rootValue);
  };
}

/** One plan for each combination of conditions; none where there are too many, or one has no value. */
function plansOf(planned: PlannedOperation, conditions: readonly string[]): (variables: Record<string, unknown>) => OperationPlan | undefined {
  const plans = new Map<string, OperationPlan>();
  return (variables) => {
    let combination = '';
    for (const name of conditions) {
      if (typeof variables[name] !== 'boolean') return undefined;
      combination += variables[name] ? '1' : '0';
    }
    const known = plans.get(combination);
    if (known || plans.size >= MOST_PLANS) return known;
    const made = new OperationPlan(planned, Object.fromEntries(conditions.map((name) => [name, variables[name]])));
    plans.set(combination, made);
    return made;
  };
}

function interpretedOperation(schema: GraphQLSchema, document: DocumentNode, operationName: string | undefined): CompiledOperation {
  const owned = ({ data, errors }: ExecutionResult): OperationResult => ({ data: ownedCopy(data) as OperationResult['data'], ...(errors && { errors }) });
  return (variableValues, contextValue, rootValue) => {
    const result = execute({ schema, document, operationName, variableValues, contextValue, rootValue });
    return result instanceof Promise ? result.then(owned) : owned(result as ExecutionResult);
  };
}
