import { EventEmitter, once } from 'node:events';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Settings } from '@sangam/kit/settings/settings';
import { pino } from 'pino';
import { send } from '../testing/send-request';
import { SETTINGS_ALONE, startAlone, type StartedAlone } from './start-alone';

export interface Answered {
  readonly status: number;
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly message: string; readonly path?: readonly unknown[]; readonly extensions: { readonly code: string } }[];
}

/** A router alone over a file in a folder of its own. */
export class RouterAlone {
  readonly file: string;
  private readonly folder = mkdtempSync(join(tmpdir(), 'sangam-alone-'));
  private readonly logged = new EventEmitter();
  private started: StartedAlone | undefined;

  constructor(sdl: string) {
    this.file = join(this.folder, 'supergraph.graphql');
    writeFileSync(this.file, sdl);
  }

  get url(): string {
    return this.started?.url ?? '';
  }

  async start(environment: Record<string, string> = {}): Promise<this> {
    const log = pino({ level: 'info' }, { write: (line: string) => void this.logged.emit('line', JSON.parse(line)) });
    const settings = Settings.load(SETTINGS_ALONE, { NODE_ENV: 'test', PORT: '0', ...environment });
    this.started = await startAlone({ file: this.file, settings, log, planHere: true });
    return this;
  }

  async stop(): Promise<void> {
    await this.started?.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async ask(query: string, { headers = {}, variables = {} }: { readonly headers?: Record<string, string>; readonly variables?: object } = {}): Promise<Answered> {
    const answer = await send(Number(new URL(this.url).port), '/graphql', { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ query, variables }) });
    return { status: answer.status, ...answer.json<Omit<Answered, 'status'>>() };
  }

  /** Writes the file over. */
  write(text: string): void {
    writeFileSync(this.file, text);
  }

  /** Puts another file in its place. */
  replace(text: string): void {
    const draft = join(this.folder, 'draft');
    writeFileSync(draft, text);
    renameSync(draft, this.file);
  }

  /** The next line of the log with this message. */
  async logs(message: string): Promise<Record<string, unknown>> {
    for (;;) {
      const [line] = (await once(this.logged, 'line')) as [Record<string, unknown>];
      if (line.msg === message) return line;
    }
  }
}
