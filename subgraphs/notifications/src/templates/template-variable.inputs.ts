import { badInput } from '@sangam/kit/errors/app-error';
import { Field, InputType } from 'type-graphql';

@InputType({ description: 'A value for a name in a template.' })
export class TemplateVariableInput {
  @Field(() => String, { description: 'The name, as the template calls it: a letter, then letters, digits, underscores; at most 50 characters.' })
  name: string;

  @Field(() => String, { description: 'The value, at most 10,000 characters.' })
  value: string;
}

/** Values by name. @throws AppError BAD_USER_INPUT */
export function variablesOf(inputs: readonly TemplateVariableInput[], path: string): Record<string, string> {
  if (inputs.length > 50) throw badInput({ path, reason: 'RANGE', detail: 'at most 50' });
  if (inputs.some(({ name }) => !/^[a-z]\w{0,49}$/i.test(name))) throw badInput({ path, reason: 'FORMAT', detail: 'a name is a letter, then letters, digits, underscores' });
  if (inputs.some(({ value }) => value.length > 10_000)) throw badInput({ path, reason: 'RANGE', detail: 'a value has at most 10,000 characters' });
  return Object.fromEntries(inputs.map(({ name, value }) => [name, value]));
}
