import { isEnumType, type GraphQLLeafType } from 'graphql';

/** A leaf value as JSON; undefined for what the type cannot hold. The value is neither null nor undefined. */
export type LeafWriter = (value: unknown) => string | undefined;

export function leafWriter(type: GraphQLLeafType): LeafWriter {
  if (isEnumType(type)) {
    const texts = new Map(type.getValues().map(({ name }) => [name as unknown, JSON.stringify(name)]));
    return (value) => texts.get(value);
  }
  return BUILT_IN.get(type.name) ?? writeAny;
}

const BUILT_IN: ReadonlyMap<string, LeafWriter> = new Map<string, LeafWriter>([
  ['String', writeString], ['ID', writeId], ['Int', writeNumber], ['Float', writeNumber], ['Boolean', writeBoolean],
]);

function writeString(value: unknown): string | undefined {
  return typeof value === 'string' ? JSON.stringify(value) : undefined;
}

function writeId(value: unknown): string | undefined {
  return typeof value === 'string' ? JSON.stringify(value) : typeof value === 'number' ? `"${value}"` : undefined;
}

function writeNumber(value: unknown): string | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? JSON.stringify(value) : undefined;
}

function writeBoolean(value: unknown): string | undefined {
  return typeof value === 'boolean' ? String(value) : undefined;
}

/** Scalars of the schema's own: whatever JSON the subgraph made of the value. */
function writeAny(value: unknown): string | undefined {
  return JSON.stringify(value);
}
