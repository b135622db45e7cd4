import { z } from 'zod';

/** One environment variable. */
export interface SettingDefinition<T> {
  readonly schema: z.ZodType<T, string | undefined>;
  readonly description: string;
  /** Shown in `.env.example`; for secrets a hint, never a value. */
  readonly example?: string;
  readonly secret?: boolean;
  /** Makes a value that a product on one machine keeps under its data folder. */
  readonly generate?: () => string;
  /** `everywhere`: in production too, because losing it costs no data. Default: outside production only. */
  readonly generated?: 'everywhere';
  /** Why production refuses this value, or undefined when it is fine there. */
  refuseInProduction?(value: T): string | undefined;
}

export type SettingsShape = Record<string, SettingDefinition<unknown>>;

export interface SettingsDefinition<S extends SettingsShape = SettingsShape> {
  /** The package that reads them, e.g. `kit`, `router`, `identity`. */
  readonly owner: string;
  readonly shape: S;
}

export type ValueOf<S extends SettingsShape> = { readonly [K in keyof S]: S[K] extends SettingDefinition<infer T> ? T : never };

const defined = new Set<SettingsDefinition>();

/** Declares the settings of one package; a subgraph's by its name. The only place that names an environment variable. */
export function defineSettings<S extends SettingsShape>(owner: string, shape: S): SettingsDefinition<S> {
  const definition = Object.freeze({ owner, shape });
  defined.add(definition);
  return definition;
}

/** Everything that `defineSettings` has declared in the modules loaded so far. */
export function definedSettings(): readonly SettingsDefinition[] {
  return [...defined];
}

/** A setting with all its parts typed by its schema. */
export function setting<T>(definition: SettingDefinition<T>): SettingDefinition<T> {
  return definition;
}

/** Text with a default. */
export const text = (fallback: string) => z.string().min(1).default(fallback);
/** Text that may be absent. */
export const optionalText = () => z.string().min(1).optional();
/** Text that has no default: the start stops without it. */
export const requiredText = () => z.string().min(1);
/** A whole number within bounds. */
export const integer = (fallback: number, min: number, max: number) =>
  z.string().regex(/^\d+$/, 'a whole number').optional().transform((value) => (value === undefined ? fallback : Number(value))).pipe(z.number().int().min(min).max(max));
/** `true` or `false`. */
export const flag = (fallback: boolean) =>
  z.enum(['true', 'false']).optional().transform((value) => (value === undefined ? fallback : value === 'true'));
/** One of a closed list. */
export const choice = <const V extends readonly [string, ...string[]]>(values: V, fallback: V[number]) =>
  z.enum(values).optional().transform((value) => (value ?? fallback) as V[number]);
/** Comma-separated values. */
export const list = (fallback: readonly string[] = []) =>
  z.string().optional().transform((value) => (value === undefined ? [...fallback] : value.split(',').map((part) => part.trim()).filter(Boolean)));
/** Comma-separated secrets of at least 32 characters each. */
export const secrets = () => list().refine((values) => values.every((value) => value.length >= 32), 'at least 32 characters each');
/** A duration such as `15m`, `10s`, `7d`, `500ms`; milliseconds in code. */
export const duration = (fallback: string) =>
  z.string().regex(/^\d+(ms|s|m|h|d)$/, 'a duration such as 15m').default(fallback).transform(milliseconds);

const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

function milliseconds(value: string): number {
  const match = /^(\d+)(ms|s|m|h|d)$/.exec(value);
  return Number(match?.[1]) * UNITS[match?.[2] as keyof typeof UNITS];
}
