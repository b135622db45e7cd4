import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { SqliteConnection } from './sqlite-connection';

/**
 * Lets one process at a time open a database file. The lock is a transaction held open on a file beside it, so the
 * operating system ends it with the process, however that dies; no stale lock can be left. The process id in the
 * second file only serves the message.
 * @throws Error naming the file and its holder.
 */
export function lockFile(file: string): () => void {
  const lock = new SqliteConnection(`${file}.lock`);
  try {
    lock.exec('PRAGMA busy_timeout = 0; PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE');
  } catch {
    lock.close();
    throw new Error(`The database ${file} is open in another process${holderOf(file)}. Only one process may open a SQLite file: stop it, or set DATABASE_URL to run several.`);
  }
  writeFileSync(`${file}.pid`, String(process.pid));
  return () => {
    rmSync(`${file}.pid`, { force: true });
    lock.close();
  };
}

function holderOf(file: string): string {
  try {
    return ` (${readFileSync(`${file}.pid`, 'utf8')})`;
  } catch {
    return '';
  }
}
