import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { NamedCase } from './named-case';
import { graphOf, questionOf } from './named-case';
import { examineCase } from './running/examine-case';
import { runCampaign } from './running/fuzz-campaign';
import { shrunkText } from './running/fuzz-texts';
import type { SystemName } from './systems/system-names';

const FOLDER = join(__dirname, 'cases');
const SYSTEMS: readonly SystemName[] = ['sangam-hive', 'sangam-apollo'];

const namedCases = readdirSync(FOLDER).map((file): NamedCase => Object.values(require(join(FOLDER, file)) as Record<string, NamedCase>)[0] as NamedCase);

describe.each(SYSTEMS)('%s answers like one plain schema', (system) => {
  it.each(namedCases.map((named) => [named.name, named] as const))('in the case of %s', async (_name, named) => {
    const asked = named.endsHive && system === 'sangam-hive' ? 'sangam-apart' : system;
    const { difference, invalid, expected } = await examineCase({ graph: graphOf(named), question: questionOf(named), system: asked, seeds: [1, 2] });

    expect({ invalid, difference }).toEqual({ invalid: undefined, difference: named.refused ? expect.objectContaining({ kind: 'refused' }) : undefined });
    if (named.answer !== undefined) expect(JSON.parse(expected ?? '{}')).toMatchObject({ data: named.answer });
  });

  it('on generated supergraphs', async () => {
    const { failures, cases, supergraphs } = await runCampaign({ cases: 150, seed: 20_261_124, systems: [system], jobs: 1, shrink: 0, refused: false }, () => undefined);

    expect(failures.map((failure) => shrunkText({ ...failure, rejected: [] }))).toEqual([]);
    expect(cases).toBeGreaterThanOrEqual(150);
    expect(supergraphs).toBeGreaterThan(1);
  });
});

it('has a name for each case, once', () => {
  expect(new Set(namedCases.map(({ name }) => name)).size).toBe(namedCases.length);
  expect(namedCases.every(({ why }) => why.length > 20)).toBe(true);
});
