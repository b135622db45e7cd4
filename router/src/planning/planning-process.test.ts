import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'graphql';
import { NO_OVERRIDES } from './overrides';
import { PlanningProcess } from './planning-process';
import type { PlannedOperation } from './planner';
import { fetchesOf } from './query-plan';

const SUPERGRAPH = readFileSync(join(__dirname, 'fixtures/ends-hive.graphql'), 'utf8');
const REGISTER = join(__dirname, '../contract/register-swc.js');
const warnings: string[] = [];
let planning: PlanningProcess;

beforeEach(() => {
  warnings.length = 0;
});
afterEach(() => planning.stop());

/** Sources are run as they are written. */
function start(options: Partial<ConstructorParameters<typeof PlanningProcess>[0]> = {}): PlanningProcess {
  planning = new PlanningProcess({ supergraphSdl: SUPERGRAPH, execArgv: ['-r', REGISTER], log: { warn: (_details: unknown, text?: string) => void warnings.push(text ?? '') } as never, ...options });
  return planning;
}

const query = (text: string): PlannedOperation => ({ kind: 'query' as PlannedOperation['kind'], text, planned: parse(text, { noLocation: true }) });
const subgraphsAsked = async (text: string): Promise<string[]> => {
  const planned = await planning.plan(query(text), NO_OVERRIDES);
  return 'plan' in planned ? fetchesOf(planned.plan).map(({ subgraph }) => subgraph) : [];
};

it('plans in another process', async () => {
  start();
  expect(await subgraphsAsked('{ partsCats { __typename } }')).toEqual(['cats']);
  expect(warnings).toEqual([]);
});

it('asks the other planner where the first one ends its process, and goes on planning', async () => {
  start();
  const answers = await Promise.all([subgraphsAsked('{ partsCats { made { id } } }'), subgraphsAsked('{ partsCats { __typename } }')]);
  expect(answers).toEqual([['cats', 'bees', 'ants', 'ants', 'cats'], ['cats']]);
  expect(warnings).toContain('the planning process ended under a question');
  expect(await subgraphsAsked('{ nameAnts { __typename } }')).toEqual(['ants']);
});

it('refuses what no planner plans', async () => {
  start();
  await expect(planning.plan(query('{ nothing }'), NO_OVERRIDES)).rejects.toMatchObject({ extensions: { code: 'QUERY_NOT_PLANNABLE' } });
});

it('ends under a question that takes too long, and refuses it', async () => {
  start({ timeoutMs: 1 });
  await expect(planning.plan(query('{ partsCats { __typename } }'), NO_OVERRIDES)).rejects.toMatchObject({ extensions: { code: 'QUERY_NOT_PLANNABLE' } });
});

it('refuses whoever still waits when it is stopped', async () => {
  start();
  const waiting = planning.plan(query('{ partsCats { __typename } }'), NO_OVERRIDES);
  planning.stop();
  await expect(waiting).rejects.toMatchObject({ extensions: { code: 'QUERY_NOT_PLANNABLE' } });
});

it('is started again by the next question after it ended for want of any', async () => {
  start({ idleMs: 1 });
  expect(await subgraphsAsked('{ partsCats { __typename } }')).toEqual(['cats']);
  expect(await subgraphsAsked('{ partsCats { __typename } }')).toEqual(['cats']);
});
