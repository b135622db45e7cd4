import { AppError } from '@sangam/kit/errors/app-error';
import { BAD_USER_INPUT } from '@sangam/kit/errors/codes';
import { getOperationAST, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode, valueFromAST, GraphQLBoolean } from 'graphql';
import { conditionVariables, type Conditions } from '../planning/conditions';
import { normalizeOperation, type NormalOperation } from '../planning/normal-operation';
import { choiceKey, chooseOverrides, NO_OVERRIDES } from '../planning/overrides';
import type { OverrideChoice, PlannedOperation, PlannerName } from '../planning/planner';
import { createPlanning, type Planning, type PlanningReport } from '../planning/planning';
import { readSupergraph, type SupergraphModel } from '../planning/supergraph-model';
import { absentSubgraph } from './absent-subgraph';
import { compileProgram, compileSubscription, type Program, type SubscriptionProgram } from './program';
import type { SubgraphSource } from './subgraph-source';
import type { ClientOperation, SupergraphAnswer } from './supergraph-answer';

/** A supergraph that answers. `C` is what travels with one client request. */
export interface Supergraph<C> {
  readonly model: SupergraphModel;
  /** What clients see. */
  readonly apiSchema: GraphQLSchema;
  /** Answers a query or a mutation, at once where no subgraph has to be waited for. @throws AppError QUERY_NOT_PLANNABLE, BAD_USER_INPUT */
  answer(operation: ClientOperation, context: C): SupergraphAnswer | Promise<SupergraphAnswer>;
  /** @throws AppError QUERY_NOT_PLANNABLE, BAD_USER_INPUT */
  subscription(operation: ClientOperation): SubscriptionProgram<C>;
}

export interface SupergraphOptions<C> {
  /** Subgraphs that can be reached; others answer SUBGRAPH_UNAVAILABLE. */
  readonly sources: ReadonlyMap<string, SubgraphSource<C>>;
  /** In order of preference. */
  readonly planners: readonly PlannerName[];
  readonly report?: PlanningReport;
  /** Whether a progressive override with a label of its own holds. Default: none does. */
  readonly holds?: (label: string) => boolean;
  /** From 0 to 100, for progressive overrides by percentage. */
  readonly draw?: () => number;
}

/** @throws Error naming what the supergraph uses and nobody here supports. */
export function createSupergraph<C>({ supergraphSdl, ...options }: SupergraphOptions<C> & { readonly supergraphSdl: string }): Supergraph<C> {
  return createSupergraphOver(readSupergraph(supergraphSdl), options);
}

/** The same for a supergraph that was read before. */
export function createSupergraphOver<C>(model: SupergraphModel, options: SupergraphOptions<C>): Supergraph<C> {
  const { planners, report, sources } = options;
  const compiler = new OperationCompiler<C>({ model, planning: createPlanning({ model, planners, report }), source: (name) => sources.get(name) ?? absentSubgraph });
  const choose = (): OverrideChoice => (model.overrideLabels.length === 0 ? NO_OVERRIDES : chooseOverrides(model.overrideLabels, options.draw?.() ?? Math.random() * 100, options.holds ?? (() => false)));
  const compiled = new WeakMap<DocumentNode, Map<string, CompiledOperation<C>>>();

  const lookUp = ({ document, operationName, variables }: ClientOperation): CompiledProgram<C> => {
    const byName = compiled.get(document) ?? new Map<string, CompiledOperation<C>>();
    compiled.set(document, byName);
    let operation = byName.get(operationName ?? '');
    if (!operation) byName.set(operationName ?? '', (operation = operationOf<C>(document, operationName)));
    return compiler.program(operation, variables, choose());
  };
  return {
    model, apiSchema: model.apiSchema,
    answer(operation, context) {
      const { run } = lookUp(operation);
      if (!run) throw new Error('A subscription was asked for as a query.');
      return run(operation.variables, context);
    },
    subscription(operation) {
      const { subscription } = lookUp(operation);
      if (!subscription) throw new Error('The document holds no subscription.');
      return subscription;
    },
  };
}

interface CompiledProgram<C> {
  readonly run?: Program<C>;
  readonly subscription?: SubscriptionProgram<C>;
}

/** One operation of a document; a program for each outcome of its conditions. */
interface CompiledOperation<C> {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly conditionNames: readonly string[];
  readonly programs: Map<string, CompiledProgram<C>>;
}

function operationOf<C>(document: DocumentNode, operationName: string | null | undefined): CompiledOperation<C> {
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new Error('The document has no such operation.');
  return { document, operation, conditionNames: conditionVariables(document, operation), programs: new Map() };
}

interface CompilerOptions<C> {
  readonly model: SupergraphModel;
  readonly planning: Planning;
  readonly source: (subgraph: string) => SubgraphSource<C>;
}

/** Outcomes of conditions kept for one operation; a client that tries more of them plans anew. */
const MAX_VARIANTS = 64;

class OperationCompiler<C> {
  constructor(private readonly options: CompilerOptions<C>) {}

  program(compiled: CompiledOperation<C>, variables: Readonly<Record<string, unknown>>, overrides: OverrideChoice): CompiledProgram<C> {
    const { conditionNames, programs } = compiled;
    const values = conditionNames.length === 0 ? NO_CONDITIONS : conditionsOf(compiled, variables);
    const key = conditionNames.length === 0 && overrides === NO_OVERRIDES ? '' : `${[...values.values()].map(Number).join('')} ${choiceKey(overrides)}`;
    const known = programs.get(key);
    if (known) return known;
    const made = this.compile(compiled, values, overrides);
    if (programs.size >= MAX_VARIANTS) programs.clear();
    programs.set(key, made);
    return made;
  }

  private compile({ document, operation }: CompiledOperation<C>, conditions: Conditions, overrides: OverrideChoice): CompiledProgram<C> {
    const { model, planning, source } = this.options;
    const normal = normalizeOperation({ schema: model.apiSchema, fieldNames: model.fieldNames, document, operation, conditions });
    if (!isPlanned(normal)) return { run: compileProgram({ model, source, normal }, null) };
    const planned = planning(normal, overrides);
    return 'plan' in planned ? { run: compileProgram({ model, source, normal }, planned.plan) } : { subscription: compileSubscription({ model, source, normal }, planned.subscription) };
  }
}

const NO_CONDITIONS: Conditions = new Map();

function isPlanned(normal: NormalOperation): normal is PlannedOperation {
  return normal.planned !== null;
}

/** @throws AppError BAD_USER_INPUT where a condition is null. */
function conditionsOf<C>({ operation, conditionNames }: CompiledOperation<C>, variables: Readonly<Record<string, unknown>>): Conditions {
  return new Map(conditionNames.map((name) => [name, conditionValue(operation, name, variables[name])]));
}

function conditionValue(operation: OperationDefinitionNode, name: string, given: unknown): boolean {
  const declared = operation.variableDefinitions?.find(({ variable }) => variable.name.value === name)?.defaultValue;
  const value = given === undefined && declared ? valueFromAST(declared, GraphQLBoolean) : given;
  if (typeof value !== 'boolean') throw new AppError(BAD_USER_INPUT, { fields: [{ path: name, reason: 'MISSING' }] });
  return value;
}
