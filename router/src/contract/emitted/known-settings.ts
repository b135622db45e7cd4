import { StartError } from '@sangam/kit/errors/start-error';
import { kitSettings } from '@sangam/kit/settings/kit-settings';
import { subgraphSettings } from '@sangam/kit/settings/subgraph-settings';
import { definedSettings, type SettingDefinition, type SettingsDefinition } from '@sangam/kit/settings/define-settings';
import { aloneSettings } from '../../alone/alone.settings';
import { commandSettings } from '../../commands/command.settings';
import { launcherSettings } from '../../launching/launcher.settings';
import { routerSettings } from '../../settings';
import type { LoadedSubgraph } from './load-subgraphs';

/** A setting as the guide and the example show it. */
export interface KnownSetting {
  readonly name: string;
  readonly owner: string;
  readonly description: string;
  readonly secret: boolean;
  readonly example?: string;
  /** As one would write it in the environment; undefined when there is none. */
  readonly fallback?: string;
  readonly required: boolean;
  /** What values it takes, in words. */
  readonly accepts: string;
}

/** Every setting of the build, by owner. Several features may share one definition. */
export function knownSettings(subgraphs: readonly Pick<LoadedSubgraph, 'definition'>[]): KnownSetting[] {
  const features = subgraphs.flatMap(({ definition }) => definition.features.flatMap((feature) => feature.settings ?? []));
  const definitions = new Set<SettingsDefinition>([kitSettings, subgraphSettings, routerSettings, aloneSettings, launcherSettings, commandSettings, ...features]);
  return [...definitions].flatMap(({ owner, shape }) => Object.entries(shape).map(([name, definition]) => describe(owner, name, definition)));
}

/** @throws StartError for settings whose owner is no package of the build: no start would miss them. */
export function checkOwners(known: readonly KnownSetting[]): void {
  const unowned = definedSettings().filter((definition) => !known.some(({ owner }) => owner === definition.owner));
  if (unowned.length > 0) throw new StartError('Settings belong to nobody:', unowned.map(({ owner, shape }) => `${owner}: ${Object.keys(shape).join(', ')}`));
}

function describe(owner: string, name: string, { schema, description, secret = false, example }: SettingDefinition<unknown>): KnownSetting {
  const absent = schema.safeParse(undefined);
  const fallback = absent.success ? written(absent.data, isDuration(schema)) : undefined;
  return { name, owner, description, secret, required: !absent.success, accepts: accepted(schema), ...(example && { example }), ...(fallback !== undefined && { fallback }) };
}

type Schema = SettingDefinition<unknown>['schema'];

function isDuration(schema: Schema): boolean {
  return schema.safeParse('1s').data === 1_000;
}

/** What a setting takes is asked of its schema, by values that it refuses. */
function accepted(schema: Schema): string {
  if (isDuration(schema)) return 'duration (`500ms`, `10s`, `15m`, `7d`)';
  const word = schema.safeParse('no such value');
  const choices = word.error?.issues.flatMap((issue) => (issue.code === 'invalid_value' ? issue.values.map(String) : []));
  if (choices?.length) return choices.map((choice) => `\`${choice}\``).join(', ');
  if (schema.safeParse('a, b').data instanceof Array) return 'list, separated by commas';
  return word.error?.issues.some((issue) => issue.message === 'a whole number') ? wholeNumber(schema) : 'text';
}

function wholeNumber(schema: Schema): string {
  const most = schema.safeParse(String(Number.MAX_SAFE_INTEGER)).error?.issues.find((issue) => issue.code === 'too_big')?.maximum;
  const least = schema.safeParse('0').error?.issues.find((issue) => issue.code === 'too_small')?.minimum ?? 0;
  return most === undefined ? `whole number from ${least}` : `${least} to ${most}`;
}

function written(value: unknown, duration: boolean): string | undefined {
  if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return undefined;
  if (duration) return writtenDuration(Number(value));
  return Array.isArray(value) ? value.join(',') : String(value);
}

function writtenDuration(milliseconds: number): string {
  const units = [['d', 86_400_000], ['h', 3_600_000], ['m', 60_000], ['s', 1_000]] as const;
  const unit = units.find(([, size]) => milliseconds >= size && milliseconds % size === 0);
  return unit ? `${milliseconds / unit[1]}${unit[0]}` : `${milliseconds}ms`;
}
