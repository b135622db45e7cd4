import { emitCase } from './running/emit-case';
import { runCampaign } from './running/fuzz-campaign';
import { fuzzOptions, type FuzzOptions } from './running/fuzz-options';
import { progressLine, reportText, shrunkText } from './running/fuzz-texts';
import type { Failure } from './running/run-world';
import { shrinkFound } from './running/shrink-found';
import { WorkerProcess } from './running/worker-process';

/**
 * Compares the executor with one plain schema on generated supergraphs: `npm run fuzz -- --cases 20000`, further `--seed N`,
 * `--planner hive|apollo|both`, `--system sangam|apollo-gateway`, `--jobs N`, `--shrink N` failures, or with `--refused`
 * N refusals, `--emit-case NAME` for the first of them. Ends with 1 when an
 * answer was wrong. Refusals are listed: an operation that no planner plans is an error for the client, never wrong data.
 */
async function main(args: readonly string[]): Promise<void> {
  const options = fuzzOptions(args);
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  const report = await runCampaign(options, (soFar) => write(progressLine(soFar, seconds())));
  write(reportText(report, seconds()));
  await shrinkSome(options.refused ? report.refused : report.failures, options);
  process.exitCode = report.failures.length > 0 ? 1 : 0;
}

async function shrinkSome(found: readonly Failure[], { shrink, emitCase: name }: FuzzOptions): Promise<void> {
  const worker = new WorkerProcess();
  // Failures of one supergraph are mostly one failure.
  const different = [...new Map(found.map((failure) => [`${failure.seed} ${failure.difference.kind}`, failure])).values()];
  for (const [index, failure] of different.slice(0, shrink).entries()) {
    const shrunk = await shrinkFound(failure, worker);
    write(shrunk ? shrunkText(shrunk) : `\n--seed ${failure.seed}: did not fail again.`);
    if (shrunk && name && index === 0) write(`written to ${emitCase(name, shrunk)}`);
  }
  worker.stop();
}

function write(text: string): void {
  process.stdout.write(`${text}\n`);
}

main(process.argv.slice(2)).catch((error: Error) => {
  process.stderr.write(`${error.stack ?? error.message}\n`);
  process.exitCode = 1;
});
