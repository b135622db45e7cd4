import { isEnumType, isInputObjectType, isListType, isNonNullType, isRequiredInputField, type GraphQLInputType } from 'graphql';
import type { Random } from '../random';

/** Writes arguments: literals, and JSON for variables. */
export class InputValues {
  /** @param variable names a variable of the type in this position, or nothing for a literal. */
  constructor(private readonly random: Random, private readonly variable: (type: GraphQLInputType | undefined, hasDefault: boolean) => string | undefined) {}

  /** What stands after the colon. */
  literal(type: GraphQLInputType, hasDefault = false): string {
    const variable = this.random.chance(0.4) ? this.variable(type, hasDefault) : undefined;
    if (variable) return variable;
    if (isNonNullType(type)) return this.present(type.ofType);
    return this.random.chance(0.1) ? 'null' : this.present(type);
  }

  private present(type: GraphQLInputType): string {
    const { random } = this;
    if (isListType(type)) {
      if (random.chance(0.15) && !isListType(type.ofType)) return this.literal(type.ofType).replace(/^null$/, '[]');
      return `[${Array.from({ length: random.between(0, 2) }, () => this.literal(type.ofType as GraphQLInputType)).join(', ')}]`;
    }
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter((field) => isRequiredInputField(field) || random.chance(0.4));
      return `{ ${random.shuffle(fields).map((field) => `${field.name}: ${this.literal(field.type, field.defaultValue !== undefined)}`).join(', ')} }`;
    }
    if (isEnumType(type)) return random.pick(type.getValues()).name;
    return String(type) === 'Json' ? this.json() : leafText(random, String(type));
  }

  private json(): string {
    const inner = this.random.chance(0.3) ? this.variable(undefined, false) : undefined;
    return inner ? `{ deep: [${inner}] }` : this.random.pick(['{ a: 1, b: { c: [null, ENUM] } }', '[true]', '"text"', '3.5', '{}']);
  }

  /** The JSON of a variable. */
  value(type: GraphQLInputType): unknown {
    const { random } = this;
    if (isNonNullType(type)) return this.presentValue(type.ofType);
    return random.chance(0.15) ? null : this.presentValue(type);
  }

  private presentValue(type: GraphQLInputType): unknown {
    const { random } = this;
    if (isListType(type)) {
      const item = (): unknown => this.value(type.ofType as GraphQLInputType);
      return random.chance(0.15) && !isListType(type.ofType) ? (item() ?? []) : Array.from({ length: random.between(0, 2) }, item);
    }
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter((field) => isRequiredInputField(field) || random.chance(0.4));
      return Object.fromEntries(random.shuffle(fields).map((field) => [field.name, this.value(field.type)]));
    }
    if (isEnumType(type)) return random.pick(type.getValues()).name;
    return leafValue(random, String(type));
  }
}

function leafText(random: Random, name: string): string {
  const value = leafValue(random, name);
  return name === 'ID' && random.chance(0.3) ? String(random.between(1, 9)) : JSON.stringify(value);
}

function leafValue(random: Random, name: string): unknown {
  switch (name) {
    case 'Int':
      return random.between(-2, 12);
    case 'Float':
      return random.pick([1, 2.5, -0.25]);
    case 'Boolean':
      return random.chance(0.5);
    case 'Stamp':
      return `t${random.between(0, 9)}`;
    case 'Json':
      return random.pick<unknown>([{ k: [1, { l: null }] }, 'j', 4, [], true]);
    case 'ID':
      return random.pick<unknown>(['1', 'é', '7']);
    default:
      return random.pick(['a', '', 'b"c\\', 'ü\n']);
  }
}
