import { kitSettings } from '@sangam/kit/settings/kit-settings';
import type { Settings } from '@sangam/kit/settings/settings';
import { routerSettings } from '../settings';

/** What one document may be. */
export interface QueryLimits {
  readonly tokens: number;
  readonly depth: number;
  readonly rootFields: number;
  readonly aliases: number;
  readonly fields: number;
  readonly directives: number;
  readonly pageSize: number;
  readonly listInput: number;
  readonly cost: number;
  readonly errors: number;
}

/** Requests per bucket; `factor` also multiplies the limits that root fields bring along. */
export interface RateLimits {
  readonly ipPerMinute: number;
  readonly userPerMinute: number;
  readonly userPerHour: number;
  readonly anonymousPerMinute: number;
  readonly factor: number;
}

/** What one socket may do; times in milliseconds, sizes in bytes. */
export interface SocketLimits {
  readonly frameBytes: number;
  readonly initTimeoutMs: number;
  readonly operations: number;
  readonly socketsPerUser: number;
  readonly queue: number;
}

function isProduction(settings: Settings): boolean {
  return settings.of(kitSettings).NODE_ENV === 'production';
}

function factorOf(settings: Settings): number {
  return settings.of(routerSettings).LIMITS_FACTOR || (isProduction(settings) ? 1 : 100);
}

export function queryLimits(settings: Settings): QueryLimits {
  const values = settings.of(routerSettings);
  const factor = factorOf(settings);
  return {
    tokens: values.QUERY_MAX_TOKENS, depth: values.QUERY_MAX_DEPTH, fields: values.QUERY_MAX_FIELDS, directives: values.QUERY_MAX_DIRECTIVES,
    pageSize: values.QUERY_MAX_PAGE, listInput: values.QUERY_MAX_LIST_INPUT, errors: values.QUERY_MAX_ERRORS,
    rootFields: values.QUERY_MAX_ROOT_FIELDS * factor, aliases: values.QUERY_MAX_ALIASES * factor, cost: values.QUERY_MAX_COST * factor,
  };
}

export function rateLimits(settings: Settings): RateLimits {
  const values = settings.of(routerSettings);
  const factor = factorOf(settings);
  return {
    ipPerMinute: values.RATE_IP_PER_MINUTE * factor, userPerMinute: values.RATE_USER_PER_MINUTE * factor, userPerHour: values.RATE_USER_PER_HOUR * factor,
    anonymousPerMinute: values.RATE_ANONYMOUS_PER_MINUTE * factor, factor,
  };
}

export function socketLimits(settings: Settings): SocketLimits {
  const values = settings.of(routerSettings);
  return {
    frameBytes: values.WS_MAX_FRAME, initTimeoutMs: values.WS_INIT_TIMEOUT, operations: values.WS_MAX_OPERATIONS,
    socketsPerUser: values.WS_MAX_SOCKETS, queue: values.WS_QUEUE,
  };
}

/** Whether a switch that follows the environment is on. */
export function isSwitchedOn(settings: Settings, name: 'DEMO_DATA' | 'INTROSPECTION' | 'GRAPHIQL' | 'OVERLOAD_PROTECTION'): boolean {
  const value = settings.of(routerSettings)[name];
  if (value !== 'auto') return value === 'true';
  return name === 'OVERLOAD_PROTECTION' ? isProduction(settings) : !isProduction(settings);
}
