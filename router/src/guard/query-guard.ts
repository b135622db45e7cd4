import { Kind, valueFromASTUntyped, type DocumentNode, type GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { AppError } from '@sangam/kit/errors/app-error';
import {
  BAD_USER_INPUT, BATCH_NOT_ALLOWED, INTROSPECTION_DISABLED, PAGE_SIZE_OUT_OF_RANGE, QUERY_TOO_DEEP, QUERY_TOO_EXPENSIVE, QUERY_TOO_LARGE,
  TOO_MANY_ALIASES, type ErrorCode,
} from '@sangam/kit/errors/codes';
import type { QueryLimits } from '../limits/limits';
import type { RuleFacts } from '../limits/rule-facts';
import { analyseDocument, INTROSPECTION_DEPTH, type DocumentFacts, type OperationFacts } from './analyse-document';
import { evaluate, type PageAsked } from './cost';
import { largeVariables, longListsWritten } from './input-size';
import { pagesAsked } from './page-sizes';
import { selectOperation } from './select-operation';

export interface GuardInput {
  readonly document: DocumentNode;
  readonly operationName?: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Whether this client may ask for the schema. */
  readonly introspection: boolean;
}

/** The one gate in front of planning and execution, for HTTP, WebSocket and event streams alike. */
export interface QueryGuard {
  /** Every reason to refuse; none means pass. The document must be valid. */
  (input: GuardInput): GraphQLError[];
  /** The reasons that need no variables; to be asked before validation, which is not linear. */
  checkStructure(document: DocumentNode): GraphQLError[];
  /** Root fields of an operation, each as often as it is asked for, e.g. `Mutation.login`; always the same list for the same operation. */
  rootFields(document: DocumentNode, operationName?: string | null): readonly string[];
}

export interface GuardOptions {
  readonly apiSchema: GraphQLSchema;
  readonly limits: QueryLimits;
  readonly ruleFacts: RuleFacts;
}

/** What is known of a document before its variables are. */
interface Reading {
  readonly facts: DocumentFacts;
  readonly refusals: readonly GraphQLError[];
  readonly operations: ReadonlyMap<OperationDefinitionNode, OperationReading>;
}

interface OperationReading {
  readonly operation: OperationFacts;
  readonly rootFields: readonly string[];
  /** Every reason to refuse an operation without variables; null for one with some. */
  readonly fixed: readonly GraphQLError[] | null;
}

const NO_FIELDS: readonly string[] = [];

export function createQueryGuard(options: GuardOptions): QueryGuard {
  const { limits } = options;
  const readings = new WeakMap<DocumentNode, Reading>();
  const read = (document: DocumentNode): Reading => {
    const reading = readings.get(document) ?? readingOf(document, options);
    readings.set(document, reading);
    return reading;
  };

  const check = ({ document, operationName, variables, introspection }: GuardInput): GraphQLError[] => {
    const { facts, refusals, operations } = read(document);
    const chosen = selectOperation(document, operationName);
    const isHidden = facts.usesIntrospection && !introspection;
    if (refusals.length > 0 || isHidden || chosen instanceof AppError) {
      return [...refusals, ...(isHidden ? [new AppError(INTROSPECTION_DISABLED)] : []), ...(chosen instanceof AppError ? [chosen] : [])].slice(0, limits.errors);
    }
    const reading = operations.get(chosen);
    if (!reading) return [];
    return (reading.fixed ?? variableRefusals({ facts, operation: reading.operation, variables }, options)).slice(0, limits.errors);
  };

  return Object.assign(check, {
    checkStructure: (document: DocumentNode) => read(document).refusals.slice(0, limits.errors),
    rootFields: (document: DocumentNode, operationName?: string | null) => {
      const chosen = selectOperation(document, operationName);
      return (chosen instanceof AppError ? undefined : read(document).operations.get(chosen)?.rootFields) ?? NO_FIELDS;
    },
  });
}

function readingOf(document: DocumentNode, options: GuardOptions): Reading {
  const { apiSchema, limits } = options;
  const facts = analyseDocument(document, { schema: apiSchema, maxDepth: limits.depth });
  const refusals = structuralRefusals(document, facts, options);
  const operations = new Map(facts.operations.map((operation): [OperationDefinitionNode, OperationReading] => {
    const isFixed = refusals.length === 0 && !operation.node.variableDefinitions?.length;
    const rootFields = [...operation.rootFields].flatMap(([name, count]) => Array<string>(Math.min(count, limits.rootFields)).fill(name));
    return [operation.node, { operation, rootFields, fixed: isFixed ? variableRefusals({ facts, operation, variables: {} }, options) : null }];
  }));
  return { facts, refusals, operations };
}

function refusal(definition: ErrorCode, path: string, detail: string): AppError {
  return new AppError(definition, { fields: [{ path, reason: 'RANGE', detail }] });
}

function structuralRefusals(document: DocumentNode, facts: DocumentFacts, { limits, ruleFacts }: Pick<GuardOptions, 'limits' | 'ruleFacts'>): GraphQLError[] {
  const found: GraphQLError[] = [];
  const largest = (count: (operation: OperationFacts) => number) => Math.max(0, ...facts.operations.map(count));
  const counts: readonly [ErrorCode, number, number, string][] = [
    [QUERY_TOO_DEEP, largest(({ depth }) => depth), limits.depth, 'nested fields'],
    [QUERY_TOO_DEEP, facts.introspectionDepth, INTROSPECTION_DEPTH, 'nested introspection fields'],
    [TOO_MANY_ALIASES, largest(({ aliases }) => aliases), limits.aliases, 'aliases'],
    [QUERY_TOO_LARGE, largest(rootFieldCount), limits.rootFields, 'root fields'],
    [QUERY_TOO_LARGE, largest(({ fields }) => fields), limits.fields, 'fields'],
    [QUERY_TOO_LARGE, largest(({ directives }) => directives), limits.directives, 'directives'],
  ];
  for (const [definition, count, atMost, what] of counts) if (count > atMost) found.push(refusal(definition, 'query', `more than ${atMost} ${what}`));
  if (mustBeAlone(facts, ruleFacts)) found.push(new AppError(BATCH_NOT_ALLOWED));
  for (const problem of longListsWritten(document, limits.listInput)) found.push(refusal(BAD_USER_INPUT, problem.path, problem.detail));
  for (const page of facts.pages) if ('value' in page && isOutOfRange(page.value, limits)) found.push(pageRefusal(page.path, limits));
  return found;
}

function rootFieldCount(operation: OperationFacts): number {
  return [...operation.rootFields.values()].reduce((total, count) => total + count, 0);
}

/** All operations of the document count: the others could be meant for a parallel request with the same text. */
function mustBeAlone({ operations }: DocumentFacts, ruleFacts: RuleFacts): boolean {
  const total = operations.reduce((sum, operation) => sum + rootFieldCount(operation), 0);
  return total > 1 && operations.some((operation) => [...operation.rootFields.keys()].some((name) => ruleFacts.get(name)?.alone));
}

function isOutOfRange(page: number, limits: QueryLimits): boolean {
  return !(page >= 1 && page <= limits.pageSize);
}

function pageRefusal(path: string, limits: QueryLimits): AppError {
  return refusal(PAGE_SIZE_OUT_OF_RANGE, path, `1 to ${limits.pageSize}`);
}

interface Asked {
  readonly facts: DocumentFacts;
  readonly operation: OperationFacts;
  readonly variables: Readonly<Record<string, unknown>>;
}

function variableRefusals({ facts, operation, variables: sent }: Asked, { apiSchema: schema, limits }: GuardOptions): GraphQLError[] {
  const problems = largeVariables(operation.node, { variables: sent, schema, limit: limits.listInput });
  if (problems.length > 0) return problems.map(({ path, detail }) => refusal(BAD_USER_INPUT, path, detail));
  const variables = withDefaults(operation.node, sent);
  const asked = facts.pages.flatMap((page) => ('variable' in page ? pagesAsked(page, variables) : []));
  const found = asked.filter(({ value }) => isOutOfRange(value, limits)).map(({ path }) => pageRefusal(path, limits));
  if (found.length > 0) return found;
  const pageOf = ({ sources, fallback }: PageAsked): number => {
    const sizes = sources.flatMap((source) => pagesAsked(source, variables)).map(({ value }) => value);
    return sizes.length === 0 ? fallback : Math.max(...sizes);
  };
  return evaluate(operation.cost, pageOf) > limits.cost ? [refusal(QUERY_TOO_EXPENSIVE, 'query', `estimated to cost more than ${limits.cost}`)] : [];
}

function withDefaults(operation: OperationDefinitionNode, sent: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const definitions = operation.variableDefinitions ?? [];
  if (!definitions.some(({ defaultValue }) => defaultValue)) return sent;
  const variables = { ...sent };
  for (const { variable, defaultValue } of definitions) {
    if (!defaultValue || defaultValue.kind === Kind.NULL || variables[variable.name.value] !== undefined) continue;
    variables[variable.name.value] = valueFromASTUntyped(defaultValue);
  }
  return variables;
}
