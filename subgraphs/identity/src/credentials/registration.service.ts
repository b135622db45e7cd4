import { isUniqueViolation } from '@sangam/kit/database/errors';
import { count } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import type { Transaction } from '@sangam/kit/database/transaction';
import { badInput, type FieldProblem } from '@sangam/kit/errors/app-error';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { takeEmail } from '../email-tokens/email-allowance';
import type { EmailReceipt } from '../email-tokens/email-token.inputs';
import { sendVerificationMail } from '../email-tokens/email-token.jobs';
import { identitySettings } from '../settings';
import { canonicalEmail } from '../users/canonical-email';
import { refuseMailless } from '../users/checked-address';
import { newUser } from '../users/new-user';
import type { CreatePersonInput } from '../users/user.inputs';
import { User } from '../users/user.entity';
import { PasswordCredential } from './credential.entity';
import type { RegisterInput } from './credential.inputs';
import { sendAddressTakenMail } from './credential.jobs';
import { hashPassword, passwordProblem } from './password';

/** Signs a person up. Known and unknown addresses get the same answer after the same work; a mail tells the owner. */
export async function register(ctx: SubgraphContext, input: RegisterInput): Promise<EmailReceipt> {
  const email = checkedRegistration(input);
  await refuseMailless(ctx, email, 'input.email');
  const hash = await hashPassword(input.password, ctx.settings.of(identitySettings).PASSWORD_MEMORY_KIB);
  const person = newUser(ctx, { displayName: input.fullName.trim(), email: input.email, emailCanonical: email, emailVerified: false, platformRoles: [] });
  try {
    await transaction(ctx, async (tx) => {
      await insertPerson(tx, person, hash);
      await tx.enqueue(sendVerificationMail, { emailCanonical: email });
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    await transaction(ctx, async (tx) => {
      if (await takeEmail(ctx, tx, email)) await tx.enqueue(sendAddressTakenMail, { address: input.email });
    });
  }
  return { email: input.email };
}

/** People made by the operator, all or none of them. An address that is taken is left as it is; returns the ids of those made. */
export async function createPeople(ctx: SubgraphContext, inputs: readonly CreatePersonInput[], onlyIfEmpty: boolean): Promise<string[]> {
  if (onlyIfEmpty && (await count(ctx, User, {})) > 0) return [];
  const people = inputs.map((input) => operatorsPerson(ctx, input));
  const hashes = await Promise.all(inputs.map(({ password }) => hashPassword(password, ctx.settings.of(identitySettings).PASSWORD_MEMORY_KIB)));
  return transaction(ctx, async (tx) => {
    const made: string[] = [];
    for (const [index, person] of people.entries()) {
      try {
        await insertPerson(tx, person, hashes[index] ?? '');
        made.push(person.id);
      } catch (error) {
        if (!isUniqueViolation(error)) throw error;
      }
    }
    return made;
  });
}

function operatorsPerson(ctx: SubgraphContext, { id, displayName, email, password, platformRoles }: CreatePersonInput): User {
  const emailCanonical = canonicalEmail(email);
  const problem = passwordProblem(password, 'input.password');
  if (!emailCanonical || problem) throw badInput(problem ?? { path: 'input.email', reason: 'FORMAT' });
  const person = newUser(ctx, { displayName, email, emailCanonical, emailVerified: true, platformRoles });
  return id ? Object.assign(person, { id }) : person;
}

function checkedRegistration(input: RegisterInput): string {
  const email = canonicalEmail(input.email);
  const problems: FieldProblem[] = [];
  if (!email) problems.push({ path: 'input.email', reason: 'FORMAT' });
  if (input.fullName.trim().length === 0) problems.push({ path: 'input.fullName', reason: 'MISSING' });
  if (!input.termsAccepted) problems.push({ path: 'input.termsAccepted', reason: 'RANGE', detail: 'the terms must be accepted' });
  const password = passwordProblem(input.password, 'input.password');
  if (password) problems.push(password);
  if (!email || problems.length > 0) throw badInput(...problems);
  return email;
}

async function insertPerson(tx: Transaction, person: User, hash: string): Promise<void> {
  await tx.insert(User, person);
  await tx.insert(PasswordCredential, { userId: person.id, hash, changedAt: person.createdAt });
}
