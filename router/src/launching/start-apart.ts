import { join } from 'node:path';
import type { Logger } from '@sangam/kit/observability/logger';
import type { Environment } from '@sangam/kit/settings/settings';
import { SUBGRAPHS } from '../subgraphs';
import { launch, type Program } from './launched-process';
import { SupervisedProcess, type ReadyLine } from './supervised-process';

/** The router and every subgraph as processes of this machine. */
export class ApartProcesses {
  private readonly subgraphs: readonly SupervisedProcess[];
  private readonly router: SupervisedProcess;

  constructor(private readonly environment: Environment, log: Logger) {
    this.subgraphs = SUBGRAPHS.map(({ name }) => new SupervisedProcess(subgraphProgram(name, environment), log));
    this.router = new SupervisedProcess({ name: 'router', file: join(__dirname, '../main.js'), environment }, log);
  }

  /**
   * Brings every database up, then the subgraphs, then the router.
   * @throws Error when one of them does not start; those that did go on until `stop`.
   */
  async start(): Promise<ReadyLine> {
    for (const { name } of SUBGRAPHS) await migrated(name, this.environment);
    await Promise.all(this.subgraphs.map((subgraph) => subgraph.start()));
    const line = await this.router.start();
    return { ...line, pids: Object.fromEntries([this.router, ...this.subgraphs].map(({ name, pid }) => [name, pid])) };
  }

  /** The router first: what is under way there still needs the subgraphs. */
  async stop(): Promise<void> {
    await this.router.stop();
    await Promise.all(this.subgraphs.map((subgraph) => subgraph.stop()));
  }
}

function subgraphProgram(name: string, environment: Environment): Program {
  return { name, file: join(__dirname, '../../../subgraphs', name, 'dist/main.js'), environment };
}

async function migrated(name: string, environment: Environment): Promise<void> {
  const { code } = await launch({ ...subgraphProgram(name, environment), args: ['migrate'] }).ended;
  if (code !== 0) throw new Error(`The tables of ${name} could not be brought up.`);
}
