import type { EntityLookup, FetchNode } from '../planning/query-plan';
import type { TypeTable } from '../planning/type-table';
import { operationOf, variablesFor, type PlanSurroundings } from './compile-plan';
import { isData, mergeInto, type Data } from './merging';
import { placeAt, type Place } from './places';
import { representations, type Representing } from './representations';
import { rewriting, type Rewriting } from './rewrites';
import { isPromise, type ProgramStep, type Run } from './run';
import type { SubgraphAnswer } from './subgraph-source';

/** Asks a subgraph for further fields of entities: each entity once, however often it stands in the data. */
export function compileLookups<C>(node: FetchNode, lookups: readonly EntityLookup[], { types, source }: PlanSurroundings<C>): ProgramStep<C> {
  const send = source(node.subgraph).prepare(operationOf(node));
  const compiled = lookups.map((lookup) => compileLookup(lookup, types));
  return (run) => {
    const variables = variablesFor(node.variables, run.variables);
    const asked = compiled.map((lookup) => collect(lookup, run));
    if (asked.every(({ representations }) => representations.length === 0)) return;
    for (const { lookup, representations } of asked) variables[lookup.variable] = representations;
    const answer = send(variables, run.context);
    return isPromise(answer) ? answer.then((settled) => finish(run, asked, settled)) : finish(run, asked, answer);
  };
}

interface CompiledLookup extends Pick<EntityLookup, 'responseKey' | 'variable' | 'paths'> {
  readonly places: readonly Place[];
  readonly represent: (entity: Data) => Representing | null;
  readonly rewriteInput: Rewriting | null;
  readonly rewriteOutput: Rewriting | null;
}

function compileLookup({ responseKey, variable, paths, requires, inputRewrites, outputRewrites }: EntityLookup, types: TypeTable): CompiledLookup {
  return {
    responseKey, variable, paths, places: paths.map((path) => placeAt(path, types)), represent: representations(requires, types),
    rewriteInput: rewriting(inputRewrites, types), rewriteOutput: rewriting(outputRewrites, types),
  };
}

interface Asked {
  readonly lookup: CompiledLookup;
  readonly representations: Data[];
  /** For each representation the objects it stands for. */
  readonly targets: Data[][];
}

function collect<C>(lookup: CompiledLookup, run: Run<C>): Asked {
  const found: Data[] = [];
  for (const place of lookup.places) place(run.data, found, run.shared.size > 0);
  const asked: Asked = { lookup, representations: [], targets: [] };
  const known = new Map<unknown, Map<unknown, Data[]>>();
  for (const target of found) {
    const representing = lookup.represent(target);
    if (representing) add(asked, target, { representing, alike: alikeOf(known, representing) });
  }
  return asked;
}

/** The objects met so far that are represented in the same way, by what identifies them. */
function alikeOf(known: Map<unknown, Map<unknown, Data[]>>, representing: Representing): Map<unknown, Data[]> {
  let alike = known.get(representing);
  if (!alike) known.set(representing, (alike = new Map()));
  return alike;
}

interface Adding {
  readonly representing: Representing;
  readonly alike: Map<unknown, Data[]>;
}

/** Adds an object to those that the same representation stands for, or a representation of its own. */
function add({ lookup, representations, targets }: Asked, target: Data, { representing, alike }: Adding): void {
  const identity = representing.identify(target);
  if (identity === undefined) return;
  const others = alike.get(identity);
  if (others) return void others.push(target);
  const representation = representing.of(target);
  if (!representation) return;
  lookup.rewriteInput?.(representation);
  const own = [target];
  alike.set(identity, own);
  representations.push(representation);
  targets.push(own);
}

function finish<C>(run: Run<C>, asked: readonly Asked[], { data, errors }: SubgraphAnswer): void {
  for (const { lookup, targets, representations } of asked) {
    const { responseKey, paths } = lookup;
    const own = errors?.filter(({ path }) => asked.length === 1 || path === undefined || path[0] === responseKey) ?? [];
    if (own.length > 0) run.reports.push({ errors: own, lookup: { responseKey, paths, targets, unanswered: !data }, at: [] });
    const entities = data?.[responseKey];
    if (Array.isArray(entities)) merge(run, { lookup, targets, representations, entities, failed: new Set(own.map(({ path }) => path?.[1])) });
  }
}

interface Merging {
  readonly lookup: CompiledLookup;
  readonly targets: readonly (readonly Data[])[];
  readonly representations: readonly Data[];
  readonly entities: readonly unknown[];
  /** Indexes of entities that errors speak of; undefined where one speaks of all. */
  readonly failed: ReadonlySet<unknown>;
}

function merge<C>(run: Run<C>, { lookup, targets, representations, entities, failed }: Merging): void {
  for (let index = 0; index < targets.length; index += 1) {
    const entity = entities[index];
    const alike = targets[index] ?? [];
    if (isData(entity)) {
      lookup.rewriteOutput?.(entity);
      // An interface object calls everything by the interface's name, as it was asked; what it is was known before.
      if (entity.__typename === representations[index]?.__typename) delete entity.__typename;
      if (alike.length > 1) share(run, entity);
      for (const target of alike) mergeInto(target, entity);
    } else if (!failed.has(index) && !failed.has(undefined)) for (const target of alike) run.unknown.add(target);
  }
}

/** What stands at several places is one object at all of them, and is gone through and written once. */
function share<C>({ shared }: Run<C>, entity: Data): void {
  for (const key in entity) {
    const value = entity[key];
    if (typeof value === 'object' && value !== null) shared.add(value);
  }
}
