import type { PathStep } from '../planning/query-plan';
import type { TypeTable } from '../planning/type-table';
import { isData, type Data } from './merging';

/** Finds the objects at a place of the data; `sharing` where something of it stands at several places, which is then gone through once. */
export type Place = (data: Data, found: Data[], sharing: boolean) => void;

/** Objects at a path; lists are gone through wherever they are met. */
export function placeAt(path: readonly PathStep[], types: TypeTable): Place {
  const steps = path.flatMap((step): Step[] => ('each' in step ? [] : 'types' in step ? [{ members: membersOf(step.types, types) }] : [step]));
  return (data, found, sharing) => gather({ steps, found, seen: sharing ? new Set() : null }, data, 0);
}

export type Step = { readonly key: string } | { readonly members: ReadonlySet<string> };

interface Gathering {
  readonly steps: readonly Step[];
  readonly found: Data[];
  readonly seen: Set<object> | null;
}

function gather(gathering: Gathering, value: unknown, index: number): void {
  if (typeof value !== 'object' || value === null) return;
  const { seen } = gathering;
  if (Array.isArray(value)) {
    if (seen) {
      if (seen.has(value)) return;
      seen.add(value);
    }
    for (const element of value) gather(gathering, element, index);
    return;
  }
  const step = gathering.steps[index];
  if (!step) gathering.found.push(value as Data);
  else if ('key' in step) gather(gathering, (value as Data)[step.key], index + 1);
  else if (step.members.has(String((value as Data).__typename))) gather(gathering, value, index + 1);
}

export function membersOf(typeNames: readonly string[], types: TypeTable): ReadonlySet<string> {
  return new Set(typeNames.flatMap((name) => [...types.membersOf(name)]));
}

/** Where objects stand in the data, as paths of keys and indexes: every place of an object that stands at several. */
export function pathsTo(data: Data, path: readonly PathStep[], targets: ReadonlySet<object>): Map<object, (string | number)[][]> {
  const places = new Map<object, (string | number)[][]>();
  const keys = path.flatMap((step) => ('key' in step ? [step.key] : []));
  const walk = (value: unknown, index: number, trail: readonly (string | number)[]): void => {
    if (Array.isArray(value)) value.forEach((element, position) => walk(element, index, [...trail, position]));
    else if (isData(value)) {
      const key = keys[index];
      if (key !== undefined) walk(value[key], index + 1, [...trail, key]);
      else if (targets.has(value)) places.set(value, [...(places.get(value) ?? []), [...trail]]);
    }
  };
  walk(data, 0, []);
  return places;
}
