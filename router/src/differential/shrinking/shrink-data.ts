import { isRecord, storedChoices, type StoredData, type StoredRecord, type StoredValue } from '../store/stored-data';
import type { Candidate } from './shrink-case';

/** Smaller data, records first. */
export function* smallerData(data: StoredData): Generator<Candidate<StoredData>> {
  for (const reference of Object.keys(data)) {
    yield () => Object.fromEntries(Object.entries(data).filter(([other]) => other !== reference).map(([other, record]) => [other, withoutReference(record, reference) as StoredRecord]));
  }
  for (const [reference, record] of Object.entries(data)) {
    for (const field of Object.keys(record)) yield () => ({ ...data, [reference]: Object.fromEntries(Object.entries(record).filter(([other]) => other !== field)) });
    for (const [field, value] of Object.entries(record)) for (const smaller of smallerValues(value)) yield () => ({ ...data, [reference]: { ...record, [field]: smaller } });
  }
}

function withoutReference(value: StoredValue, reference: string): StoredValue {
  if (value === reference) return null;
  if (Array.isArray(value)) return value.filter((item: StoredValue) => item !== reference).map((item: StoredValue) => withoutReference(item, reference));
  return isRecord(value) ? Object.fromEntries(Object.entries(value).map(([field, part]) => [field, withoutReference(part, reference)])) : value;
}

function smallerValues(value: StoredValue): StoredValue[] {
  const choices = storedChoices(value);
  if (choices) return [...choices];
  if (Array.isArray(value)) {
    const items = value as readonly StoredValue[];
    return [...(items.length > 1 ? [[]] : []), ...items.map((_, index) => items.filter((__, other) => other !== index)), ...items.flatMap((item, index) => smallerValues(item).map((smaller) => items.with(index, smaller)))];
  }
  if (!isRecord(value)) return [];
  return [
    ...Object.keys(value).filter((field) => field !== '__typename').map((field) => Object.fromEntries(Object.entries(value).filter(([other]) => other !== field))),
    ...Object.entries(value).flatMap(([field, part]) => smallerValues(part).map((smaller) => ({ ...value, [field]: smaller }))),
  ];
}
