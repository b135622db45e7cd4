import { StartError } from '../errors/start-error';
import type { SettingDefinition, SettingsDefinition, SettingsShape, ValueOf } from './define-settings';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Thrown when the environment does not describe a runnable product; names every setting that is wrong. */
export class SettingsError extends StartError {
  constructor(problems: readonly string[]) {
    super('The settings are not valid:', problems);
    this.name = 'SettingsError';
  }
}

/** The checked settings of all packages of this process, read once at start. */
export class Settings {
  private constructor(private readonly values: ReadonlyMap<SettingsDefinition, Readonly<Record<string, unknown>>>) {}

  /** @throws SettingsError naming each invalid, missing or (in production) refused setting. */
  static load(definitions: readonly SettingsDefinition[], environment: Environment): Settings {
    const problems: string[] = [];
    const values = new Map<SettingsDefinition, Record<string, unknown>>();
    for (const definition of definitions) values.set(definition, readShape(definition.shape, environment, problems));
    if (problems.length > 0) throw new SettingsError(problems);
    return new Settings(values);
  }

  /** Whether a package's settings were loaded in this process. */
  has(definition: SettingsDefinition): boolean {
    return this.values.has(definition);
  }

  /** The values of one package. */
  of<S extends SettingsShape>(definition: SettingsDefinition<S>): ValueOf<S> {
    const found = this.values.get(definition);
    if (!found) throw new Error(`The settings of ${definition.owner} were not loaded.`);
    return found as ValueOf<S>;
  }
}

function readShape(shape: SettingsShape, environment: Environment, problems: string[]): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, definition] of Object.entries(shape) as [string, SettingDefinition<unknown>][]) {
    const raw = environment[name] === '' ? undefined : environment[name];
    const result = definition.schema.safeParse(raw);
    if (!result.success) {
      problems.push(`${name}: ${raw === undefined ? 'missing' : result.error.issues.map((issue) => issue.message).join(', ')}`);
      continue;
    }
    values[name] = result.data;
    const refusal = environment.NODE_ENV === 'production' ? definition.refuseInProduction?.(result.data) : undefined;
    if (refusal) problems.push(`${name}: ${refusal}`);
  }
  return values;
}
