import { Field, InterfaceType } from 'type-graphql';

@InterfaceType({ description: 'An outcome that is no success and that clients are made for: they branch on `__typename`.' })
export abstract class ExpectedError {
  @Field(() => String, { description: 'Names the outcome, constant, e.g. `MFA_REQUIRED`.' })
  code: string;
}
