import {
  getNullableType, isAbstractType, isLeafType, isListType, isNonNullType, isObjectType, type GraphQLAbstractType, type GraphQLObjectType, type GraphQLOutputType, type SelectionSetNode,
} from 'graphql';
import { collectFields, type CollectedField, type Collecting } from './collected-fields';
import { leafWriter, type LeafWriter } from './leaf-writers';
import type { Data } from './merging';
import type { Run } from './run';
import { objectWriter, type FieldWriter } from './object-writer';

/** A value that the schema promises and the data does not hold. */
export interface Violation {
  readonly path: readonly (string | number)[];
  readonly reason: 'MISSING' | 'NOT_OF_TYPE';
}

export interface WrittenAnswer {
  /** JSON; `null` where a required root field is missing. */
  readonly text: string;
  readonly violations: readonly Violation[];
}

/** Writes gathered data as the JSON that a client asked for: names, order, types and nulls in one pass. */
export type AnswerWriter = (gathered: Gathered) => WrittenAnswer;

export type Gathered = Pick<Run<unknown>, 'data' | 'shared' | 'unknown'>;

/**
 * Text of a value, or undefined where null is not allowed and the object around it has to be null instead. `owner` is the object that
 * holds it.
 */
export type ValueWriter = (value: unknown, owner: object) => string | undefined;

/** Keys of an answer; a number stands for the index in the so-many-th list on the way. */
type Position = readonly (string | number)[];

/** What compiled writers share while one answer is written. */
interface Writing extends Collecting {
  readonly indexes: number[];
  violations: Violation[];
  unknown: ReadonlySet<object>;
  shared: ReadonlySet<object>;
  /** Number of the answer that is being written. */
  answer: number;
}

const NOTHING: ReadonlySet<object> = new Set();

export function compileAnswerWriter(collecting: Collecting, root: GraphQLObjectType, set: SelectionSetNode): AnswerWriter {
  const writing: Writing = { ...collecting, indexes: [], violations: [], unknown: NOTHING, shared: NOTHING, answer: 0 };
  const write = writerOfObject(writing, { type: root, sets: [set], position: [] });
  return ({ data, shared, unknown }) => {
    Object.assign(writing, { violations: [], unknown, shared, answer: writing.answer + 1 });
    return { text: write(data, data) ?? 'null', violations: writing.violations };
  };
}

interface Place {
  readonly sets: readonly SelectionSetNode[];
  readonly position: Position;
}

function writerOf(writing: Writing, type: GraphQLOutputType, place: Place): ValueWriter {
  const nullable = getNullableType(type);
  const plain = writerOfNullable(writing, nullable, place);
  const inner = isLeafType(nullable) ? plain : writtenOnce(writing, plain);
  if (!isNonNullType(type)) return (value, owner) => (value === null || value === undefined ? 'null' : (inner(value, owner) ?? 'null'));
  return (value, owner) => (value === null || value === undefined ? violation(writing, place.position, owner) : inner(value, owner));
}

function writerOfNullable(writing: Writing, type: ReturnType<typeof getNullableType>, place: Place): ValueWriter {
  if (isListType(type)) return writerOfList(writing, type.ofType as GraphQLOutputType, place);
  if (isLeafType(type)) return checked(leafWriter(type), (owner) => violation(writing, place.position, owner, 'NOT_OF_TYPE'));
  if (isObjectType(type)) return checkedObject(writing, place, writerOfObject(writing, { ...place, type }));
  if (isAbstractType(type)) return checkedObject(writing, place, writerOfAbstract(writing, type, place));
  throw new Error(`Values of type ${String(type)} cannot be answered.`);
}

function checked(write: LeafWriter, refuse: (owner: object) => undefined): ValueWriter {
  return (value, owner) => write(value) ?? refuse(owner);
}

function checkedObject(writing: Writing, { position }: Place, write: ValueWriter): ValueWriter {
  return (value, owner) => (typeof value === 'object' && !Array.isArray(value) ? write(value, owner) : violation(writing, position, owner, 'NOT_OF_TYPE'));
}

function writerOfList(writing: Writing, itemType: GraphQLOutputType, { sets, position }: Place): ValueWriter {
  const depth = position.filter((step) => typeof step === 'number').length;
  const item = writerOf(writing, itemType, { sets, position: [...position, depth] });
  return (value, owner) => {
    if (!Array.isArray(value)) return violation(writing, position, owner, 'NOT_OF_TYPE');
    let text = '[';
    for (let index = 0; index < value.length; index += 1) {
      writing.indexes[depth] = index;
      const written = item(value[index], owner);
      if (written === undefined) return undefined;
      text += index === 0 ? written : `,${written}`;
    }
    return `${text}]`;
  };
}

/** What stands at several places is written once, unless something in it is wrong: then each place is told. */
function writtenOnce(writing: Writing, write: ValueWriter): ValueWriter {
  let texts = new Map<unknown, string>();
  let answer = 0;
  return (value, owner) => {
    if (writing.shared.size === 0 || !writing.shared.has(value as object)) return write(value, owner);
    if (answer !== writing.answer) [texts, answer] = [new Map(), writing.answer];
    const known = texts.get(value);
    if (known !== undefined) return known;
    const before = writing.violations.length;
    const text = write(value, owner);
    if (text !== undefined && writing.violations.length === before) texts.set(value, text);
    return text;
  };
}

/** The fields of an object are worked out when the first such object is written. */
function writerOfObject(writing: Writing, place: Place & { readonly type: GraphQLObjectType }): ValueWriter {
  let write: ValueWriter | undefined;
  return (value, owner) => (write ??= compileObject(writing, place))(value, owner);
}

function compileObject(writing: Writing, { type, sets, position }: Place & { readonly type: GraphQLObjectType }): ValueWriter {
  return objectWriter(collectFields(writing, type, sets).map((field) => fieldWriter(writing, type, { field, position })));
}

function fieldWriter(writing: Writing, parent: GraphQLObjectType, { field, position }: { readonly field: CollectedField; readonly position: Position }): FieldWriter {
  const { responseKey, internalKey, type, sets, node } = field;
  if (internalKey === null || type === null) {
    return node.name.value === '__typename' ? { responseKey, constant: JSON.stringify(parent.name) } : { responseKey, key: introspectionKey(responseKey), write: (value) => JSON.stringify(value) };
  }
  const write = writerOf(writing, type, { sets, position: [...position, responseKey] });
  return { responseKey, key: internalKey, write, leaf: isNonNullType(type) ? type.ofType : type };
}

/** Where the answers of the schema's own root fields lie in the data; no field has such a name. */
export function introspectionKey(responseKey: string): string {
  return `__schema:${responseKey}`;
}

function writerOfAbstract(writing: Writing, type: GraphQLAbstractType, place: Place): ValueWriter {
  const writers = new Map<string, ValueWriter>();
  for (const possible of writing.schema.getPossibleTypes(type)) writers.set(possible.name, writerOfObject(writing, { ...place, type: possible }));
  return (value, owner) => {
    const write = writers.get(String((value as Data).__typename));
    return write ? write(value, owner) : violation(writing, place.position, owner, 'NOT_OF_TYPE');
  };
}

/** Notes what is wrong; silent below an object that its owner does not know, for there the reason is known. */
function violation(writing: Writing, position: Position, owner: object, reason: Violation['reason'] = 'MISSING'): undefined {
  if (reason === 'MISSING' && writing.unknown.has(owner)) return undefined;
  writing.violations.push({ reason, path: position.map((step) => (typeof step === 'number' ? (writing.indexes[step] ?? 0) : step)) });
  return undefined;
}
