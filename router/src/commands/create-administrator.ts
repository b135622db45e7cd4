import { randomBytes } from 'node:crypto';
import { AppError } from '@sangam/kit/errors/app-error';
import { BAD_USER_INPUT } from '@sangam/kit/errors/codes';
import { newId } from '@sangam/kit/ids/new-id';
import { SettingsError, type Environment } from '@sangam/kit/settings/settings';
import { CreatePeopleDocument } from '@sangam/schema/typed/internal';
import { reachIdentity } from './reach-identity';

export interface Administrator {
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

/** Why no administrator was made, in words for the operator. */
export class AdministratorRefused extends Error {}

/**
 * Makes an administrator by identity's own operation. Returns where.
 * @throws AdministratorRefused for a taken address, a refused value, or a database that the running product holds.
 */
export async function createAdministrator(environment: Environment, { email, name, password }: Administrator): Promise<string> {
  const identity = await reachIdentity(environment).catch((error: unknown) => {
    throw unreachable(error);
  });
  try {
    const people = [{ email, displayName: name, password, platformRoles: ['ADMIN' as const] }];
    const { createPeople } = await identity.calls.call('identity', CreatePeopleDocument, { people }, { requestId: newId() });
    if (createPeople.length === 0) throw new AdministratorRefused(`${email} has an account already. Choose another address; an account's roles are not changed here.`);
    return identity.where;
  } catch (error) {
    throw error instanceof AppError ? refused(error, identity.where) : error;
  } finally {
    await identity.close();
  }
}

function unreachable(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof SettingsError) return error;
  const advice = error.message.includes('is open in another process') ? ' Then make the administrator and start the product again.' : ' Does DATABASE_URL name a server that lets the product in?';
  return new AdministratorRefused(`${error.message}${advice}`);
}

function refused(error: AppError, where: string): AdministratorRefused {
  const { fields = [] } = error.extensions as { readonly fields?: readonly { readonly path: string; readonly detail?: string }[] };
  const named = fields.map(({ path, detail = 'not a valid value' }) => `${path.split('.').at(-1)}: ${detail}`);
  if (error.definition === BAD_USER_INPUT) return new AdministratorRefused(named.length > 0 ? named.join('; ') : 'the address is not valid');
  return new AdministratorRefused(`${error.definition.code} from ${where}. Does it run, with the same SERVICE_KEYS?`);
}

/** A password that nobody chose; by the rule of `register`. */
export function madePassword(): string {
  const password = randomBytes(15).toString('base64url');
  return /[a-z]/.test(password) && /[A-Z]/.test(password) && /\d/.test(password) ? password : madePassword();
}
