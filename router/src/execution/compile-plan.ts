import { parse } from 'graphql';
import type { FetchNode, PlanNode } from '../planning/query-plan';
import type { TypeTable } from '../planning/type-table';
import { compileLookups } from './compile-lookups';
import { mergeInto, type Data } from './merging';
import { placeAt } from './places';
import { rewriting } from './rewrites';
import { isPromise, type ProgramStep, type Run } from './run';
import type { SubgraphAnswer, SubgraphOperation, SubgraphSource } from './subgraph-source';

/** What compiled steps are made with. */
export interface PlanSurroundings<C> {
  readonly types: TypeTable;
  readonly source: (subgraph: string) => SubgraphSource<C>;
  readonly isMutation: boolean;
}

/** Turns a plan into functions that run it. */
export function compilePlan<C>(node: PlanNode, surroundings: PlanSurroundings<C>): ProgramStep<C> {
  if (node.kind === 'fetch') return node.lookups ? compileLookups(node, node.lookups, surroundings) : compileRootFetch(node, surroundings);
  const steps = node.nodes.map((child) => compilePlan(child, surroundings));
  const [only] = steps;
  if (steps.length === 1 && only) return only;
  return node.kind === 'sequence' ? inSequence(steps) : inParallel(steps);
}

function inSequence<C>(steps: readonly ProgramStep<C>[]): ProgramStep<C> {
  const from = (run: Run<C>, start: number): void | Promise<void> => {
    for (let index = start; index < steps.length && !run.halted; index += 1) {
      const waiting = steps[index]?.(run);
      if (waiting) return waiting.then(() => from(run, index + 1));
    }
  };
  return (run) => from(run, 0);
}

function inParallel<C>(steps: readonly ProgramStep<C>[]): ProgramStep<C> {
  return (run) => {
    const waiting: Promise<void>[] = [];
    for (const step of steps) {
      const promise = step(run);
      if (promise) waiting.push(promise);
    }
    if (waiting.length > 0) return Promise.all(waiting).then(() => undefined);
  };
}

export function operationOf({ operation, text }: FetchNode): SubgraphOperation {
  return { kind: operation, text, document: parse(text, { noLocation: true }) };
}

/** The client's variables that an operation uses, as far as they were given. */
export function variablesFor(names: readonly string[], given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const name of names) if (given[name] !== undefined) picked[name] = given[name];
  return picked;
}

function compileRootFetch<C>(node: FetchNode, { types, source, isMutation }: PlanSurroundings<C>): ProgramStep<C> {
  const send = source(node.subgraph).prepare(operationOf(node));
  const rewrite = rewriting(node.outputRewrites, types);
  const place = node.at.length > 0 ? placeAt(node.at, types) : null;
  const finish = (run: Run<C>, targets: readonly Data[], { data, errors }: SubgraphAnswer): void => {
    if (errors?.length) run.reports.push({ errors, at: node.at });
    if (data === null || data === undefined) {
      run.halted ||= isMutation;
      return;
    }
    rewrite?.(data);
    for (const target of targets) mergeInto(target, data);
  };
  return (run) => {
    const targets = place ? found(run, place) : [run.data];
    if (targets.length === 0) return;
    const answer = send(variablesFor(node.variables, run.variables), run.context);
    return isPromise(answer) ? answer.then((settled) => finish(run, targets, settled)) : finish(run, targets, answer);
  };
}

function found<C>(run: Run<C>, place: ReturnType<typeof placeAt>): Data[] {
  const targets: Data[] = [];
  place(run.data, targets, run.shared.size > 0);
  return targets;
}
