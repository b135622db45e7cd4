import { Kind, parse, type DocumentNode, type FieldNode, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { nameOfTwoShapes } from './check-shapes';
import { fragmentsOf } from './conditions';
import type { OverrideChoice, Planned, PlannedOperation } from './planner';
import { fetchesOf, type EntityLookup, type FetchNode, type PathStep, type Requirement, type Rewrite } from './query-plan';
import { argumentsOf, ask, fieldsOfType, SimulatedObject, WrongPlan, type Asking } from './simulated-data';
import type { SupergraphModel } from './supergraph-model';

/** Enough for every operation that limits let in; larger ones are taken on trust. */
const MAX_STEPS = 200_000;

/**
 * Follows a plan without data and looks whether every field that was asked for will be there, asked with the right arguments, and
 * whether computed fields get what they require. Planners are wrong now and then; a wrong plan is wrong data that nobody notices.
 * @returns what is wrong, or null
 */
export function checkPlan(model: SupergraphModel, { operation, overrides }: { readonly operation: PlannedOperation; readonly overrides: OverrideChoice }, planned: Planned): string | null {
  const root = model.apiSchema.getRootType(operation.kind);
  if (!root) return 'there is no root type';
  const simulation: Simulation = { model, root: new SimulatedObject([root.name]), labels: overrides.labels, budget: { steps: MAX_STEPS } };
  try {
    for (const fetch of 'plan' in planned ? fetchesOf(planned.plan) : [planned.subscription.primary, ...fetchesOf(planned.subscription.rest)]) follow(simulation, fetch);
    const wanted = missing(simulation, simulation.root, { set: definitionOf(operation.planned).selectionSet, path: root.name });
    return simulation.budget.steps < 0 ? null : wanted;
  } catch (error) {
    if (error instanceof WrongPlan) return error.message;
    throw error;
  }
}

interface Simulation {
  readonly model: SupergraphModel;
  readonly root: SimulatedObject;
  readonly labels: ReadonlySet<string>;
  readonly budget: { steps: number };
}

function follow(simulation: Simulation, fetch: FetchNode): void {
  const document = parse(fetch.text, { noLocation: true });
  const { types, subgraphTypes } = simulation.model;
  const asking: Asking = { subgraph: fetch.subgraph, fragments: fragmentsOf(document), types, subgraphTypes, labels: simulation.labels, budget: simulation.budget };
  const { selectionSet } = definitionOf(document);
  const clash = nameOfTwoShapes([{ set: selectionSet, parent: fetch.lookups || fetch.at.length > 0 ? undefined : simulation.root.runtimeTypes[0] }], asking);
  if (clash !== null) throw new WrongPlan(`${fetch.subgraph} is asked for ${clash} in two shapes`);
  if (!fetch.lookups) for (const place of placesAt(simulation, fetch.at)) ask(place.object, place.runtimeTypes, { set: withoutRewritten(selectionSet, fetch.outputRewrites), asking });
  for (const lookup of fetch.lookups ?? []) {
    const entities = selectionSet.selections.find((node): node is FieldNode => node.kind === Kind.FIELD && (node.alias?.value ?? node.name.value) === lookup.responseKey);
    if (entities?.selectionSet) lookUp(simulation, { lookup, set: withoutRewritten(entities.selectionSet, lookup.outputRewrites), asking });
  }
}

/** Answers that a planner renames afterwards stand under names of its own choice until then; such plans are followed by their final names. */
function withoutRewritten(set: SelectionSetNode, rewrites: readonly Rewrite[] = []): SelectionSetNode {
  const renamed = new Map(rewrites.flatMap((rewrite) => {
    const last = rewrite.path.at(-1);
    return rewrite.kind === 'rename' && last && 'key' in last ? [[last.key, rewrite.to] as const] : [];
  }));
  return renamed.size === 0 ? set : renameFields(set, renamed);
}

function renameFields(set: SelectionSetNode, renamed: ReadonlyMap<string, string>): SelectionSetNode {
  return { ...set, selections: set.selections.map((node) => {
    if (node.kind === Kind.FRAGMENT_SPREAD) return node;
    if (node.kind === Kind.INLINE_FRAGMENT) return { ...node, selectionSet: renameFields(node.selectionSet, renamed) };
    const to = renamed.get(node.alias?.value ?? node.name.value);
    return { ...node, ...(to !== undefined && { alias: { kind: Kind.NAME, value: to } }), ...(node.selectionSet && { selectionSet: renameFields(node.selectionSet, renamed) }) };
  }) };
}

interface SimulatedLookup {
  readonly lookup: EntityLookup;
  readonly set: SelectionSetNode;
  readonly asking: Asking;
}

function lookUp(simulation: Simulation, { lookup, set, asking }: SimulatedLookup): void {
  for (const path of lookup.paths) {
    for (const { object, runtimeTypes } of placesAt(simulation, path)) {
      const known = runtimeTypes.filter((type) => isIdentified(object, type, { requires: lookup.requires, simulation }));
      for (const type of known) checkRequirements({ object, type, lookup, set, asking });
      ask(object, known, { set, asking, isLookup: true });
    }
  }
}

/** Whether everything that the representation of an object of this type needs has been gathered, its type's name included. */
function isIdentified(object: SimulatedObject, type: string, { requires, simulation }: { readonly requires: readonly Requirement[]; readonly simulation: Simulation }): boolean {
  const fields = requiredFields(requires, type, simulation);
  return fields.length > 0 && fields.every(({ source }) => object.fields.get(type)?.has(source));
}

function requiredFields(requires: readonly Requirement[], type: string, simulation: Pick<Simulation, 'model'>): Exclude<Requirement, { on: string }>[] {
  return requires.flatMap((required) => ('on' in required ? (simulation.model.types.membersOf(required.on).has(type) ? requiredFields(required.selections, type, simulation) : []) : [required]));
}

interface Required extends SimulatedLookup {
  readonly object: SimulatedObject;
  readonly type: string;
}

/** A computed field must be told the values of the very fields, with the very arguments, that it requires. @throws WrongPlan */
function checkRequirements({ object, type, lookup, set, asking }: Required): void {
  const gathered = object.fields.get(type);
  const told = new Map(requiredFields(lookup.requires, type, { model: { types: asking.types } as SupergraphModel }).map(({ name, source }) => [name, gathered?.get(source)]));
  for (const computed of fieldsOfType(set, type, asking)) {
    const { requires } = asking.subgraphTypes.standing(asking.subgraph, { parent: type, name: computed.name.value, labels: asking.labels });
    for (const required of requires ? fieldsOfType(requires, type, asking) : []) {
      const given = told.get(required.name.value);
      if (given?.name === required.name.value && given.args === argumentsOf(required)) continue;
      throw new WrongPlan(`${type}.${computed.name.value} would not be told ${required.name.value}(${argumentsOf(required)})`);
    }
  }
}

interface SimulatedPlace {
  readonly object: SimulatedObject;
  readonly runtimeTypes: readonly string[];
}

function placesAt({ model, root }: Simulation, path: readonly PathStep[]): SimulatedPlace[] {
  let places: SimulatedPlace[] = [{ object: root, runtimeTypes: root.runtimeTypes }];
  for (const step of path) {
    if ('key' in step) {
      const objects = places.flatMap(({ object, runtimeTypes }) => runtimeTypes.map((type) => object.fields.get(type)?.get(step.key)?.inner));
      places = [...new Set(objects)].flatMap((object) => (object ? [{ object, runtimeTypes: object.runtimeTypes }] : []));
    } else if ('types' in step) {
      const members = new Set(step.types.flatMap((name) => [...model.types.membersOf(name)]));
      places = places.map(({ object, runtimeTypes }) => ({ object, runtimeTypes: runtimeTypes.filter((type) => members.has(type)) }));
    }
  }
  return places;
}

/** The first field that was asked for and will not be there. */
function missing(simulation: Simulation, object: SimulatedObject, { set, path, within = object.runtimeTypes }: { readonly set: SelectionSetNode; readonly path: string; readonly within?: readonly string[] }): string | null {
  for (const node of set.selections) {
    if ((simulation.budget.steps -= 1) < 0) return null;
    const problem = node.kind === Kind.FIELD ? missingField(simulation, object, { node, path, within }) : missingFragment(simulation, object, { node, path, within });
    if (problem !== null) return problem;
  }
  return null;
}

interface Looking<N> {
  readonly node: N;
  readonly path: string;
  readonly within: readonly string[];
}

function missingFragment(simulation: Simulation, object: SimulatedObject, { node, path, within }: Looking<Exclude<SelectionSetNode['selections'][number], FieldNode>>): string | null {
  if (node.kind === Kind.FRAGMENT_SPREAD) return 'fragments are not expected here';
  const members = simulation.model.types.membersOf(node.typeCondition?.name.value ?? '');
  return missing(simulation, object, { set: node.selectionSet, path, within: within.filter((type) => members.has(type)) });
}

function missingField(simulation: Simulation, object: SimulatedObject, { node, path, within }: Looking<FieldNode>): string | null {
  const key = node.alias?.value ?? node.name.value;
  const visible = within.filter((type) => simulation.model.apiSchema.getType(type) !== undefined);
  for (const type of visible) {
    const place = `${path}.${type}.${key}`;
    const field = object.fields.get(type)?.get(key);
    if (!field) return `${place} is missing`;
    if (field.name !== node.name.value || field.args !== argumentsOf(node)) return `${place} would be another field`;
    const problem = node.selectionSet && field.inner ? missing(simulation, field.inner, { set: node.selectionSet, path: place }) : null;
    if (problem !== null) return problem;
  }
  return null;
}

function definitionOf(document: DocumentNode): OperationDefinitionNode {
  const found = document.definitions.find((node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION);
  if (!found) throw new Error('A plan asks for nothing.');
  return found;
}
