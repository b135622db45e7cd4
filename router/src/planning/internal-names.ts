import { getNamedType, isCompositeType, isListType, isNonNullType, print, type FieldNode, type GraphQLField, type GraphQLOutputType, type GraphQLSchema } from 'graphql';

/**
 * Names under which values are fetched and merged, whatever a client calls them. A field without arguments goes by its own
 * name, every other by a name of its own for each set of arguments. So no alias of a client can stand where a planner
 * expects a key or the input of a computed field, and one field asked with two sets of arguments never meets itself.
 */
export class InternalNames {
  private readonly assigned = new Map<string, string>();
  private readonly taken: Set<string>;

  constructor(fieldNames: ReadonlySet<string>) {
    this.taken = new Set(fieldNames);
  }

  of(node: FieldNode, field: GraphQLField<unknown, unknown>): string {
    const name = node.name.value;
    const identity = `${name}(${field.args.length === 0 ? '' : argumentsOf(node)})${shapeOf(field.type)}`;
    const known = this.assigned.get(identity);
    if (known !== undefined) return known;
    const isPlain = field.args.length === 0 && !this.assigned.has(name);
    const given = isPlain ? name : this.free(name);
    this.assigned.set(identity, given);
    if (isPlain) this.assigned.set(name, name);
    return given;
  }

  private free(name: string): string {
    let number = 1;
    while (this.taken.has(`${name}__${number}`)) number += 1;
    this.taken.add(`${name}__${number}`);
    return `${name}__${number}`;
  }
}

/** Every field name of a schema. */
export function fieldNamesOf(schema: GraphQLSchema): ReadonlySet<string> {
  const names = new Set<string>();
  for (const type of Object.values(schema.getTypeMap())) if ('getFields' in type) for (const name of Object.keys(type.getFields())) names.add(name);
  return names;
}

function argumentsOf(node: FieldNode): string {
  return (node.arguments ?? []).map((argument) => print(argument)).sort().join(',') || '-';
}

/** Two fields may share a name in one selection only where their values have the same shape; what is inside objects is named on its own. */
function shapeOf(type: GraphQLOutputType): string {
  if (isNonNullType(type)) return `${shapeOf(type.ofType)}!`;
  if (isListType(type)) return `[${shapeOf(type.ofType)}]`;
  return isCompositeType(getNamedType(type)) ? '' : String(type);
}
