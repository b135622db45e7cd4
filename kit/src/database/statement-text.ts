import { normalise, ParameterError, type SqlValue } from './parameters';

/** The text between the `?` marks of a statement. */
type Pieces = readonly string[];

const cache = new Map<string, Pieces>();
const CACHE_LIMIT = 2_000;

// Quoted texts and names and comments, in which a question mark is no mark.
const TOKEN = /'(?:[^'\\]|''|\\.)*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|--[^\n]*|\/\*[\s\S]*?\*\/|\?/g;

/** Splits a statement at its parameter marks. */
export function piecesOf(sql: string): Pieces {
  const known = cache.get(sql);
  if (known) return known;
  const pieces: string[] = [];
  let start = 0;
  for (const token of sql.matchAll(TOKEN)) {
    if (token[0] !== '?') continue;
    pieces.push(sql.slice(start, token.index));
    start = token.index + 1;
  }
  pieces.push(sql.slice(start));
  if (cache.size >= CACHE_LIMIT) cache.clear();
  cache.set(sql, pieces);
  return pieces;
}

// Valid inside `IN (…)` on both engines, also after NOT.
const EMPTY_LIST = 'SELECT 1 FROM (SELECT 1 AS one) AS empty_list WHERE 1 = 0';

/** A statement whose parameters are single values, one for each mark. */
export interface PlainStatement {
  readonly sql: string;
  readonly parameters: readonly SqlValue[];
}

/**
 * Normalises the parameters and writes out lists: `IN (?)` with `[a, b]` becomes `IN (?, ?)`.
 * @throws ParameterError also when marks and parameters differ in number.
 */
export function plainStatement(sql: string, parameters: readonly unknown[]): PlainStatement {
  const pieces = piecesOf(sql);
  if (pieces.length - 1 !== parameters.length) throw new ParameterError(`is missing or left over: ${pieces.length - 1} marks, ${parameters.length} parameters in ${sql}`);
  if (!parameters.some(Array.isArray)) return { sql, parameters: parameters.map(normalise) };
  let text = pieces[0] ?? '';
  const flat: SqlValue[] = [];
  parameters.forEach((parameter, index) => {
    const values = Array.isArray(parameter) ? padded(parameter) : [parameter];
    text += values.length === 0 ? EMPTY_LIST : values.map(() => '?').join(', ');
    for (const value of values) flat.push(normalise(value));
    text += pieces[index + 1];
  });
  return { sql: text, parameters: flat };
}

/** Repeats the last value up to a power of two, so that lists of many lengths share few prepared statements. */
function padded(values: readonly unknown[]): readonly unknown[] {
  if (values.length < 3) return values;
  const length = 2 ** Math.ceil(Math.log2(values.length));
  return [...values, ...Array.from({ length: length - values.length }, () => values.at(-1))];
}
