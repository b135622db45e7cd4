import { getNamedType, isCompositeType, isLeafType, isObjectType, type FieldNode, type GraphQLOutputType, type GraphQLSchema, type SelectionSetNode } from 'graphql';
import { getArgumentValues } from 'graphql/execution/values';
import { derive } from './derive';
import { isOfType, selectedFields } from './selected-fields';
import { storedError, type StoredData, type StoredValue } from './stored-data';
import { StoredObject, storedObject, typeOfRecord } from './stored-object';

export interface LogicalGraphOptions {
  /** All types and fields, also those hidden from clients. */
  readonly schema: GraphQLSchema;
  readonly data: StoredData;
  /** The field sets of `@requires` by `Type.field`, for object types. */
  readonly requires: ReadonlyMap<string, SelectionSetNode>;
}

/** The graph as if there were no subgraphs: what any field of any object is. */
export class LogicalGraph {
  constructor(private readonly options: LogicalGraphOptions) {}

  get data(): StoredData {
    return this.options.data;
  }

  get schema(): GraphQLSchema {
    return this.options.schema;
  }

  /** Every record of an object type, or of the types that an interface stands for. */
  recordsOf(typeName: string): StoredObject[] {
    return Object.entries(this.options.data).filter(([reference]) => isOfType(this.options.schema, typeOfRecord(reference), typeName))
      .map(([reference, record]) => new StoredObject(typeOfRecord(reference), record));
  }

  /** The value of a field before it is completed by its type. */
  read(object: StoredObject, field: string, args: Readonly<Record<string, unknown>>): StoredValue {
    const type = this.fieldType(object.typeName, field);
    const required = this.options.requires.get(`${object.typeName}.${field}`);
    return valueOf(object, { field, type, args, required: required && this.project(object, required) });
  }

  /** What a field set selects on an object, in the form in which a router sends it. */
  project(object: StoredObject, set: SelectionSetNode): Record<string, unknown> {
    return Object.fromEntries(selectedFields(set, object.typeName, this.options.schema).map((node) => [node.name.value, this.projectField(object, node)]));
  }

  private projectField(object: StoredObject, node: FieldNode): unknown {
    const name = node.name.value;
    if (name === '__typename') return object.typeName;
    const type = this.options.schema.getType(object.typeName);
    const field = isObjectType(type) ? type.getFields()[name] : undefined;
    if (!field) throw new Error(`There is no field ${object.typeName}.${name}.`);
    return this.serialized(this.read(object, name, getArgumentValues(field, node)), field.type, node);
  }

  private serialized(value: StoredValue, type: GraphQLOutputType, node: FieldNode): unknown {
    const named = getNamedType(type);
    const failed = storedError(value);
    if (failed) throw failed;
    if (value === null) return null;
    if (Array.isArray(value)) return value.map((item: StoredValue) => this.serialized(item, type, node));
    if (isLeafType(named)) return named.serialize(value);
    return node.selectionSet ? this.project(storedObject(this.options.data, value), node.selectionSet) : null;
  }

  private fieldType(typeName: string, field: string): GraphQLOutputType {
    const type = this.options.schema.getType(typeName);
    const found = isObjectType(type) ? type.getFields()[field]?.type : undefined;
    if (!found) throw new Error(`There is no field ${typeName}.${field}.`);
    return found;
  }
}

export interface FieldReading {
  readonly field: string;
  readonly type: GraphQLOutputType;
  readonly args: Readonly<Record<string, unknown>>;
  /** What `@requires` selects, where the field has it. */
  readonly required: unknown;
}

/** The one formula of all fields, in subgraphs and in the reference: they differ in where required fields come from. */
export function valueOf(object: StoredObject, { field, type, args, required }: FieldReading): StoredValue {
  return derive(object.fields[field] ?? null, type, [...(Object.keys(args).length > 0 ? [args] : []), ...(required === undefined ? [] : [required])]);
}

/** What a resolver returns for a stored value: objects for composite types, errors in their places. */
export function resolverValue(value: StoredValue, type: GraphQLOutputType, object: (value: StoredValue) => StoredObject): unknown {
  const failed = storedError(value);
  if (failed) return failed;
  if (Array.isArray(value)) return value.map((item: StoredValue) => resolverValue(item, type, object));
  return value === null || !isCompositeType(getNamedType(type)) ? value : object(value);
}
