import { GraphQLBoolean, GraphQLNonNull, GraphQLString, isNonNullType, type GraphQLInputType } from 'graphql';
import type { Random } from '../random';
import { InputValues } from './input-values';

interface DeclaredVariable {
  readonly name: string;
  readonly type: GraphQLInputType;
  readonly defaultText?: string;
  /** Stands where null may not and is left out for the default there. */
  readonly isLoose: boolean;
}

/** The variables of one operation. */
export class OperationVariables {
  private readonly declared: DeclaredVariable[] = [];
  private readonly constants: InputValues;
  readonly inputs: InputValues;

  constructor(private readonly random: Random, private readonly prefix: string) {
    this.constants = new InputValues(random, () => undefined);
    this.inputs = new InputValues(random, (type, hasDefault) => this.forPosition(type ?? GraphQLString, hasDefault));
  }

  /** A condition of `@skip` or `@include`. */
  condition(): string {
    return this.random.chance(0.25) ? this.random.pick(['true', 'false']) : this.forPosition(new GraphQLNonNull(GraphQLBoolean), false);
  }

  /** The variable's name with its dollar. Where the position has a default, a nullable variable may go where null may not; it is left out then. */
  private forPosition(wanted: GraphQLInputType, hasDefault: boolean): string {
    const known = this.declared.filter(({ type, isLoose }) => String(type) === String(wanted) && !isLoose);
    const reused = this.random.chance(0.5) ? this.random.maybe(known) : undefined;
    if (reused) return `$${reused.name}`;
    const name = `${this.prefix}${this.declared.length}`;
    const isLoose = isNonNullType(wanted) && hasDefault && this.random.chance(0.5);
    const type = isLoose ? wanted.ofType : wanted;
    const hasOwnDefault = !isLoose && this.random.chance(0.3);
    const defaultText = hasOwnDefault ? this.constants.literal(type) : undefined;
    this.declared.push({ name, type, isLoose, ...(defaultText !== undefined && { defaultText }) });
    return `$${name}`;
  }

  /** With parentheses, or nothing. */
  definitions(): string {
    if (this.declared.length === 0) return '';
    return `(${this.declared.map(({ name, type, defaultText }) => `$${name}: ${String(type)}${defaultText === undefined ? '' : ` = ${defaultText}`}`).join(', ')})`;
  }

  /** Values for them: some absent, some null, where that is allowed. */
  values(): Record<string, unknown> {
    const given = this.declared.filter((variable) => !this.mayBeAbsent(variable) || (!variable.isLoose && this.random.chance(0.7)));
    return Object.fromEntries(given.map(({ name, type }) => [name, this.constants.value(type)]));
  }

  private mayBeAbsent({ type, defaultText }: DeclaredVariable): boolean {
    return !isNonNullType(type) || defaultText !== undefined;
  }
}

