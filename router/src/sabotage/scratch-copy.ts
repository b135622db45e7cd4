import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { sabotaged, type Protection } from './protection';

const LEFT_OUT: ReadonlySet<string> = new Set(['node_modules', 'dist', '.git', '.data', '.tmp', '.turbo', 'coverage']);

/** The project's sources in a folder of their own, where they can be broken. */
export class ScratchCopy {
  readonly folder: string;

  constructor(repository: string) {
    this.folder = mkdtempSync(join(tmpdir(), 'sangam-sabotage-'));
    cpSync(repository, this.folder, { recursive: true, filter: (source) => source === repository || !LEFT_OUT.has(basename(source)) });
    symlinkSync(join(repository, 'node_modules'), join(this.folder, 'node_modules'), 'dir');
  }

  /**
   * Runs `work` while the protection is taken away.
   * @throws Error when it cannot be taken away.
   */
  async without<T>(protection: Protection, work: () => Promise<T>): Promise<T> {
    const file = join(this.folder, protection.file);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, sabotaged(protection, text));
    try {
      return await work();
    } finally {
      writeFileSync(file, text);
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
