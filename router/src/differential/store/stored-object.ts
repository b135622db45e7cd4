import type { SelectionSetNode } from 'graphql';
import { isRecord, type StoredData, type StoredRecord, type StoredValue } from './stored-data';

/** How a subgraph came to an object. */
export interface Arrival {
  /** What the router sent to `_entities`. */
  readonly representation?: Readonly<Record<string, unknown>>;
  /** The external fields that the subgraph promised here. */
  readonly provided?: readonly SelectionSetNode[];
}

/** An object of the data, as resolvers see it. */
export class StoredObject {
  constructor(readonly typeName: string, readonly fields: StoredRecord, readonly arrival: Arrival = {}) {}

  arrivedBy(arrival: Arrival): StoredObject {
    return new StoredObject(this.typeName, this.fields, arrival);
  }
}

/** @throws Error for a record that is not there. */
export function storedObject(data: StoredData, value: StoredValue): StoredObject {
  if (typeof value === 'string') {
    const record = data[value];
    if (!record) throw new Error(`There is no record ${value}.`);
    return new StoredObject(typeOfRecord(value), record);
  }
  if (!isRecord(value) || typeof value.__typename !== 'string') throw new Error(`Not an object: ${JSON.stringify(value)}`);
  return new StoredObject(value.__typename, value);
}

/** `Product` of `Product:1`. */
export function typeOfRecord(reference: string): string {
  return reference.slice(0, reference.includes(':') ? reference.indexOf(':') : undefined);
}
