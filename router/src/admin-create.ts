import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { startFailure } from '@sangam/kit/errors/start-error';
import { processEnvironment } from '@sangam/kit/settings/environment';
import { AdministratorRefused, createAdministrator, madePassword } from './commands/create-administrator';

const USAGE = 'npm run admin:create -- --email you@example.com --name "Your Name"   (password: ADMIN_PASSWORD, or one is made and printed)';
/** 0 made, 1 could not be made, 2 called wrongly. */
const CALLED_WRONGLY = 2;

async function main(): Promise<void> {
  const environment = processEnvironment();
  const asked = argumentsOf();
  if (!asked) return end(CALLED_WRONGLY, USAGE);
  const password = environment.ADMIN_PASSWORD || madePassword();
  const where = await createAdministrator(environment, { ...asked, password });
  const shown = environment.ADMIN_PASSWORD ? '' : `Password, shown this once: ${password}\n`;
  process.stdout.write(`Made the administrator ${asked.email} in ${where}.\n${shown}`);
}

function argumentsOf(): { readonly email: string; readonly name: string } | null {
  try {
    const { email, name } = parseArgs({ options: { email: { type: 'string' }, name: { type: 'string' } } }).values;
    return email?.trim() && name?.trim() ? { email: email.trim(), name: name.trim() } : null;
  } catch {
    return null;
  }
}

function end(code: number, message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = code;
}

main().catch((error: unknown) => {
  end(1, `No administrator was made: ${error instanceof AdministratorRefused ? error.message : startFailure(error)}`);
});
