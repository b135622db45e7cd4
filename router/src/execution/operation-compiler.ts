import { AppError } from '@sangam/kit/errors/app-error';
import { BAD_USER_INPUT } from '@sangam/kit/errors/codes';
import { getOperationAST, GraphQLBoolean, valueFromAST, type DocumentNode, type OperationDefinitionNode } from 'graphql';
import { conditionVariables, type Conditions } from '../planning/conditions';
import { normalizeOperation, type NormalOperation } from '../planning/normal-operation';
import { choiceKey, NO_OVERRIDES } from '../planning/overrides';
import type { OverrideChoice, Planned, PlannedOperation, Planning } from '../planning/planner';
import type { SupergraphModel } from '../planning/supergraph-model';
import { compileProgram, compileSubscription, type Program, type SubscriptionProgram } from './program';
import { isPromise } from './run';
import type { SubgraphSource } from './subgraph-source';
import type { ClientOperation } from './supergraph-answer';

export interface CompiledProgram<C> {
  readonly run?: Program<C>;
  readonly subscription?: SubscriptionProgram<C>;
}

export interface CompilerOptions<C> {
  readonly model: SupergraphModel;
  readonly planning: Planning;
  readonly source: (subgraph: string) => SubgraphSource<C>;
}

/** Outcomes of conditions kept for one operation; a client that tries more of them plans anew. */
const MAX_VARIANTS = 64;

/** Makes a program for each operation of a document and each outcome of its conditions, once. Forgotten with the document. */
export class OperationCompiler<C> {
  private readonly known = new WeakMap<DocumentNode, Map<string, KnownOperation<C>>>();

  constructor(private readonly options: CompilerOptions<C>) {}

  /** At once where the program is known or its plan is. @throws AppError QUERY_NOT_PLANNABLE, BAD_USER_INPUT */
  program({ document, operationName, variables }: ClientOperation, overrides: OverrideChoice): CompiledProgram<C> | Promise<CompiledProgram<C>> {
    const known = this.operation(document, operationName);
    const conditions = known.conditionNames.length === 0 ? NO_CONDITIONS : conditionsOf(known, variables);
    const key = variantKey(conditions, overrides);
    return known.programs.get(key) ?? this.compile({ known, conditions, overrides, key });
  }

  private operation(document: DocumentNode, operationName: string | null | undefined): KnownOperation<C> {
    const byName = this.known.get(document) ?? new Map<string, KnownOperation<C>>();
    this.known.set(document, byName);
    let known = byName.get(operationName ?? '');
    if (!known) byName.set(operationName ?? '', (known = readOperation<C>(document, operationName)));
    return known;
  }

  private compile({ known, conditions, overrides, key }: Compiling<C>): CompiledProgram<C> | Promise<CompiledProgram<C>> {
    const { model, planning } = this.options;
    const { document, operation, programs } = known;
    const normal = normalizeOperation({ schema: model.apiSchema, fieldNames: model.fieldNames, document, operation, conditions });
    const planned = isPlanned(normal) ? planning(normal, overrides) : null;
    if (programs.size >= MAX_VARIANTS) programs.clear();
    const made = planned && isPromise(planned) ? planned.then((settled) => this.assembled(normal, settled)) : this.assembled(normal, planned);
    programs.set(key, made);
    if (isPromise(made)) {
      made.then((program) => programs.get(key) === made && programs.set(key, program), () => programs.get(key) === made && programs.delete(key));
    }
    return made;
  }

  private assembled(normal: NormalOperation, planned: Planned | null): CompiledProgram<C> {
    const parts = { model: this.options.model, source: this.options.source, normal };
    if (!planned) return { run: compileProgram(parts, null) };
    return 'plan' in planned ? { run: compileProgram(parts, planned.plan) } : { subscription: compileSubscription(parts, planned.subscription) };
  }
}

interface KnownOperation<C> {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly conditionNames: readonly string[];
  readonly programs: Map<string, CompiledProgram<C> | Promise<CompiledProgram<C>>>;
}

interface Compiling<C> {
  readonly known: KnownOperation<C>;
  readonly conditions: Conditions;
  readonly overrides: OverrideChoice;
  readonly key: string;
}

function readOperation<C>(document: DocumentNode, operationName: string | null | undefined): KnownOperation<C> {
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new Error('The document has no such operation.');
  return { document, operation, conditionNames: conditionVariables(document, operation), programs: new Map() };
}

const NO_CONDITIONS: Conditions = new Map();

function variantKey(conditions: Conditions, overrides: OverrideChoice): string {
  if (conditions.size === 0 && overrides === NO_OVERRIDES) return '';
  return `${[...conditions.values()].map(Number).join('')} ${choiceKey(overrides)}`;
}

function isPlanned(normal: NormalOperation): normal is NormalOperation & PlannedOperation {
  return normal.planned !== null;
}

/** @throws AppError BAD_USER_INPUT where a condition is null. */
function conditionsOf<C>({ operation, conditionNames }: KnownOperation<C>, variables: Readonly<Record<string, unknown>>): Conditions {
  return new Map(conditionNames.map((name) => [name, conditionValue(operation, name, variables[name])]));
}

function conditionValue(operation: OperationDefinitionNode, name: string, given: unknown): boolean {
  const declared = operation.variableDefinitions?.find(({ variable }) => variable.name.value === name)?.defaultValue;
  const value = given === undefined && declared ? valueFromAST(declared, GraphQLBoolean) : given;
  if (typeof value !== 'boolean') throw new AppError(BAD_USER_INPUT, { fields: [{ path: name, reason: 'MISSING' }] });
  return value;
}
