import { isUniqueViolation } from '@sangam/kit/database/errors';
import { transaction } from '@sangam/kit/database/run-transaction';
import { AppError, badInput, notFound, type FieldProblem } from '@sangam/kit/errors/app-error';
import { defineError } from '@sangam/kit/errors/codes';
import { newId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { AccountActivityKind } from '../activity/account-activity-kind';
import { recordActivity } from '../activity/record-activity';
import { BirthDetails } from './birth-details.entity';
import type { RegisterBirthDetailsInput, UpdateBirthDetailsInput } from './birth-details.inputs';

export const BIRTH_DETAILS_EXIST = defineError('BIRTH_DETAILS_EXIST', 400, 'The birth details are registered already.');

/** Of a date of birth; a kundli is computed for no earlier one. */
const EARLIEST = '1900-01-01';
/** Somewhere it is tomorrow already. */
const FURTHEST_ZONE_MS = 14 * 3_600_000;

/** Registers the birth details of the signed-in person, once; a unique key decides between parallel calls. */
export async function registerBirthDetails(ctx: SubgraphContext, input: RegisterBirthDetailsInput): Promise<BirthDetails> {
  const now = new Date(ctx.clock.now());
  const details = Object.assign(new BirthDetails(), checked(ctx, input), { id: newId(), userId: ctx.viewer.userId, createdAt: now, updatedAt: now });
  try {
    await transaction(ctx, async (tx) => {
      await tx.insert(BirthDetails, details);
      await recordActivity(ctx, tx, { userId: details.userId, kind: AccountActivityKind.BIRTH_DETAILS_REGISTERED });
    });
  } catch (error) {
    throw isUniqueViolation(error) ? new AppError(BIRTH_DETAILS_EXIST) : error;
  }
  return details;
}

/** Changes what is given of the signed-in person's birth details. */
export function updateBirthDetails(ctx: SubgraphContext, input: UpdateBirthDetailsInput): Promise<BirthDetails> {
  const changed = checked(ctx, input);
  const userId = ctx.viewer.userId ?? '';
  return transaction(ctx, async (tx) => {
    await tx.update(BirthDetails, { userId }, { ...changed, updatedAt: new Date(ctx.clock.now()) });
    const details = await tx.findOne(BirthDetails, { userId });
    if (!details) throw notFound();
    await recordActivity(ctx, tx, { userId, kind: AccountActivityKind.BIRTH_DETAILS_CHANGED, detail: { fields: Object.keys(changed).join(', ') } });
    return details;
  });
}

type Change = Partial<Omit<BirthDetails, 'id' | 'userId' | 'createdAt' | 'updatedAt'>>;

/** The columns that an input sets. @throws AppError BAD_USER_INPUT naming every field that is null, blank or out of range. */
function checked(ctx: SubgraphContext, input: RegisterBirthDetailsInput | UpdateBirthDetailsInput): Change {
  const given = Object.entries(input).filter(([, value]) => value !== undefined);
  const problems: FieldProblem[] = given.filter(([, value]) => value === null || (typeof value === 'string' && value.trim() === '')).map(([name]) => ({ path: `input.${name}`, reason: 'MISSING' }));
  const dateOfBirth = input.dateOfBirth?.toISOString().slice(0, 10);
  if (dateOfBirth !== undefined && (dateOfBirth < EARLIEST || dateOfBirth > latest(ctx))) problems.push({ path: 'input.dateOfBirth', reason: 'RANGE', detail: `${EARLIEST} to today` });
  if (problems.length > 0) throw badInput(...problems);
  const { timeOfBirth } = input;
  return {
    ...(Object.fromEntries(given.map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value])) as Change),
    ...(dateOfBirth !== undefined && { dateOfBirth }), ...(timeOfBirth && { timeOfBirth: timeOfBirth.length === 5 ? `${timeOfBirth}:00` : timeOfBirth.slice(0, 8) }),
  };
}

const latest = (ctx: SubgraphContext): string => new Date(ctx.clock.now() + FURTHEST_ZONE_MS).toISOString().slice(0, 10);
