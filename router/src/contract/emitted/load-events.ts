import type { EventDefinition } from '@sangam/kit/events/define-event';
import { join } from 'node:path';
import { filesBelow, REPOSITORY } from '../repository';

export interface LoadedEvent {
  readonly file: string;
  readonly event: EventDefinition<never>;
}

/** Every event that `schema/events` defines. */
export async function loadEvents(): Promise<LoadedEvent[]> {
  const files = filesBelow('schema/events', '.ts').filter((file) => !file.endsWith('.test.ts'));
  const modules = await Promise.all(files.map(async (file) => ({ file, exported: (await import(join(REPOSITORY, file))) as Record<string, unknown> })));
  return modules.flatMap(({ file, exported }) => Object.values(exported).filter(isEvent).map((event) => ({ file, event })));
}

function isEvent(value: unknown): value is EventDefinition<never> {
  return typeof value === 'object' && value !== null && 'type' in value && 'version' in value && 'description' in value;
}
