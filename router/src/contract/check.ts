import { coverageFindings, typeFindings, driftFindings, evolutionFindings, houseFindings, schemaFindings, toolFindings, type Findings } from './check-steps';
import { requiresExecution } from './check.settings';
import { emitContract } from './emitted/emit-contract';

/** `npm run check`: everything about the project that can be checked without running it. */
async function check(): Promise<void> {
  const types = typeFindings();
  const emission = emitContract();
  const outcomes = [
    await report('house rules', async () => houseFindings()),
    await report('schema: the subgraphs compose, the documents fit', async () => ({ problems: [], notes: [`${(await emission).files.size} files`] })),
    await report('schema: files say what the code says', async () => driftFindings(await emission)),
    await report('schema: rules', async () => schemaFindings(await emission)),
    await report('schema: breaks nobody since the last release', async () => evolutionFindings(await emission)),
    await report('coverage of the references', async () => coverageFindings(await emission, requiresExecution())),
    await report('types', () => types),
    await report('lint', () => toolFindings('node_modules/.bin/oxlint', ['--type-aware'])),
  ];
  process.exitCode = outcomes.every(Boolean) ? 0 : 1;
}

/** Whether the step found nothing that fails. A step that cannot run has failed. */
async function report(name: string, step: () => Promise<Findings>): Promise<boolean> {
  const { problems, notes = [] } = await step().catch((error: unknown): Findings => ({ problems: [error instanceof Error ? error.message : String(error)] }));
  const lines = [`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${name}`, ...notes.map((note) => `     ${note}`), ...problems.map((problem) => `     ${problem.replaceAll('\n', '\n     ')}`)];
  process.stdout.write(`${lines.join('\n')}\n`);
  return problems.length === 0;
}

void check();
