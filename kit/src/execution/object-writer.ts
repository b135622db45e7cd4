import { getNullableType, isLeafType } from 'graphql';
import type { DirectWriter } from './direct-entities';
import type { ObjectWriter } from './execution';
import type { FieldPlan } from './field-plan';
import { plainTest } from './leaf';
import { Place } from './place';
import { Thrown } from './thrown';

/** A key of an object: a field, the object's type name, or a field that answers for itself. */
export interface WrittenField {
  readonly key: string;
  readonly field: FieldPlan | null;
  /** Where `field` is null: what the key holds. */
  readonly typeName?: string;
  /** Takes the place of the field's resolver and of completing what it answered. */
  readonly direct?: DirectWriter;
}

/** What an object that has no properties answers. */
const NOTHING: object = Object.freeze(Object.create(null));

/**
 * Compiles a selection into a function of its own, so that all its objects have one shape and plain properties are read
 * without a call. Only names enter the source, and the documents with other names than GraphQL's are not compiled.
 */
export function objectWriter(written: readonly WrittenField[]): ObjectWriter {
  const fields = written.map(({ field }) => field);
  const directs = written.map(({ direct }) => direct);
  const source = `'use strict';
${written.map(constants).join('\n')}
return function write(x, s, at) {
  let v, w;
  const p = s !== null && (typeof s === 'object' || typeof s === 'function') ? s : NOTHING;
  const o = { ${written.map(({ key, typeName }) => `${text(key)}: ${typeName === undefined ? 'null' : text(typeName)}`).join(', ')} };
${written.map(statements).join('\n')}
  return o;
};`;
  const make = new Function('fields', 'directs', 'Place', 'Thrown', 'NOTHING', source) as (...values: unknown[]) => ObjectWriter;
  return make(fields, directs, Place, Thrown, NOTHING);
}

function constants({ field, direct }: WrittenField, index: number): string {
  if (direct) return `const d${index} = directs[${index}];`;
  if (!field) return '';
  const own = `const f${index} = fields[${index}], t${index} = f${index}.slot`;
  return `${own}${field.resolve ? `, r${index} = f${index}.resolve` : ''}${field.slot.leaf ? `, l${index} = t${index}.leaf` : ''};`;
}

function statements({ key, field, direct }: WrittenField, index: number): string {
  const target = `o[${text(key)}]`;
  if (direct) return `  v = d${index}(x, o); if (v === undefined) return undefined; ${target} = v;`;
  if (!field) return '';
  const name = text(field.definition.name);
  const call = `(f${index}.args(x), x.context, f${index}.info(x, at))`;
  const read = field.resolve ? `r${index}(s, f${index}.args(x), x.context, f${index}.info(x, at))` : `p[${name}]`;
  const own = field.resolve ? '' : `if (typeof v === 'function') try { v = p[${name}]${call}; } catch (e) { v = new Thrown(e); } `;
  const late = `{ ${own}v = t${index}.settle(x, v, new Place(t${index}, at, ${text(key)}, o)); if (v === undefined) return undefined; ${target} = v; }`;
  return `  try { v = ${read}; } catch (e) { v = new Thrown(e); }\n${branches(field, { target, late, index })}`;
}

interface Branches {
  readonly target: string;
  /** Takes a value that needs more than a look. */
  readonly late: string;
  readonly index: number;
}

function branches({ slot }: FieldPlan, { target, late, index }: Branches): string {
  const bare = getNullableType(slot.type);
  const plain = isLeafType(bare) ? plainTest(bare) : undefined;
  const ways = plain ? [`if (${plain}) ${target} = v;`] : slot.leaf ? [`if ((w = l${index}(v)) !== undefined) ${target} = w;`] : [];
  // The object was made with nulls.
  if (slot.nullable) ways.push('if (v === null || v === undefined) ;');
  return `  ${[...ways, late].join(' else ')}`;
}

const text = (value: string): string => JSON.stringify(value);
