import { GraphQLError } from 'graphql';

/**
 * JSON. Where the schema says object, interface or union, a string names a record (`Product:1`) and an object is a value of its own with
 * `__typename`. `{ "$error": CODE }` is thrown where it is read; `{ "$choice": [...] }` depends on arguments and required fields.
 */
export type StoredValue = null | string | number | boolean | readonly StoredValue[] | StoredRecord;

export interface StoredRecord {
  readonly [field: string]: StoredValue;
}

/** Records by `Type:key`, besides `Query` and `Mutation`. */
export type StoredData = Readonly<Record<string, StoredRecord>>;

export function isRecord(value: StoredValue | undefined): value is StoredRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function storedError(value: StoredValue | undefined): GraphQLError | undefined {
  if (!isRecord(value) || typeof value.$error !== 'string') return undefined;
  return new GraphQLError('Refused by the data.', { extensions: { code: value.$error } });
}

export function storedChoices(value: StoredValue | undefined): readonly StoredValue[] | undefined {
  return isRecord(value) && Array.isArray(value.$choice) ? value.$choice : undefined;
}
