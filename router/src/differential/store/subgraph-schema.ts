import { buildSubgraphSchema } from '@apollo/subgraph';
import { GraphQLError, isAbstractType, isObjectType, Kind, type FieldNode, type GraphQLField, type GraphQLObjectType, type GraphQLSchema, type SelectionSetNode } from 'graphql';
import type { CaseContext } from '../graph-case';
import { canonical } from './canonical';
import type { CaseSubgraph } from './compose-case';
import type { FieldFacts, TypeFacts } from './federation-facts';
import { giveScalars } from './graph-scalars';
import { resolverValue, valueOf, type LogicalGraph } from './logical-graph';
import { projectRepresentation } from './project-representation';
import { referenceResolver } from './reference-resolver';
import { selectedFields } from './selected-fields';
import { storedObject, type Arrival, type StoredObject } from './stored-object';

/** A subgraph of a case that answers from the data. It throws where a plan asks it for what it does not own. */
export function subgraphSchema(subgraph: CaseSubgraph, logical: LogicalGraph, movedAway: ReadonlySet<string>): GraphQLSchema {
  const schema = giveScalars(buildSubgraphSchema({ typeDefs: subgraph.document }));
  for (const type of Object.values(schema.getTypeMap())) {
    if (isAbstractType(type)) type.resolveType = (object: StoredObject) => object.typeName;
    const facts = isObjectType(type) ? subgraph.facts.get(type.name) : undefined;
    if (isObjectType(type) && facts) giveResolvers({ type, facts, schema, logical, movedAway });
  }
  giveEntities(schema, subgraph, logical);
  return schema;
}

/** Apollo's own resolver of `_entities` makes a promise for each. */
function giveEntities(schema: GraphQLSchema, { facts }: CaseSubgraph, logical: LogicalGraph): void {
  const [entity, query] = [schema.getType('_Entity'), schema.getQueryType()];
  const field = query?.getFields()._entities;
  if (!isAbstractType(entity) || !field) return;
  const find = new Map([...facts].filter(([, { keys }]) => keys.length > 0).map(([name, type]) => [name, referenceResolver(name, type, logical)]));
  entity.resolveType = ({ typeName, arrival }: StoredObject) => (isObjectType(schema.getType(typeName)) ? typeName : String(arrival.representation?.__typename));
  field.resolve = (_source, { representations }: { representations: readonly Readonly<Record<string, unknown>>[] }) =>
    representations.map((representation) => find.get(String(representation.__typename))?.(representation) ?? null);
}

interface ServedType {
  readonly type: GraphQLObjectType;
  readonly facts: TypeFacts;
  readonly schema: GraphQLSchema;
  readonly logical: LogicalGraph;
  /** Fields, `Type.field`, that another subgraph took over. */
  readonly movedAway: ReadonlySet<string>;
}

function giveResolvers(served: ServedType): void {
  for (const field of Object.values(served.type.getFields())) {
    const facts = served.facts.fields.get(field.name);
    if (!facts) continue;
    const name = `${served.type.name}.${field.name}`;
    const isKey = served.facts.keys.some((key) => key.selections.some((selection) => selection.kind === Kind.FIELD && selection.name.value === field.name));
    if (served.movedAway.has(name)) field.resolve = () => misplanned(`${name} was taken over by another subgraph`);
    else field.resolve = fieldResolver(field, { ...served, field: facts, isKey });
  }
}

interface ServedField extends ServedType {
  readonly field: FieldFacts;
  readonly isKey: boolean;
}

function fieldResolver(field: GraphQLField<unknown, unknown>, { type, field: facts, isKey, schema, logical }: ServedField): GraphQLField<StoredObject | undefined, CaseContext>['resolve'] {
  const name = `${type.name}.${field.name}`;
  return (source, args: Readonly<Record<string, unknown>>, context) => {
    const object = source ?? storedObject(logical.data, type.name);
    const promised = providedFields(object, field.name, schema);
    if (facts.external && !isKey && promised.length === 0) misplanned(`${name} is external`);
    if (field.name === 'journal') return [...context.journal];
    if (type.name === 'Mutation') context.journal.push(`${field.name}${canonical(args)}`);
    const required = facts.requires && requiredBy(object, { name, set: facts.requires, schema, logical });
    const provided = [...(facts.provides ? [facts.provides] : []), ...promised.flatMap(({ selectionSet }) => selectionSet ?? [])];
    const arrival: Arrival = provided.length > 0 ? { provided } : {};
    return resolverValue(valueOf(object, { field: field.name, type: field.type, args, required }), field.type, (value) => storedObject(logical.data, value).arrivedBy(arrival));
  };
}

interface RequiringField {
  readonly name: string;
  readonly set: SelectionSetNode;
  readonly schema: GraphQLSchema;
  readonly logical: LogicalGraph;
}

/** Sent by the router; or here already, where the subgraph promised all of it. */
function requiredBy(object: StoredObject, { name, set, schema, logical }: RequiringField): Record<string, unknown> {
  const { representation } = object.arrival;
  if (representation) return projectRepresentation(representation, set, schema);
  const isPromised = selectedFields(set, object.typeName, schema).every((field) => !field.selectionSet && providedFields(object, field.name.value, schema).length > 0);
  if (!isPromised) misplanned(`${name} was asked without what it requires`);
  return logical.project(object, set);
}

/** The selections of this field in what the subgraph promised at the object. */
function providedFields(object: StoredObject, field: string, schema: GraphQLSchema): FieldNode[] {
  return (object.arrival.provided ?? []).flatMap((set: SelectionSetNode) => selectedFields(set, object.typeName, schema).filter(({ name }) => name.value === field));
}

function misplanned(reason: string): never {
  throw new GraphQLError(`${reason}.`, { extensions: { code: 'MISPLANNED' } });
}
