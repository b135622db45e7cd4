import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { choice, defineSettings, duration, flag, integer, list, optionalText, requiredText, setting, text } from './define-settings';
import { randomSecret, withGeneratedSecrets } from './generated-secrets';
import { kitSettings } from './kit-settings';
import { subgraphSettings } from './subgraph-settings';
import { Settings, SettingsError } from './settings';

const sample = defineSettings('sample', {
  NAME: setting({ schema: text('nobody'), description: 'A name.' }),
  KEY: setting({ schema: requiredText(), description: 'A key.', secret: true }),
  PLACE: setting({ schema: optionalText(), description: 'A place.' }),
  COUNT: setting({ schema: integer(3, 1, 10), description: 'A number.' }),
  WAIT: setting({ schema: duration('15m'), description: 'A duration.' }),
  LOUD: setting({ schema: flag(false), description: 'A switch.', refuseInProduction: (value) => (value ? 'production is quiet' : undefined) }),
  KIND: setting({ schema: choice(['a', 'b'], 'a'), description: 'A choice.' }),
  WORDS: setting({ schema: list(['x']), description: 'Some words.' }),
});

const problemsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    Settings.load([sample], environment);
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  return [];
};

describe('settings', () => {
  it('are read with their defaults and types', () => {
    expect(Settings.load([sample], { KEY: 'k', WAIT: '2h', COUNT: '7', WORDS: ' a, b ,' }).of(sample)).toEqual({
      NAME: 'nobody', KEY: 'k', PLACE: undefined, COUNT: 7, WAIT: 7_200_000, LOUD: false, KIND: 'a', WORDS: ['a', 'b'],
    });
  });

  it('name everything that is missing or wrong at once, never a value', () => {
    const problems = problemsOf({ COUNT: '11', WAIT: 'soon', KIND: 'c', LOUD: 'yes' });

    expect(problems.map((problem) => problem.split(':')[0])).toEqual(['KEY', 'COUNT', 'WAIT', 'LOUD', 'KIND']);
    expect(problems[0]).toBe('KEY: missing');
  });

  it('take an empty value for an absent one', () => {
    expect(problemsOf({ KEY: '' })).toEqual(['KEY: missing']);
  });

  it('refuse development conveniences in production', () => {
    expect(problemsOf({ KEY: 'k', LOUD: 'true', NODE_ENV: 'production' })).toEqual(['LOUD: production is quiet']);
    expect(problemsOf({ KEY: 'k', LOUD: 'true' })).toEqual([]);
  });

  it('of the kit refuse weak service keys and malformed seal keys', () => {
    expect(() => Settings.load([kitSettings], { SERVICE_KEYS: 'short' })).toThrow('SERVICE_KEYS: at least 32 characters each');
    expect(() => Settings.load([subgraphSettings], { SEAL_KEYS: 'k1:dG9vIHNob3J0' })).toThrow('SEAL_KEYS: id:base64 of 32 bytes');
    expect(() => Settings.load([subgraphSettings], { NODE_ENV: 'production' })).toThrow(/SEAL_KEYS: production brings its own key/);
  });
});

describe('generated secrets', () => {
  const definitions = [kitSettings, subgraphSettings, defineSettings('sample', { OWN: setting({ schema: requiredText(), description: 'A key.', secret: true, generate: randomSecret }) })];
  const folder = mkdtempSync(join(tmpdir(), 'sangam-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are made once, kept readable for the owner only, and yield to the environment', () => {
    const first = withGeneratedSecrets({}, { dataDir: folder, definitions });
    const second = withGeneratedSecrets({ OWN: 'mine' }, { dataDir: folder, definitions });

    expect(second).toEqual({ ...first, OWN: 'mine' });
    expect(statSync(join(folder, 'secrets')).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(join(folder, 'secrets'), 'utf8'))).toEqual(first);
    expect(() => Settings.load([kitSettings], first)).not.toThrow();
  });

  it('hold no seal key for production', () => {
    expect(withGeneratedSecrets({ NODE_ENV: 'production' }, { dataDir: folder, definitions })).not.toHaveProperty('SEAL_KEYS');
  });
});
