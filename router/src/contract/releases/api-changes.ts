import { buildSchema, findBreakingChanges, findDangerousChanges, Kind, parse, print, visit, type ConstDirectiveNode, type GraphQLSchema } from 'graphql';
import { argumentsOf, enumValues, inputFields, namedTypes, outputFields } from '../schema-rules/schema-members';

export interface ApiChanges {
  /** A client that worked may fail. */
  readonly breaking: readonly string[];
  /** A client that worked may behave differently. */
  readonly dangerous: readonly string[];
  readonly added: readonly string[];
}

/**
 * What changed for clients between two API schemas. What the older one had deprecated, with a `REMOVE_AFTER` that is
 * past on the given day (`YYYY-MM-DD`), was announced: its removal does not count.
 */
export function apiChanges(before: string, after: string, today: string): ApiChanges {
  const [old, present] = [buildSchema(withoutAnnounced(before, today)), buildSchema(after)];
  const known = new Set(coordinates(old));
  return {
    breaking: findBreakingChanges(old, present).map(({ description }) => description),
    dangerous: findDangerousChanges(old, present).map(({ description }) => description),
    // A new type stands for its members.
    added: coordinates(present).filter((coordinate) => !known.has(coordinate) && (isType(coordinate) || known.has(typeOf(coordinate)))),
  };
}

const isType = (coordinate: string): boolean => !coordinate.includes('.');
const typeOf = (coordinate: string): string => coordinate.split('.')[0] ?? '';

function coordinates(schema: GraphQLSchema): string[] {
  const members = [...outputFields(schema), ...argumentsOf(schema), ...inputFields(schema), ...enumValues(schema)];
  return [...namedTypes(schema).map(({ name }) => name), ...members.map(({ coordinate }) => coordinate)].sort();
}

function withoutAnnounced(sdl: string, today: string): string {
  const announced = { enter: (node: { readonly directives?: readonly ConstDirectiveNode[] }) => (isPast(node.directives, today) ? null : undefined) };
  return print(visit(parse(sdl), { [Kind.FIELD_DEFINITION]: announced, [Kind.INPUT_VALUE_DEFINITION]: announced, [Kind.ENUM_VALUE_DEFINITION]: announced }));
}

function isPast(directives: readonly ConstDirectiveNode[] | undefined, today: string): boolean {
  const reason = directives?.find(({ name }) => name.value === 'deprecated')?.arguments?.find(({ name }) => name.value === 'reason')?.value;
  const date = reason?.kind === Kind.STRING ? /REMOVE_AFTER=(\d{4}-\d{2}-\d{2})/.exec(reason.value)?.[1] : undefined;
  return date !== undefined && date < today;
}
