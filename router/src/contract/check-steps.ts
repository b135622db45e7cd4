import { parse } from 'graphql';
import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import { coverageBySeed, lostRows, misplacedCoverings, untriedCoverings } from './seed-coverage/coverage-rules';
import { loadDocuments, repeatedNames } from './seed-coverage/documents';
import { coveredIn } from './seed-coverage/endpoints-table';
import { executedNames } from './seed-coverage/executed';
import { loadSeedRows } from './seed-coverage/seed-rows';
import { changesSinceRelease, type Emission } from './emitted/emit-contract';
import { houseProblems } from './house-rules/house-rules';
import { ignoredSources, projectFiles } from './house-rules/source-file';
import { apiChanges } from './releases/api-changes';
import { filesBelow, readRepositoryFile, REPOSITORY } from './repository';
import { definitionProblems, eventProblems } from './schema-rules/definitions';
import { kitTypes } from './schema-rules/kit-types';
import { lintSchema } from './schema-rules/lint-schema';

/** What a step found: problems fail the check, notes are only shown. */
export interface Findings {
  readonly problems: readonly string[];
  readonly notes?: readonly string[];
}

const run = promisify(execFile);

/** Runs a tool of the project; what it says is the problem when it fails. */
export async function toolFindings(command: string, args: readonly string[]): Promise<Findings> {
  try {
    await run(command, [...args], { cwd: REPOSITORY, maxBuffer: 64 * 1024 * 1024 });
    return { problems: [] };
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as { stdout?: string; stderr?: string; message: string };
    return { problems: [`${stdout}${stderr}`.trim() || message] };
  }
}

/** Every workspace as it is built, then the tests against what was built. */
export async function typeFindings(): Promise<Findings> {
  const built = await toolFindings('npm', ['run', 'build', '--silent']);
  if (built.problems.length > 0) return built;
  return toolFindings('node_modules/.bin/tsc', ['-b', 'tsconfig.tests.json', 'router/outside', '--pretty', 'false']);
}

/** The files of the contract, byte by byte, against what the code emits now. */
export function driftFindings({ files }: Emission): Findings {
  const changed = [...files].filter(([path, content]) => readRepositoryFile(path) !== content).map(([path]) => `${path} is not what the code says; run npm run schema.`);
  const left = filesBelow('schema/subgraphs', '.graphql').filter((path) => !files.has(path)).map((path) => `${path} belongs to no subgraph; remove it.`);
  return { problems: [...changed, ...left] };
}

export function schemaFindings({ subgraphs, events, composition }: Emission): Findings {
  const linted = subgraphs.map(({ name, owns, sdl }) => ({ name, owns, document: parse(sdl) }));
  const declared = [
    ...definitionProblems(subgraphs.map(({ definition }) => definition)),
    ...eventProblems(events.map(({ file, event }) => ({ file, type: event.type })), subgraphs.map(({ name }) => name)),
  ];
  return { problems: [...declared, ...lintSchema({ subgraphs: linted, api: composition.api, internal: composition.internal, hints: composition.hints, kitTypes: kitTypes() })] };
}

/** Breaking changes fail from the first release on; before it, those since the last commit are only shown. */
export function evolutionFindings({ api }: Emission): Findings {
  const changes = changesSinceRelease(api);
  if (changes) return { problems: changes.breaking.map((change) => `Breaks clients of the last release: ${change}`) };
  const committed = committedFile('schema/api.graphql');
  const breaking = committed === undefined ? [] : apiChanges(committed, api, '').breaking;
  return { problems: [], notes: breaking.map((change) => `Before the first release, so allowed: ${change}`) };
}

export function coverageFindings({ coverings }: Emission, requireExecution: boolean): Findings {
  const rows = loadSeedRows();
  const executed = executedNames();
  const untried = executed ? untriedCoverings(coverings, executed) : ['No test run has left what it executed.'];
  const perSeed = coverageBySeed(rows, coverings).map(({ seed, covered, total }) => `${seed} ${covered}/${total}`);
  const problems = [...repeatedNames(loadDocuments()), ...misplacedCoverings(rows, coverings), ...lostRows(coveredIn(committedFile('schema/endpoints.tsv') ?? ''), coverings)];
  const seen = executed ? [`not executed by the last test run: ${untried.length} (REQUIRE_EXECUTED=1 names them and fails)`] : [];
  return { problems: [...problems, ...(requireExecution ? untried : [])], notes: [`covered: ${perSeed.join(', ')}`, ...(requireExecution ? [] : seen)] };
}

export function houseFindings(): Findings {
  return { problems: [...houseProblems(projectFiles()), ...ignoredSources()] };
}

/** Text of a file in the last commit; undefined where it is not there. */
function committedFile(path: string): string | undefined {
  try {
    return execFileSync('git', ['show', `HEAD:${path}`], { cwd: REPOSITORY, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 64 * 1024 * 1024 });
  } catch {
    return undefined;
  }
}
