import { getMetadataStorage, validateOrReject } from 'class-validator';
import { ArgumentValidationError } from 'type-graphql';

const declares = new WeakMap<object, boolean>();

/**
 * Checks arguments against what their classes declare. type-graphql's own way loads the validator anew for each argument; classes
 * that declare nothing are not looked at here.
 * @throws ArgumentValidationError
 */
export async function validateInput(value: unknown): Promise<void> {
  const values = (Array.isArray(value) ? value : [value]).filter(isDeclared);
  if (values.length === 0) return;
  try {
    await Promise.all(values.map((each) => validateOrReject(each, { skipMissingProperties: true, forbidUnknownValues: false, stopAtFirstError: false })));
  } catch (errors) {
    throw new ArgumentValidationError(errors as ConstructorParameters<typeof ArgumentValidationError>[0]);
  }
}

function isDeclared(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const { constructor } = value;
  const known = declares.get(constructor) ?? getMetadataStorage().getTargetValidationMetadatas(constructor, '', false, false).length > 0;
  declares.set(constructor, known);
  return known;
}
