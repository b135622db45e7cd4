import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '@sangam/kit/errors/app-error';
import { STORAGE_FULL } from '@sangam/kit/errors/codes';
import { isId } from '@sangam/kit/ids/new-id';
import type { FileStore } from './file-store';

/** Files in a folder of this machine, spread over 256 folders by the end of their ids. */
export class FolderStore implements FileStore {
  constructor(private readonly folder: string) {}

  /** Written beside its place, brought to the disk and then moved there: no reader meets half of it. */
  async put(id: string, bytes: Buffer): Promise<void> {
    const path = this.pathOf(id);
    const partial = `${path}.partial`;
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const handle = await open(partial, 'w', 0o600);
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(partial, path);
    } catch (error) {
      await rm(partial, { force: true }).catch(() => undefined);
      throw isFull(error) ? new AppError(STORAGE_FULL) : error;
    }
  }

  async get(id: string): Promise<Buffer | null> {
    try {
      return await readFile(this.pathOf(id));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  async remove(id: string): Promise<void> {
    await Promise.all([rm(this.pathOf(id), { force: true }), rm(`${this.pathOf(id)}.partial`, { force: true })]);
  }

  private pathOf(id: string): string {
    if (!isId(id)) throw new Error('Files are kept under ids only.');
    return join(this.folder, id.slice(-2), id);
  }
}

function isFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '');
}
