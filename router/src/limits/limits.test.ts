import { kitSettings } from '@sangam/kit/settings/kit-settings';
import { Settings, SettingsError } from '@sangam/kit/settings/settings';
import { routerSettings } from '../settings';
import { isSwitchedOn, queryLimits, rateLimits, socketLimits } from './limits';

const load = (environment: Record<string, string> = {}) => Settings.load([kitSettings, routerSettings], environment);
const PRODUCTION = { NODE_ENV: 'production' };

describe('the limits of the front door', () => {
  it('are the documented numbers in production', () => {
    const settings = load(PRODUCTION);

    expect(queryLimits(settings)).toEqual({ tokens: 1_000, depth: 10, rootFields: 20, aliases: 30, fields: 500, directives: 50, pageSize: 100, listInput: 250, cost: 5_000, errors: 5 });
    expect(rateLimits(settings)).toEqual({ ipPerMinute: 2_000, userPerMinute: 60, userPerHour: 1_000, anonymousPerMinute: 10, factor: 1 });
    expect(socketLimits(settings)).toEqual({ frameBytes: 65_536, initTimeoutMs: 3_000, operations: 20, socketsPerUser: 10, queue: 200 });
    expect(settings.of(routerSettings)).toMatchObject({ PORT: 4000, HOST: '127.0.0.1', BODY_LIMIT: 204_800, REQUEST_TIMEOUT: 10_000, TRUST_PROXY: 0, CORS_ORIGINS: [] });
  });

  it('are a hundredfold elsewhere, except those that protect the process', () => {
    const settings = load();

    expect(queryLimits(settings)).toEqual({ tokens: 1_000, depth: 10, rootFields: 2_000, aliases: 3_000, fields: 500, directives: 50, pageSize: 100, listInput: 250, cost: 500_000, errors: 5 });
    expect(rateLimits(settings)).toEqual({ ipPerMinute: 200_000, userPerMinute: 6_000, userPerHour: 100_000, anonymousPerMinute: 1_000, factor: 100 });
    expect(socketLimits(settings)).toEqual(socketLimits(load(PRODUCTION)));
  });

  it('follow the factor that is set, in production too', () => {
    expect(rateLimits(load({ ...PRODUCTION, LIMITS_FACTOR: '3' }))).toMatchObject({ userPerMinute: 180, factor: 3 });
    expect(queryLimits(load({ LIMITS_FACTOR: '1' }))).toEqual(queryLimits(load(PRODUCTION)));
  });

  it.each(['INTROSPECTION', 'GRAPHIQL'] as const)('switch %s off in production only, unless it is set', (name) => {
    expect(isSwitchedOn(load(), name)).toBe(true);
    expect(isSwitchedOn(load(PRODUCTION), name)).toBe(false);
    expect(isSwitchedOn(load({ ...PRODUCTION, [name]: 'true' }), name)).toBe(true);
    expect(isSwitchedOn(load({ [name]: 'false' }), name)).toBe(false);
  });

  it('switch the protection against overload on in production only, unless it is set', () => {
    expect([load(PRODUCTION), load(), load({ OVERLOAD_PROTECTION: 'true' })].map((settings) => isSwitchedOn(settings, 'OVERLOAD_PROTECTION'))).toEqual([true, false, true]);
  });

  it('refuse any origin in production', () => {
    expect(() => load({ ...PRODUCTION, CORS_ORIGINS: '*' })).toThrow(SettingsError);
    expect(load({ CORS_ORIGINS: '*' }).of(routerSettings).CORS_ORIGINS).toEqual(['*']);
  });
});
