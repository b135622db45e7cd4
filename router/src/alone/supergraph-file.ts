import { readFileSync, watch, type FSWatcher } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { StartError } from '@sangam/kit/errors/start-error';
import type { Logger } from '@sangam/kit/observability/logger';

export interface SupergraphFileOptions {
  readonly path: string;
  /** Takes what the file says now; throws where it cannot be served. */
  readonly take: (text: string) => void;
  readonly log: Pick<Logger, 'info' | 'warn'>;
}

/** Between two looks at a file that is being written, milliseconds. */
const LOOK_AFTER = 100;
/** Looks at a file that cannot be served before that is said: somebody may still be writing it. */
const LOOKS = 10;

/** A supergraph in a file that may be written anew at any time, in pieces or by putting another in its place. */
export class SupergraphFile {
  private readonly path: string;
  private watcher: FSWatcher | undefined;
  private timer: NodeJS.Timeout | undefined;
  private served: string | null = null;
  private refused: string | null = null;
  private seen: string | null = null;
  private looks = 0;

  constructor(private readonly options: SupergraphFileOptions) {
    this.path = resolve(options.path);
  }

  /** Takes the file for the first time. @throws StartError where it cannot be read, or what `take` throws */
  open(): void {
    const text = this.read();
    if (text === null) throw new StartError('The supergraph cannot be read:', [`${this.path}: there is no such file, or it may not be read.`]);
    this.options.take(text);
    this.served = text;
  }

  /** The folder is watched, not the file: editors and deployments put another file (or folder) in its place. */
  watch(): void {
    this.watcher = watch(dirname(this.path), { persistent: false }, () => this.changed());
    this.watcher.on('error', (error) => this.options.log.warn({ err: error }, 'the folder of the supergraph is not watched any more'));
  }

  stop(): void {
    this.watcher?.close();
    clearTimeout(this.timer);
  }

  private changed(): void {
    this.looks = 0;
    this.lookAgain();
  }

  private lookAgain(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), LOOK_AFTER).unref();
  }

  /** Takes what two looks have found alike. */
  private look(): void {
    const text = this.read();
    const isStill = text === this.seen;
    this.seen = text;
    this.looks += 1;
    if (isStill && (text === this.served || text === this.refused)) return;
    if (!isStill || !this.taken(text)) this.lookAgain();
  }

  private taken(text: string | null): boolean {
    try {
      if (text === null) throw new StartError('The supergraph cannot be read:', [this.path]);
      this.options.take(text);
      [this.served, this.refused] = [text, null];
      this.options.log.info({ path: this.path }, 'the supergraph was loaded again');
      return true;
    } catch (error) {
      if (this.looks < LOOKS) return false;
      this.refused = text;
      this.options.log.warn({ err: error, path: this.path }, 'the supergraph in the file was not taken; the one before is still served');
      return true;
    }
  }

  private read(): string | null {
    try {
      return readFileSync(this.path, 'utf8');
    } catch {
      return null;
    }
  }
}
