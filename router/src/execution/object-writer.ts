import { getNamedType, type GraphQLOutputType } from 'graphql';
import type { ValueWriter } from './answer-writer';

/** A field of an object in an answer: always the same text, or a value of the data. */
export type FieldWriter =
  | { readonly responseKey: string; readonly constant: string }
  | { readonly responseKey: string; readonly key: string; readonly write: ValueWriter; readonly leaf?: GraphQLOutputType };

/** Built-in scalars whose ordinary values are written in place; everything else goes through the field's own writer. */
const IN_PLACE: ReadonlyMap<string, { readonly test: string; readonly text: string }> = new Map([
  ['String', { test: "typeof value === 'string'", text: 'quote(value)' }],
  ['ID', { test: "typeof value === 'string'", text: 'quote(value)' }],
  ['Boolean', { test: "typeof value === 'boolean'", text: 'value' }],
  ['Int', { test: '(value | 0) === value', text: 'value' }],
]);

/**
 * One function for the objects of one selection, made of text: properties at known names and no loop over fields are several times as
 * fast as any loop. Only names that GraphQL's grammar allows and JSON of our own enter the text.
 */
export function objectWriter(fields: readonly FieldWriter[]): ValueWriter {
  if (fields.length === 0) return () => '{}';
  const writers: ValueWriter[] = [];
  const lines = fields.map((field, index) => fieldLines(field, { index, writers }));
  const body = `let text = ''; let value;\n${lines.join('\n')}\nreturn text + '}';`;
  const make = new Function('writers', 'quote', `'use strict';\nreturn function (object) {\n${body}\n};`) as (writers: readonly ValueWriter[], quote: (text: string) => string) => (object: unknown) => string | undefined;
  return make(writers, JSON.stringify);
}

function fieldLines(field: FieldWriter, { index, writers }: { readonly index: number; readonly writers: ValueWriter[] }): string {
  const label = JSON.stringify(`${index === 0 ? '{' : ','}${JSON.stringify(field.responseKey)}:`);
  if ('constant' in field) return `text += ${label} + ${JSON.stringify(field.constant)};`;
  const position = writers.push(field.write) - 1;
  const general = `{ value = writers[${position}](value, object); if (value === undefined) return undefined; text += ${label} + value; }`;
  const inPlace = field.leaf && isPlain(field.leaf) ? IN_PLACE.get(getNamedType(field.leaf).name) : undefined;
  const read = `value = object[${JSON.stringify(field.key)}];`;
  return inPlace ? `${read} if (${inPlace.test}) text += ${label} + ${inPlace.text}; else ${general}` : `${read} ${general}`;
}

function isPlain(type: GraphQLOutputType): boolean {
  return getNamedType(type) === type;
}
