import type { GraphQLFormattedError } from 'graphql';
import type { NormalOperation } from '../planning/normal-operation';
import type { QueryPlan, SubscriptionPlan } from '../planning/query-plan';
import type { SupergraphModel } from '../planning/supergraph-model';
import { compileAnswerWriter, type AnswerWriter } from './answer-writer';
import { reportedErrors, violationErrors } from './answer-errors';
import type { Collecting } from './collected-fields';
import { compilePlan, operationOf, variablesFor, type PlanSurroundings } from './compile-plan';
import { compileIntrospection, type Introspection } from './introspection';
import { mergeInto, type Data } from './merging';
import { isPromise, type ProgramStep, type Run } from './run';
import type { SubgraphAnswer, SubgraphOperation, SubgraphSource } from './subgraph-source';
import type { SupergraphAnswer } from './supergraph-answer';

/** Runs one operation of a client; made once, for all its variables. */
export type Program<C> = (variables: Readonly<Record<string, unknown>>, context: C) => SupergraphAnswer | Promise<SupergraphAnswer>;

/** A client's subscription: what the emitting subgraph is asked for, and how its events become answers. */
export interface SubscriptionProgram<C> {
  readonly subgraph: string;
  readonly operation: SubgraphOperation;
  /** The client's variables that the subgraph needs. */
  variables(given: Readonly<Record<string, unknown>>): Record<string, unknown>;
  /** Completes an event, which it may change, from the other subgraphs. */
  complete(event: SubgraphAnswer, variables: Readonly<Record<string, unknown>>, context: C): SupergraphAnswer | Promise<SupergraphAnswer>;
}

export interface ProgramParts<C> {
  readonly model: SupergraphModel;
  readonly source: (subgraph: string) => SubgraphSource<C>;
  readonly normal: NormalOperation;
}

export function compileProgram<C>({ model, source, normal }: ProgramParts<C>, plan: QueryPlan): Program<C> {
  const surroundings: PlanSurroundings<C> = { types: model.types, source, isMutation: normal.kind === 'mutation' };
  const gather = plan && compilePlan(plan, surroundings);
  const introspect = compileIntrospection(model.apiSchema, normal);
  const answering = answeringOf(model, normal);
  return (variables, context) => execute({ gather, introspect, answering }, { variables, context, data: {} });
}

export function compileSubscription<C>({ model, source, normal }: ProgramParts<C>, { primary, rest }: SubscriptionPlan): SubscriptionProgram<C> {
  const gather = rest && compilePlan(rest, { types: model.types, source, isMutation: false });
  const answering = answeringOf(model, normal);
  return {
    subgraph: primary.subgraph, operation: operationOf(primary), variables: (given) => variablesFor(primary.variables, given),
    complete(event, variables, context) {
      const data: Data = {};
      if (event.data) mergeInto(data, event.data);
      return execute({ gather, introspect: null, answering }, { variables, context, data, errors: event.errors });
    },
  };
}

interface Compiled<C> {
  readonly gather: ProgramStep<C> | null;
  readonly introspect: Introspection | null;
  readonly answering: Answering;
}

interface Answering {
  readonly collecting: Collecting;
  readonly normal: NormalOperation;
  readonly write: AnswerWriter;
}

function answeringOf({ apiSchema }: SupergraphModel, normal: NormalOperation): Answering {
  const root = apiSchema.getRootType(normal.kind);
  if (!root) throw new Error(`The schema has no ${normal.kind} type.`);
  const { fragments, conditions, names } = normal;
  const collecting: Collecting = { fragments, conditions, names, schema: apiSchema };
  return { collecting, normal, write: compileAnswerWriter(collecting, root, normal.client.selectionSet) };
}

interface Beginning<C> extends Pick<Run<C>, 'variables' | 'context' | 'data'> {
  readonly errors?: readonly GraphQLFormattedError[];
}

function execute<C>({ gather, introspect, answering }: Compiled<C>, { variables, context, data, errors }: Beginning<C>): SupergraphAnswer | Promise<SupergraphAnswer> {
  const run: Run<C> = { variables, context, data, reports: errors?.length ? [{ errors, at: [] }] : [], seen: [], shared: new Set(), unknown: new Set(), halted: false };
  run.seen.push(...(introspect?.(variables, data) ?? NONE));
  const waiting = gather?.(run);
  return waiting && isPromise(waiting) ? waiting.then(() => answer(run, answering)) : answer(run, answering);
}

function answer<C>(run: Run<C>, { collecting, normal, write }: Answering): SupergraphAnswer {
  const { text, violations } = write(run);
  if (run.reports.length === 0 && run.seen.length === 0 && violations.length === 0) return { data: text, errors: NONE };
  const reported = [...run.seen, ...reportedErrors(run, collecting, normal)];
  return { data: text, errors: [...reported, ...violationErrors(violations, reported)] };
}

const NONE: readonly GraphQLFormattedError[] = [];
