import type { EventDefinition } from '@sangam/kit/events/define-event';
import { join } from 'node:path';
import { filesBelow, REPOSITORY } from '../repository';

/** Every event that `schema/events` defines. */
export async function loadEvents(): Promise<EventDefinition<never>[]> {
  const files = filesBelow('schema/events', '.ts').filter((file) => !file.endsWith('.test.ts'));
  const modules = await Promise.all(files.map((file) => import(join(REPOSITORY, file)) as Promise<Record<string, unknown>>));
  return modules.flatMap((module) => Object.values(module).filter(isEvent));
}

function isEvent(value: unknown): value is EventDefinition<never> {
  return typeof value === 'object' && value !== null && 'type' in value && 'version' in value && 'description' in value;
}
